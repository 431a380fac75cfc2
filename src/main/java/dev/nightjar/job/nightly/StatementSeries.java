package dev.nightjar.job.nightly;

import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.job.nightly.StatementHours.Column;
import dev.nightjar.model.Subject;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The stored samples of statements as the hourly series that detection reads, one per fingerprint. */
final class StatementSeries {
    private final HourlyGrid grid;
    private final Map<String, Statement> byFingerprint = new TreeMap<>();

    StatementSeries(HourlyGrid grid) {
        this.grid = grid;
    }

    /** One statement run by several roles or in several databases is one statement. */
    private record Statement(Subject first, StatementHours hours) {}

    /** Adds one of the parts of a statement. */
    void add(Subject part, StatementHours hours) {
        byFingerprint
                .computeIfAbsent(
                        part.attribute(Subject.FINGERPRINT),
                        fingerprint -> new Statement(part, new StatementHours(grid)))
                .hours()
                .add(hours);
    }

    /** Made when they are asked for: the series of all statements at once would not fit in memory on a large server. */
    List<StatementHistory> histories() {
        List<Map.Entry<String, Statement>> statements = new ArrayList<>(byFingerprint.entrySet());
        return new AbstractList<>() {
            @Override
            public StatementHistory get(int index) {
                return history(
                        statements.get(index).getKey(), statements.get(index).getValue());
            }

            @Override
            public int size() {
                return statements.size();
            }
        };
    }

    Optional<StatementHistory> of(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint)).map(statement -> history(fingerprint, statement));
    }

    /** The canonical text of a statement; empty when it is not known. */
    String text(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint))
                .map(statement -> statement.first().attribute(Subject.TEXT))
                .orElse("");
    }

    /** What the tables of each statement did meanwhile, by fingerprint. */
    Map<String, StatementCircumstances> circumstances(TableSizes tables) {
        Map<String, StatementCircumstances> known = new TreeMap<>();
        byFingerprint.forEach((fingerprint, statement) -> tables.of(
                        statement.first().attribute(Subject.DATABASE),
                        statement.first().attribute(Subject.TEXT))
                .ifPresent(table -> known.put(fingerprint, table)));
        return known;
    }

    InstanceHistory instance(List<Marker> markers) {
        double[] calls = new double[grid.hours()];
        Arrays.fill(calls, Double.NaN);
        for (Statement statement : byFingerprint.values()) {
            double[] own = statement.hours().of(Column.CALLS);
            for (int hour = 0; hour < calls.length; hour++) {
                if (!Double.isNaN(own[hour])) {
                    calls[hour] = HourlyGrid.plus(calls[hour], own[hour]);
                }
            }
        }
        return new InstanceHistory(grid.start(), HourlyGrid.STEP, calls, markers);
    }

    private StatementHistory history(String fingerprint, Statement statement) {
        StatementHours hours = statement.hours();
        return new StatementHistory(
                fingerprint,
                grid.start(),
                HourlyGrid.STEP,
                hours.of(Column.CALLS),
                hours.of(Column.EXEC_MS),
                hours.of(Column.BLOCKS),
                hours.of(Column.READS),
                hours.of(Column.ROWS),
                hours.of(Column.TEMP_BLOCKS),
                hours.of(Column.PLAN_MS),
                hours.of(Column.IO_MS),
                statement.first().attribute(Subject.ROLE));
    }
}
