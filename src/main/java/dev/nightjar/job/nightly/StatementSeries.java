package dev.nightjar.job.nightly;

import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
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
    private final Map<String, List<SubjectHistory>> byFingerprint = new TreeMap<>();

    StatementSeries(HourlyGrid grid, List<SubjectHistory> statements) {
        this.grid = grid;
        for (SubjectHistory statement : statements) {
            byFingerprint
                    .computeIfAbsent(statement.subject().attribute(Subject.FINGERPRINT), key -> new ArrayList<>())
                    .add(statement);
        }
    }

    /** Made when they are asked for: the series of all statements at once would not fit in memory on a large server. */
    List<StatementHistory> histories() {
        List<String> fingerprints = List.copyOf(byFingerprint.keySet());
        return new AbstractList<>() {
            @Override
            public StatementHistory get(int index) {
                return of(fingerprints.get(index)).orElseThrow();
            }

            @Override
            public int size() {
                return fingerprints.size();
            }
        };
    }

    Optional<StatementHistory> of(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint)).map(parts -> history(fingerprint, parts));
    }

    InstanceHistory instance(List<Marker> markers) {
        double[] calls = new double[grid.hours()];
        Arrays.fill(calls, Double.NaN);
        for (StatementHistory history : histories()) {
            for (int hour = 0; hour < calls.length; hour++) {
                double value = history.calls()[hour];
                if (!Double.isNaN(value)) {
                    calls[hour] = (Double.isNaN(calls[hour]) ? 0 : calls[hour]) + value;
                }
            }
        }
        return new InstanceHistory(grid.start(), HourlyGrid.STEP, calls, markers);
    }

    private StatementHistory history(String fingerprint, List<SubjectHistory> parts) {
        // One statement run by several roles or in several databases is one statement.
        List<Sample> samples =
                parts.stream().flatMap(part -> part.samples().stream()).toList();
        double[] reads = sum(samples, StatementMetric.SHARED_READ);
        return new StatementHistory(
                fingerprint,
                grid.start(),
                HourlyGrid.STEP,
                sum(samples, StatementMetric.CALLS),
                sum(samples, StatementMetric.EXEC_MS),
                plus(sum(samples, StatementMetric.SHARED_HIT), reads),
                reads,
                sum(samples, StatementMetric.ROWS),
                plus(sum(samples, StatementMetric.TEMP_READ), sum(samples, StatementMetric.TEMP_WRITTEN)),
                sum(samples, StatementMetric.PLAN_MS),
                plus(sum(samples, StatementMetric.READ_MS), sum(samples, StatementMetric.WRITE_MS)),
                parts.get(0).subject().attribute(Subject.ROLE));
    }

    private double[] sum(List<Sample> samples, Metric metric) {
        return grid.sum(samples, metric);
    }

    private static double[] plus(double[] one, double[] other) {
        double[] sum = new double[one.length];
        Arrays.setAll(sum, i -> one[i] + other[i]);
        return sum;
    }
}
