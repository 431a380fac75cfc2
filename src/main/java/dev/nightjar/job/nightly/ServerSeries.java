package dev.nightjar.job.nightly;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.MetricHistory;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.detect.ResponseTimeModel;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.detect.UnusualMetric;
import dev.nightjar.detect.UnusualMetrics;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Metric;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The stored samples of the servers themselves, as the forecasts and the explanation of response time read them. */
final class ServerSeries {
    private static final double NEARLY_WHOLE = .9;
    /** A night is told by its own day. */
    private static final int HOURS_OF_A_DAY = 24;

    private final List<SubjectHistory> histories;
    private final Window history;
    private final ZoneId zone;

    ServerSeries(List<SubjectHistory> histories, Window history, ZoneId zone) {
        this.histories = histories;
        this.history = history;
        this.zone = zone;
    }

    /** @param diskBytes size of the volume that the databases lie on, NaN for not known */
    List<CapacityOutlook> outlooks(double diskBytes) {
        return new Outlooks(histories, new Days(history, zone), diskBytes).all();
    }

    /** How far back at least the oldest snapshot reached all through the last day; NaN for not known. */
    double heldHorizon() {
        Instant since = history.to().minus(Duration.ofHours(HOURS_OF_A_DAY));
        return of(SubjectKind.INSTANCE)
                .flatMap(server -> server.samples().stream())
                .filter(sample -> sample.interval().to().isAfter(since))
                .mapToDouble(sample -> sample.measures().get(InstanceMetric.OLDEST_XMIN_AGE))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }

    private Stream<SubjectHistory> of(SubjectKind kind) {
        return histories.stream().filter(one -> one.subject().kind() == kind);
    }

    /** What the mean time of all statements went with, hour by hour. */
    ResponseTimeExplanation responseTime(HourlyGrid grid, List<StatementHistory> statements, Window night) {
        Map<String, double[]> quantities = new LinkedHashMap<>();
        quantities.put("cache misses", missRatio(grid));
        quantities.put("connections", highest(grid, SubjectKind.INSTANCE, InstanceMetric.CONNECTIONS));
        return new ResponseTimeModel(zone).explain(statements, quantities, hoursOf(night));
    }

    private static int hoursOf(Window night) {
        long hours = Duration.between(night.from(), night.to()).toHours();
        return (int) Math.max(1, Math.min(HOURS_OF_A_DAY, hours));
    }

    /** What was unlike itself tonight. */
    List<UnusualMetric> unusual(HourlyGrid grid, Window night) {
        List<MetricHistory> metrics = new ArrayList<>();
        metrics.add(
                new MetricHistory("connections", "", highest(grid, SubjectKind.INSTANCE, InstanceMetric.CONNECTIONS)));
        metrics.add(
                new MetricHistory("WAL written", "bytes", rate(grid, SubjectKind.INSTANCE, InstanceMetric.WAL_BYTES)));
        metrics.add(new MetricHistory("commits", "", rate(grid, SubjectKind.DATABASE, DatabaseMetric.COMMITS)));
        metrics.add(new MetricHistory("rollbacks", "", rate(grid, SubjectKind.DATABASE, DatabaseMetric.ROLLBACKS)));
        metrics.add(new MetricHistory(
                "temporary files", "bytes", rate(grid, SubjectKind.DATABASE, DatabaseMetric.TEMP_BYTES)));
        metrics.add(new MetricHistory("Redis commands", "", rate(grid, SubjectKind.REDIS, RedisMetric.COMMANDS)));
        metrics.add(new MetricHistory(
                "Redis clients", "", highest(grid, SubjectKind.REDIS, RedisMetric.CONNECTED_CLIENTS)));
        metrics.add(new MetricHistory("Redis evictions", "", rate(grid, SubjectKind.REDIS, RedisMetric.EVICTED_KEYS)));
        return UnusualMetrics.of(metrics, grid.start(), HourlyGrid.STEP, zone, hoursOf(night));
    }

    /** Increments of the hours that were seen nearly whole: half an hour's commits are not half of the usual. */
    private double[] rate(HourlyGrid grid, SubjectKind kind, Metric counter) {
        double[] covered = new double[grid.hours()];
        of(kind).map(one -> grid.covered(one.samples()))
                .forEach(own -> Arrays.setAll(covered, hour -> Math.max(covered[hour], own[hour])));
        double[] rate = sum(grid, kind, counter);
        Arrays.setAll(rate, hour -> covered[hour] >= NEARLY_WHOLE ? rate[hour] : Double.NaN);
        return rate;
    }

    private double[] sum(HourlyGrid grid, SubjectKind kind, Metric counter) {
        return grid.sum(of(kind).flatMap(one -> one.samples().stream()).toList(), counter);
    }

    /** Share of look-ups that Redis answered, per hour; an empty array when the target has no Redis. */
    double[] redisHitRate(HourlyGrid grid) {
        if (of(SubjectKind.REDIS).allMatch(one -> one.samples().isEmpty())) {
            return new double[0];
        }
        double[] hits = sum(grid, SubjectKind.REDIS, RedisMetric.KEYSPACE_HITS);
        double[] misses = sum(grid, SubjectKind.REDIS, RedisMetric.KEYSPACE_MISSES);
        double[] rate = new double[hits.length];
        Arrays.setAll(
                rate, hour -> hits[hour] + misses[hour] > 0 ? hits[hour] / (hits[hour] + misses[hour]) : Double.NaN);
        return rate;
    }

    private double[] missRatio(HourlyGrid grid) {
        double[] read = sum(grid, SubjectKind.DATABASE, DatabaseMetric.BLOCKS_READ);
        double[] hit = sum(grid, SubjectKind.DATABASE, DatabaseMetric.BLOCKS_HIT);
        double[] ratio = new double[read.length];
        Arrays.setAll(ratio, hour -> read[hour] + hit[hour] > 0 ? read[hour] / (read[hour] + hit[hour]) : Double.NaN);
        return ratio;
    }

    private double[] highest(HourlyGrid grid, SubjectKind kind, Metric level) {
        double[] highest = new double[grid.hours()];
        Arrays.fill(highest, Double.NaN);
        of(kind).flatMap(one -> one.samples().stream()).forEach(sample -> {
            double value = sample.measures().get(level);
            long hour = Duration.between(grid.start(), sample.interval().to().minusMillis(1))
                    .toHours();
            if (Double.isFinite(value) && hour >= 0 && hour < highest.length) {
                int at = (int) hour;
                highest[at] = Double.isNaN(highest[at]) ? value : Math.max(highest[at], value);
            }
        });
        return highest;
    }
}
