package dev.nightjar.source.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * What {@code instance.csv} says of the server behind statement counters: {@code hour}, {@code taken} (0 when no snapshot was
 * taken), {@code stats_reset} (hour of the last reset), {@code calls} of all statements; {@code calls_…} of one application,
 * which is not read; and any further column, a quantity that may explain response time.
 *
 * @param lastReset per step, the step of the last announced reset, negative when before the file; empty when unknown
 * @param calls calls of all statements per step, NaN where not sampled; empty when unknown
 * @param quantities the further columns, by name with blanks for underscores, in the order of the file; NaN where not sampled
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
record InstanceFile(int[] lastReset, double[] calls, Map<String, double[]> quantities) {
    static final InstanceFile UNKNOWN = new InstanceFile(new int[0], new double[0], Map.of());

    private static final Set<String> OF_EVERY_FILE = Set.of("hour", "taken", "stats_reset", "calls");
    private static final String OF_ONE_APPLICATION = "calls_";

    /** The file as it is, before the number of steps is known. */
    record Rows(Table table) {
        int count() {
            return table.rowCount();
        }

        InstanceFile over(int steps) {
            int[] lastReset = new int[steps];
            Arrays.fill(lastReset, -1);
            double[] calls = unknown(steps);
            List<String> names = table.columnNames().stream()
                    .filter(name -> !OF_EVERY_FILE.contains(name) && !name.startsWith(OF_ONE_APPLICATION))
                    .toList();
            double[][] others = new double[names.size()][];
            Arrays.setAll(others, k -> unknown(steps));
            for (Row row : table) {
                int hour = (int) row.getDouble("hour");
                if (hour < 0 || hour >= steps) {
                    continue;
                }
                lastReset[hour] = (int) row.getDouble("stats_reset");
                if (row.getDouble("taken") > 0) {
                    calls[hour] = row.getDouble("calls");
                    for (int k = 0; k < others.length; k++) {
                        others[k][hour] = row.getDouble(names.get(k));
                    }
                }
            }
            Map<String, double[]> quantities = new LinkedHashMap<>();
            for (int k = 0; k < others.length; k++) {
                quantities.put(names.get(k).replace('_', ' '), others[k]);
            }
            return new InstanceFile(lastReset, calls, quantities);
        }

        private static double[] unknown(int steps) {
            double[] values = new double[steps];
            Arrays.fill(values, Double.NaN);
            return values;
        }
    }

    /** Reads the file; empty when there is none.
     *
     * @throws MetricFileException when it is no table of numbers */
    static Optional<Rows> rows(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Optional.of(new Rows(Table.read()
                    .usingOptions(CsvReadOptions.builder(reader)
                            .columnTypes(name -> ColumnType.DOUBLE)
                            .build())));
        } catch (IOException | RuntimeException e) {
            throw new MetricFileException(
                    file + " is not a CSV of numbers (" + e.getMessage() + "); repair it or remove it.", e);
        }
    }
}
