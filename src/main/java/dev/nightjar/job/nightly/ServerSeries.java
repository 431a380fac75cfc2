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
import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The stored samples of the servers themselves, as the forecasts and the explanation of response time read them. */
final class ServerSeries {
    /** PostgreSQL refuses new transactions three million before it would wrap around (documentation, 24.1.5). */
    private static final double WRAPAROUND = (1L << 31) - 3_000_000;

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

    /** One per resource of which anything is known. */
    List<CapacityOutlook> outlooks() {
        List<CapacityOutlook> outlooks = new ArrayList<>();
        of(SubjectKind.INSTANCE)
                .forEach(server -> add(
                        outlooks,
                        server,
                        "connections",
                        "",
                        InstanceMetric.CONNECTIONS,
                        latest(server, InstanceMetric.MAX_CONNECTIONS),
                        true));
        of(SubjectKind.DATABASE).forEach(database -> {
            String name = database.subject().key();
            add(outlooks, database, "size of " + name, "bytes", DatabaseMetric.SIZE_BYTES, Double.NaN, false);
            add(outlooks, database, "transaction age of " + name, "", DatabaseMetric.FROZEN_XID_AGE, WRAPAROUND, false);
        });
        of(SubjectKind.REDIS).forEach(redis -> {
            double most = latest(redis, RedisMetric.MAX_MEMORY);
            add(outlooks, redis, "Redis memory", "bytes", RedisMetric.USED_MEMORY, most > 0 ? most : Double.NaN, true);
        });
        return List.copyOf(outlooks);
    }

    private Stream<SubjectHistory> of(SubjectKind kind) {
        return histories.stream().filter(one -> one.subject().kind() == kind);
    }

    /**
     * @param givenBack whether it is given back again and again, so that what only grows is a leak: data stay, and
     *     transactions age until they are frozen
     */
    private void add(
            List<CapacityOutlook> outlooks,
            SubjectHistory subject,
            String name,
            String unit,
            Metric metric,
            double limit,
            boolean givenBack) {
        LocalDate first = history.from().atZone(zone).toLocalDate();
        int days = (int) ChronoUnit.DAYS.between(
                        first, history.to().minusMillis(1).atZone(zone).toLocalDate())
                + 1;
        double[] peaks = new double[days];
        double[] minima = new double[days];
        Arrays.fill(peaks, Double.NaN);
        Arrays.fill(minima, Double.NaN);
        int restart = 0;
        for (Sample sample : subject.samples()) {
            double value = sample.measures().get(metric);
            int day = (int) ChronoUnit.DAYS.between(
                    first, sample.interval().to().minusMillis(1).atZone(zone).toLocalDate());
            if (Double.isFinite(value) && day >= 0 && day < days) {
                peaks[day] = Double.isNaN(peaks[day]) ? value : Math.max(peaks[day], value);
                minima[day] = givenBack ? least(minima[day], value) : Double.NaN;
                restart = sample.afterReset() ? Math.max(restart, day) : restart;
            }
        }
        if (Arrays.stream(peaks).anyMatch(Double::isFinite)) {
            outlooks.add(CapacityOutlook.of(name, unit, first, peaks, minima, limit, restart));
        }
    }

    private static double least(double known, double value) {
        return Double.isNaN(known) ? value : Math.min(known, value);
    }

    private static double latest(SubjectHistory subject, Metric metric) {
        double latest = Double.NaN;
        for (Sample sample : subject.samples()) {
            double value = sample.measures().get(metric);
            latest = Double.isFinite(value) ? value : latest;
        }
        return latest;
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
