package dev.nightjar.job.nightly;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Metric;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is to come of each resource that can run out, or that is taken and should be given back. */
final class Outlooks {
    /** PostgreSQL refuses new transactions three million before it would wrap around (documentation, 24.1.5). */
    private static final double WRAPAROUND = (1L << 31) - 3_000_000;

    /** Less WAL than this is no matter: max_wal_size keeps as much without any slot. */
    private static final double LEAST_WAL = 1L << 30;
    /** Or a share of what a slot may keep. */
    private static final double LEAST_SHARE = .05;
    /** A database in which nothing happens for longer is taken for one that was dropped. */
    private static final int LONGEST_STILL_DAYS = 7;
    /** Pictures of one kind in a report. */
    private static final int MOST = 5;

    private final List<SubjectHistory> histories;
    private final Days days;
    private final double diskBytes;

    /** @param diskBytes size of the volume that the databases lie on, NaN for not known */
    Outlooks(List<SubjectHistory> histories, Days days, double diskBytes) {
        this.histories = histories;
        this.days = days;
        this.diskBytes = diskBytes;
    }

    /** One per resource of which anything is known. */
    List<CapacityOutlook> all() {
        List<CapacityOutlook> outlooks = new ArrayList<>();
        of(SubjectKind.INSTANCE)
                .forEach(server -> givenBack(
                        outlooks,
                        server,
                        "connections",
                        "",
                        InstanceMetric.CONNECTIONS,
                        latest(server, InstanceMetric.MAX_CONNECTIONS)));
        of(SubjectKind.DATABASE).forEach(database -> {
            String name = database.subject().key();
            kept(outlooks, database, "size of " + name, "bytes", DatabaseMetric.SIZE_BYTES, Double.NaN);
            kept(outlooks, database, "transaction age of " + name, "", DatabaseMetric.FROZEN_XID_AGE, WRAPAROUND);
        });
        disk(outlooks);
        slots(outlooks);
        sequences(outlooks);
        of(SubjectKind.REDIS).forEach(redis -> {
            double most = latest(redis, RedisMetric.MAX_MEMORY);
            givenBack(outlooks, redis, "Redis memory", "bytes", RedisMetric.USED_MEMORY, most > 0 ? most : Double.NaN);
        });
        return List.copyOf(outlooks);
    }

    /** All databases together: what else lies on the volume is not known. */
    private void disk(List<CapacityOutlook> outlooks) {
        if (Double.isNaN(diskBytes)) {
            return;
        }
        double[] sum = days.nothing();
        of(SubjectKind.DATABASE).map(this::sizes).forEach(sizes -> {
            for (int day = 0; day < sum.length; day++) {
                sum[day] = Double.isNaN(sizes[day]) ? sum[day] : sizes[day] + (Double.isNaN(sum[day]) ? 0 : sum[day]);
            }
        });
        add(outlooks, CapacityOutlook.DISK, "bytes", sum, days.nothing(), diskBytes, 0);
    }

    /** A database that nobody uses writes nothing down, yet takes its room, and did so before its first change. */
    private double[] sizes(SubjectHistory database) {
        double[] sizes = Days.standing(days.peaks(database.samples(), DatabaseMetric.SIZE_BYTES), LONGEST_STILL_DAYS);
        double first = Arrays.stream(sizes)
                .filter(Double::isFinite)
                .findFirst()
                .orElse(database.lookback(DatabaseMetric.SIZE_BYTES));
        boolean changed = Days.anyKnown(sizes);
        for (int day = 0; day < sizes.length && (!changed || Double.isNaN(sizes[day])); day++) {
            sizes[day] = first;
        }
        return sizes;
    }

    /** WAL that is kept for nobody is a leak; a slot that keeps next to none has no future worth foretelling. */
    private void slots(List<CapacityOutlook> outlooks) {
        of(SubjectKind.REPLICATION_SLOT)
                .filter(slot -> !slot.subject().attribute(Subject.SYNCED).equals("yes"))
                .filter(slot -> now(slot, SlotMetric.WAL_KEPT)
                        >= Math.min(LEAST_WAL, orInfinite(LEAST_SHARE * now(slot, SlotMetric.KEEP_LIMIT))))
                .sorted(Comparator.comparingDouble((SubjectHistory slot) -> -now(slot, SlotMetric.WAL_KEPT))
                        .thenComparing(slot -> slot.subject().key()))
                .limit(MOST)
                .forEach(slot -> givenBack(
                        outlooks,
                        slot,
                        "WAL kept by slot " + slot.subject().key(),
                        "bytes",
                        SlotMetric.WAL_KEPT,
                        now(slot, SlotMetric.KEEP_LIMIT)));
    }

    private void sequences(List<CapacityOutlook> outlooks) {
        of(SubjectKind.SEQUENCE)
                .map(history -> new SequenceCourse(history, days))
                .filter(SequenceCourse::deservesForecast)
                .sorted(Comparator.comparingDouble(SequenceCourse::daysLeft)
                        .thenComparing(one -> -one.share())
                        .thenComparing(SequenceCourse::key))
                .limit(MOST)
                .forEach(one -> add(outlooks, "sequence " + one.key(), "", one.used(), days.nothing(), one.range(), 0));
    }

    /** It stays, also while nobody uses the database: data do, and transactions age until they are frozen. */
    private void kept(
            List<CapacityOutlook> outlooks,
            SubjectHistory subject,
            String name,
            String unit,
            Metric metric,
            double limit) {
        List<Sample> samples = subject.samples();
        double[] peaks = Days.standing(days.peaks(samples, metric), LONGEST_STILL_DAYS);
        add(outlooks, name, unit, peaks, days.nothing(), limit, days.lastReset(samples, metric));
    }

    /** It is given back again and again, so that what only grows is a leak. */
    private void givenBack(
            List<CapacityOutlook> outlooks,
            SubjectHistory subject,
            String name,
            String unit,
            Metric metric,
            double limit) {
        List<Sample> samples = subject.samples();
        add(
                outlooks,
                name,
                unit,
                days.peaks(samples, metric),
                days.minima(samples, metric),
                limit,
                days.lastReset(samples, metric));
    }

    private void add(
            List<CapacityOutlook> outlooks,
            String name,
            String unit,
            double[] peaks,
            double[] minima,
            double limit,
            int restart) {
        if (Days.anyKnown(peaks)) {
            outlooks.add(CapacityOutlook.of(name, unit, days.first(), peaks, minima, limit, restart));
        }
    }

    private Stream<SubjectHistory> of(SubjectKind kind) {
        return histories.stream().filter(one -> one.subject().kind() == kind);
    }

    private static double latest(SubjectHistory subject, Metric metric) {
        double latest = Double.NaN;
        for (Sample sample : subject.samples()) {
            double value = sample.measures().get(metric);
            latest = Double.isFinite(value) ? value : latest;
        }
        return latest;
    }

    /** NaN also when it was known before: a slot that was given up keeps nothing any more. */
    private static double now(SubjectHistory subject, Metric metric) {
        List<Sample> samples = subject.samples();
        return samples.isEmpty()
                ? Double.NaN
                : samples.get(samples.size() - 1).measures().get(metric);
    }

    private static double orInfinite(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
