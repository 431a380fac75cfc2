package dev.nightjar.cli;

import dev.nightjar.detect.Anomaly;
import dev.nightjar.detect.AnomalyDetector;
import dev.nightjar.detect.ChangePoint;
import dev.nightjar.detect.ChangePoints;
import dev.nightjar.source.metrics.MetricSeries;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What detection finds in one metric of a file.
 *
 * @param leak set when its lowest value of each day only grows
 * @param reason why it was not assessed; empty when it was
 */
record DetectedSeries(
        MetricSeries series,
        List<ChangePoint> changes,
        List<Anomaly> anomalies,
        Optional<SeriesLeaks.Dated> leak,
        Optional<String> reason) {
    private static final int LEAST_SAMPLES = 4;

    /**
     * Looks at all metrics of a file.
     *
     * @param zone whose hours the rhythms follow
     * @param restarted when the process behind all of them last started
     */
    static List<DetectedSeries> of(List<MetricSeries> file, ZoneId zone, Optional<Instant> restarted) {
        List<Optional<SeriesLeaks.Dated>> leaks = new SeriesLeaks(file, restarted).of(file);
        return IntStream.range(0, file.size())
                .parallel()
                .mapToObj(i -> of(file.get(i), zone, leaks.get(i)))
                .toList();
    }

    private static DetectedSeries of(MetricSeries series, ZoneId zone, Optional<SeriesLeaks.Dated> leak) {
        long known = Arrays.stream(series.values()).filter(Double::isFinite).count();
        if (known < LEAST_SAMPLES) {
            String reason = "not enough history: " + known + " samples, " + LEAST_SAMPLES + " are needed";
            return new DetectedSeries(series, List.of(), List.of(), Optional.empty(), Optional.of(reason));
        }
        boolean timed = series.seconds().length > 0;
        List<ChangePoint> changes = timed && series.dimensions().length == 1
                ? ChangePoints.ofSeasonal(hours(series, zone), series.values())
                : ChangePoints.of(series.dimensions());
        List<Anomaly> anomalies =
                timed ? new AnomalyDetector().detect(hours(series, zone), series.values()) : List.of();
        return new DetectedSeries(series, changes, anomalies, leak, Optional.empty());
    }

    private static double[] hours(MetricSeries series, ZoneId zone) {
        double[] hours = new double[series.seconds().length];
        for (int i = 0; i < hours.length; i++) {
            Instant at = Instant.ofEpochSecond((long) series.seconds()[i]);
            hours[i] = (series.seconds()[i] + zone.getRules().getOffset(at).getTotalSeconds()) / 3600;
        }
        return hours;
    }
}
