package dev.nightjar.source.metrics;

import static tech.tablesaw.aggregate.AggregateFunctions.max;
import static tech.tablesaw.aggregate.AggregateFunctions.sum;

import dev.nightjar.detect.Circumstances;
import dev.nightjar.detect.PlanSighting;
import dev.nightjar.detect.StatementCircumstances;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * What is known around statements, in CSV files beside their counters, each of them optional: {@code locks.csv} (series, hour,
 * wait_ms), {@code plans.csv} (series, hour, shape), {@code statements.csv} (series, table) with {@code tables.csv} (table, hour,
 * bytes), {@code redis.csv} (hour, hits, misses).
 */
final class CircumstanceFiles {
    private static final Set<String> TEXT = Set.of("series", "shape", "table");

    private final Path folder;
    private final Instant start;
    private final Duration step;
    private final int steps;

    CircumstanceFiles(Path folder, Instant start, Duration step, int steps) {
        this.folder = folder;
        this.start = start;
        this.step = step;
        this.steps = steps;
    }

    Circumstances read() {
        Map<String, double[]> waits = new HashMap<>();
        Optional<Table> locks = table("locks.csv");
        locks.map(table -> table.summarize("wait_ms", sum).by("series", "hour"))
                .ifPresent(table -> table.forEach(row -> put(waits, row, 0)));
        Map<String, List<PlanSighting>> plans = new HashMap<>();
        table("plans.csv")
                .ifPresent(table -> table.forEach(row -> plans.computeIfAbsent(
                                row.getString("series"), series -> new ArrayList<>())
                        .add(new PlanSighting(
                                start.plusMillis(row.getInt("hour") * step.toMillis()), row.getString("shape")))));
        Map<String, String> tables = new HashMap<>();
        Optional<Table> statements = table("statements.csv");
        statements.ifPresent(
                table -> table.forEach(row -> tables.put(row.getString("series"), row.getString("table"))));
        Map<String, double[]> bytes = new HashMap<>();
        statements
                .flatMap(named -> table("tables.csv")
                        .map(sizes -> named.joinOn("table").with(sizes).join()))
                .map(joined -> joined.summarize("bytes", max).by("series", "hour"))
                .ifPresent(sizes -> sizes.forEach(row -> put(bytes, row, Double.NaN)));
        return new Circumstances(statements(waits, plans, tables, bytes), hitRate());
    }

    private Map<String, StatementCircumstances> statements(
            Map<String, double[]> waits,
            Map<String, List<PlanSighting>> plans,
            Map<String, String> tables,
            Map<String, double[]> bytes) {
        Set<String> names = new TreeSet<>(waits.keySet());
        names.addAll(plans.keySet());
        names.addAll(tables.keySet());
        Map<String, StatementCircumstances> statements = new HashMap<>();
        for (String name : names) {
            statements.put(
                    name,
                    new StatementCircumstances(
                            waits.getOrDefault(name, new double[0]),
                            plans.getOrDefault(name, List.of()),
                            tables.getOrDefault(name, ""),
                            bytes.getOrDefault(name, new double[0])));
        }
        return statements;
    }

    /** Puts the last column of a row that names series and hour; hours without a row keep the value given. */
    private void put(Map<String, double[]> bySeries, Row row, double otherwise) {
        double[] values = bySeries.computeIfAbsent(row.getString("series"), series -> {
            double[] fresh = new double[steps];
            Arrays.fill(fresh, otherwise);
            return fresh;
        });
        int hour = row.getInt("hour");
        if (hour >= 0 && hour < steps) {
            values[hour] = row.getDouble(row.columnCount() - 1);
        }
    }

    private double[] hitRate() {
        return table("redis.csv")
                .map(table -> {
                    double[] rate = new double[steps];
                    Arrays.fill(rate, Double.NaN);
                    table.forEach(row -> {
                        int hour = row.getInt("hour");
                        double all = row.getDouble("hits") + row.getDouble("misses");
                        if (hour >= 0 && hour < steps && all > 0) {
                            rate[hour] = row.getDouble("hits") / all;
                        }
                    });
                    return rate;
                })
                .orElse(new double[0]);
    }

    private Optional<Table> table(String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.of(Table.read()
                    .usingOptions(CsvReadOptions.builder(reader)
                            .columnTypes(column -> type(column))
                            .build()));
        } catch (IOException | RuntimeException e) {
            throw new MetricFileException(
                    file + " is not the table that detection reads (" + e.getMessage() + "); repair it or remove it.",
                    e);
        }
    }

    private static ColumnType type(String column) {
        return TEXT.contains(column)
                ? ColumnType.STRING
                : column.equals("hour") ? ColumnType.INTEGER : ColumnType.DOUBLE;
    }
}
