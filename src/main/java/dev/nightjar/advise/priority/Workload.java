package dev.nightjar.advise.priority;

import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much database time each statement takes per day, and how much that varies from day to day.
 *
 * <p>The mean over the lookback, not the median of its days: means of all statements add up to the database time that
 * the report prints, and a statement that runs once a week keeps its weight. The spread is the median absolute
 * deviation of the logarithms of the daily sums, days being counted back from the end of the window.
 */
final class Workload {
    private static final double NORMAL_CONSISTENCY = 1.4826;
    private static final double UNKNOWN_SPREAD = 0.35;
    private static final double LEAST_SPREAD = 0.05;
    private static final double LARGEST_SPREAD = 1;
    private static final int DAYS_FOR_A_SPREAD = 3;

    private final double secondsPerDay;
    private final double timeGap;
    private final double coveredDays;
    private final double coverage;
    private final boolean resetInWindow;
    private final Map<Fingerprint, Double> seconds = new HashMap<>();
    private final Map<Fingerprint, Double> spread = new HashMap<>();
    private final Set<Fingerprint> interrupted = new HashSet<>();

    private Workload(Night night) {
        secondsPerDay = night.databaseSecondsPerDay();
        coveredDays = night.coveredDays();
        coverage = Math.min(1, night.coverage());
        timeGap = gap(night, secondsPerDay);
        Map<Fingerprint, Map<Long, Double>> daily = new HashMap<>();
        int active = 0;
        int reset = 0;
        for (SubjectHistory history : night.of(SubjectKind.STATEMENT).toList()) {
            String hex = history.subject().attribute(Subject.FINGERPRINT);
            if (hex.isEmpty()) {
                continue;
            }
            Fingerprint fingerprint = Fingerprint.parse(hex);
            seconds.merge(fingerprint, seconds(history.lookback()) / coveredDays, Double::sum);
            boolean seen = false;
            boolean fell = false;
            for (Sample sample : history.samples()) {
                long daysBack = Duration.between(
                                sample.interval().to(), night.lookback().to())
                        .toDays();
                daily.computeIfAbsent(fingerprint, ignored -> new TreeMap<>())
                        .merge(daysBack, seconds(sample.measures()), Double::sum);
                if (sample.interval().to().isAfter(night.window().from())) {
                    seen = true;
                    fell |= sample.afterReset();
                }
            }
            active += seen ? 1 : 0;
            reset += fell ? 1 : 0;
            if (fell) {
                interrupted.add(fingerprint);
            }
        }
        resetInWindow = reset > 0 && reset * 2 >= active;
        daily.forEach((fingerprint, days) -> spread.put(fingerprint, spreadOf(days)));
    }

    static Workload of(Night night) {
        return new Workload(night);
    }

    double secondsPerDay() {
        return secondsPerDay;
    }

    double timeGap() {
        return timeGap;
    }

    double seconds(Fingerprint fingerprint) {
        return seconds.getOrDefault(fingerprint, 0.0);
    }

    /** Standard deviation of the logarithm of a day's time. */
    double spread(Fingerprint fingerprint) {
        return spread.getOrDefault(fingerprint, UNKNOWN_SPREAD);
    }

    /** How far the data can be trusted, 0–1: days of a week seen, coverage, resets. */
    double dataFactor(Set<Fingerprint> statements) {
        double factor = Math.min(1, coveredDays / 7) * coverage;
        if (resetInWindow) {
            return factor * 0.5;
        }
        return statements.stream().anyMatch(interrupted::contains) ? factor * 0.7 : factor;
    }

    private static double seconds(Measures measures) {
        return (measures.known(StatementMetric.EXEC_MS) + measures.known(StatementMetric.PLAN_MS)) / 1000;
    }

    private static double gap(Night night, double statements) {
        double sessions = night.of(SubjectKind.DATABASE)
                        .mapToDouble(history -> history.lookback(DatabaseMetric.ACTIVE_MS))
                        .filter(ms -> !Double.isNaN(ms))
                        .sum()
                / 1000
                / night.coveredDays();
        return sessions > 0 ? Math.abs(sessions - statements) / Math.max(sessions, statements) : Double.NaN;
    }

    private static double spreadOf(Map<Long, Double> days) {
        double[] logs = days.values().stream()
                .filter(seconds -> seconds > 0)
                .mapToDouble(Math::log)
                .sorted()
                .toArray();
        if (logs.length < DAYS_FOR_A_SPREAD) {
            return UNKNOWN_SPREAD;
        }
        double median = median(logs);
        double[] deviations = java.util.Arrays.stream(logs)
                .map(log -> Math.abs(log - median))
                .sorted()
                .toArray();
        return Math.min(LARGEST_SPREAD, Math.max(LEAST_SPREAD, NORMAL_CONSISTENCY * median(deviations)));
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
