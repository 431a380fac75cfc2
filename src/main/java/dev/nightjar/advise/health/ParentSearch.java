package dev.nightjar.advise.health;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.stats.Correlation;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Looks for the statement whose rows are looked up one by one: its rows per interval match the calls of the repeated
 * one (ratio 0.8–1.2) and go up and down with them (Pearson's r ≥ 0.9 over at least eight intervals).
 */
final class ParentSearch {
    private static final double LEAST_CORRELATION = 0.9;
    private static final double LEAST_ROWS = 5;
    private static final int LEAST_INTERVALS = 8;
    private static final double ONE_ROW = 1.2;
    private static final double QUICK_MS = 1;
    private static final Pattern SINGLE_KEY = Pattern.compile(
            "\\bwhere\\s+\\(?\\s*[\\w\".]+(\\s*\\.\\s*[\\w\"]+)?\\s*=\\s*\\$\\d+\\s*\\)?(\\s+limit\\s+\\S+)?\\s*$");

    private ParentSearch() {}

    record Parent(String text, double rowsPerCall, double correlation) {}

    static Optional<Parent> find(CheckInput input, StatementLoad child) {
        if (!isLookup(input, child)) {
            return Optional.empty();
        }
        Map<Instant, Double> calls = series(input, child.fingerprint(), StatementMetric.CALLS);
        return input.statements().stream()
                .filter(parent -> !parent.fingerprint().equals(child.fingerprint()))
                .filter(parent -> parent.lowerText().stripLeading().startsWith("select"))
                .filter(parent -> parent.perCall(StatementMetric.ROWS) >= LEAST_ROWS)
                .filter(parent -> {
                    double ratio = child.calls() / parent.lookback().known(StatementMetric.ROWS);
                    return ratio >= 0.8 && ratio <= 1.2;
                })
                .map(parent -> new Parent(
                        parent.text(),
                        parent.perCall(StatementMetric.ROWS),
                        correlation(calls, series(input, parent.fingerprint(), StatementMetric.ROWS))))
                .filter(parent -> parent.correlation() >= LEAST_CORRELATION)
                .max(Comparator.comparingDouble(Parent::correlation));
    }

    private static boolean isLookup(CheckInput input, StatementLoad load) {
        return (load.callsPerDay() >= input.limit(HealthThreshold.NPLUSONE_CALLS)
                        || perTransaction(input, load) >= input.limit(HealthThreshold.NPLUSONE_PER_TRANSACTION))
                && load.perCall(StatementMetric.ROWS) <= ONE_ROW
                && load.meanMs() <= QUICK_MS
                && load.lowerText().stripLeading().startsWith("select")
                && !load.lowerText().contains("skip locked")
                && SINGLE_KEY.matcher(load.lowerText()).find();
    }

    private static double perTransaction(CheckInput input, StatementLoad load) {
        double commits = input.databaseSum(dev.nightjar.model.DatabaseMetric.COMMITS);
        return commits > 0 ? load.calls() / commits : 0;
    }

    private static Map<Instant, Double> series(CheckInput input, Fingerprint fingerprint, StatementMetric metric) {
        Map<Instant, Double> series = new TreeMap<>();
        input.night()
                .of(SubjectKind.STATEMENT)
                .filter(history ->
                        history.subject().attribute(Subject.FINGERPRINT).equals(fingerprint.toString()))
                .flatMap(history -> history.samples().stream())
                .forEach((Sample sample) ->
                        series.merge(sample.interval().to(), sample.measures().known(metric), Double::sum));
        return series;
    }

    /** Pearson's correlation over the intervals of either; −1 where there are too few or nothing varies. */
    static double correlation(Map<Instant, Double> first, Map<Instant, Double> second) {
        Map<Instant, double[]> both = new TreeMap<>();
        first.forEach((at, value) -> both.computeIfAbsent(at, ignored -> new double[2])[0] = value);
        second.forEach((at, value) -> both.computeIfAbsent(at, ignored -> new double[2])[1] = value);
        if (both.size() < LEAST_INTERVALS) {
            return -1;
        }
        double correlation = Correlation.pearson(
                both.values().stream().mapToDouble(pair -> pair[0]).toArray(),
                both.values().stream().mapToDouble(pair -> pair[1]).toArray());
        return Double.isNaN(correlation) ? -1 : correlation;
    }
}
