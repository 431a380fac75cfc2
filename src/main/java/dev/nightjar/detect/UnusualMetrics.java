package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a server's metrics were unlike themselves in the last steps, by {@link AnomalyDetector}. */
public final class UnusualMetrics {
    /** Half as much again, or a third less, is worth a line. */
    private static final double LEAST_RATIO = 1.5;
    /** Of each hour of the day, some to compare with. */
    private static final Duration LEAST_HISTORY = Duration.ofDays(7);

    private UnusualMetrics() {}

    /**
     * At most one per metric, the most unusual first.
     *
     * @param start of the first step of all metrics
     * @param zone whose days the seasons follow
     * @param last how many steps at the end are judged
     */
    public static List<UnusualMetric> of(
            List<MetricHistory> metrics, Instant start, Duration step, ZoneId zone, int last) {
        return metrics.stream()
                .flatMap(metric -> strongest(metric, start, step, zone, last).stream())
                .sorted(Comparator.comparingDouble(UnusualMetric::score).reversed())
                .toList();
    }

    private static Optional<UnusualMetric> strongest(
            MetricHistory metric, Instant start, Duration step, ZoneId zone, int last) {
        double[] values = metric.values();
        long known = Arrays.stream(values).filter(Double::isFinite).count();
        if (step.multipliedBy(known).compareTo(LEAST_HISTORY) < 0) {
            return Optional.empty();
        }
        double first = start.atZone(zone).toLocalTime().toSecondOfDay() / 3600.0;
        double[] hours = new double[values.length];
        Arrays.setAll(hours, i -> first + i * StepLength.hours(step));
        return new AnomalyDetector()
                .detect(hours, values).stream()
                        .filter(anomaly -> anomaly.index() >= values.length - last && isWorthALine(anomaly))
                        .max(Comparator.comparingDouble(Anomaly::score))
                        .map(anomaly -> new UnusualMetric(
                                metric.name(),
                                metric.unit(),
                                start.plus(step.multipliedBy(anomaly.index())),
                                anomaly.value(),
                                anomaly.expected(),
                                anomaly.score()));
    }

    private static boolean isWorthALine(Anomaly anomaly) {
        return anomaly.value() >= LEAST_RATIO * anomaly.expected()
                || anomaly.expected() >= LEAST_RATIO * anomaly.value();
    }
}
