package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of a server's metrics were unlike themselves in the last steps, by {@link AnomalyDetector}. */
public final class UnusualMetrics {
    /** Half as much again, or a third less, is worth a line. */
    private static final double LEAST_RATIO = 1.5;
    /** A few connections or rollbacks more are no story. */
    private static final double LEAST_DIFFERENCE = 5;
    /** Of the largest value of the history. */
    private static final double LEAST_SHARE = .01;
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
        double largest = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        double[] hours = localHours(start, step, zone, values.length);
        return new AnomalyDetector()
                .detect(hours, values).stream()
                        .filter(anomaly -> anomaly.index() >= values.length - last && isWorthALine(anomaly, largest))
                        .max(Comparator.comparingDouble(Anomaly::score))
                        .map(anomaly -> new UnusualMetric(
                                metric.name(),
                                metric.unit(),
                                start.plus(step.multipliedBy(anomaly.index())),
                                anomaly.value(),
                                usual(anomaly),
                                anomaly.score()));
    }

    /** Since the first local midnight, by the clock on the wall: what runs at two runs at two in summer as in winter. */
    private static double[] localHours(Instant start, Duration step, ZoneId zone, int length) {
        LocalDate first = start.atZone(zone).toLocalDate();
        double[] hours = new double[length];
        for (int i = 0; i < length; i++) {
            ZonedDateTime at = start.plus(step.multipliedBy(i)).atZone(zone);
            hours[i] = 24.0 * ChronoUnit.DAYS.between(first, at.toLocalDate())
                    + at.toLocalTime().toSecondOfDay() / 3600.0;
        }
        return hours;
    }

    private static boolean isWorthALine(Anomaly anomaly, double largest) {
        double usual = usual(anomaly);
        double difference = Math.abs(anomaly.value() - usual);
        return difference >= Math.max(LEAST_DIFFERENCE, LEAST_SHARE * largest)
                && (anomaly.value() >= LEAST_RATIO * usual || usual >= LEAST_RATIO * anomaly.value());
    }

    /** Level and season may add up to less than nothing; what is measured cannot. */
    private static double usual(Anomaly anomaly) {
        return Math.max(0, anomaly.expected());
    }
}
