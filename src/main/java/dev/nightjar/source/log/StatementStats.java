package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a log says of one statement. Sums, extremes and bounded sets only, so that parts merge exactly. */
public final class StatementStats {
    private static final int MOST_QUERY_IDS = 200;
    private static final int MOST_ORIGINS = 12;
    private static final int MOST_SAMPLES = 5;

    private final KnownStatement statement;
    private long calls;
    private long micros;
    private long maxMicros;
    private long minMicros = Long.MAX_VALUE;
    private long prepared;
    private long errors;
    private long withoutDuration;
    private long tempFiles;
    private long tempBytes;
    private long largestTemp;
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;
    private LatencySketch latencies = new LatencySketch();
    private HourBuckets hours = new HourBuckets();
    private final SortedSet<Long> queryIds = new TreeSet<>();
    private final Map<Origin, Long> origins = new TreeMap<>();
    private final SortedSet<String> samples = new TreeSet<>();
    private long lastQueryId;
    private boolean partial;

    StatementStats(KnownStatement statement) {
        this.statement = statement;
    }

    public Fingerprint fingerprint() {
        return new Fingerprint(statement.fingerprint());
    }

    /** Canonical text without any constant. */
    public String text() {
        return statement.text();
    }

    /** Executions with a duration. */
    public long calls() {
        return calls;
    }

    public double totalMs() {
        return micros / 1000.0;
    }

    /** NaN where nothing was executed, as all durations below. */
    public double meanMs() {
        return calls == 0 ? Double.NaN : micros / 1000.0 / calls;
    }

    public double maxMs() {
        return calls == 0 ? Double.NaN : maxMicros / 1000.0;
    }

    public double minMs() {
        return calls == 0 ? Double.NaN : minMicros / 1000.0;
    }

    /** The duration that the given share of calls does not exceed, within 1.6 %. */
    public double quantileMs(double share) {
        double quantile = latencies.quantile(share);
        return Double.isNaN(quantile)
                ? quantile
                : Math.max((double) minMicros, Math.min((double) maxMicros, quantile)) / 1000.0;
    }

    /** Whether calls that came before may be missing here: all sums are lower bounds. */
    public boolean partial() {
        return partial;
    }

    /** Calls through the extended protocol or EXECUTE. */
    public long prepared() {
        return prepared;
    }

    /** Errors whose statement this was. */
    public long errors() {
        return errors;
    }

    /** Texts that were logged and never got a duration. */
    public long withoutDuration() {
        return withoutDuration;
    }

    public long tempFiles() {
        return tempFiles;
    }

    public long tempBytes() {
        return tempBytes;
    }

    public long largestTempBytes() {
        return largestTemp;
    }

    /** Time of the first entry about it; the epoch where no entry had a time. */
    public Instant firstSeen() {
        return firstSeen == Long.MAX_VALUE ? Instant.EPOCH : Micros.toInstant(firstSeen);
    }

    public Instant lastSeen() {
        return lastSeen == Long.MIN_VALUE ? Instant.EPOCH : Micros.toInstant(lastSeen);
    }

    /** Query ids that the server gave it, at most {@value #MOST_QUERY_IDS}. */
    public SortedSet<Long> queryIds() {
        return new TreeSet<>(queryIds);
    }

    public List<HourBuckets.Hour> hours() {
        return hours.list();
    }

    /** Where most of the calls came from. */
    public Origin mainOrigin() {
        return origins.entrySet().stream()
                .max(Map.Entry.<Origin, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .map(Map.Entry::getKey)
                .orElse(new Origin("", "", ""));
    }

    /** Calls by origin, at most {@value #MOST_ORIGINS} of them. */
    public Map<Origin, Long> origins() {
        return new TreeMap<>(origins);
    }

    /** Parameters or literals of some calls; empty unless keeping them was allowed. */
    public List<String> samples() {
        return new ArrayList<>(samples);
    }

    KnownStatement known() {
        return statement;
    }

    void executed(Batch batch, int row, boolean isPrepared, long duration) {
        calls++;
        micros += duration;
        if (duration > maxMicros) {
            maxMicros = duration;
        }
        if (duration < minMicros) {
            minMicros = duration;
        }
        if (isPrepared) {
            prepared++;
        }
        latencies.record(duration);
        seen(batch.time[row]);
        if (batch.time[row] != LogEntry.NO_TIME) {
            hours.add(batch.time[row], duration);
        }
        long queryId = batch.queryId[row];
        if (queryId != lastQueryId && queryId != 0) {
            lastQueryId = queryId;
            addQueryId(queryId);
        }
    }

    /** Counts where calls came from. */
    void from(Origin origin, long count) {
        if (origins.containsKey(origin) || origins.size() < MOST_ORIGINS) {
            origins.merge(origin, count, Long::sum);
        }
    }

    void failed(long time) {
        errors++;
        seen(time);
    }

    void logged(long time, int change) {
        withoutDuration += change;
        seen(time);
    }

    void temporaryFile(long time, long bytes) {
        tempFiles++;
        tempBytes += bytes;
        largestTemp = Math.max(largestTemp, bytes);
        seen(time);
    }

    void sample(String values) {
        samples.add(values);
        while (samples.size() > MOST_SAMPLES) {
            samples.remove(samples.last());
        }
    }

    private void addQueryId(long queryId) {
        queryIds.add(queryId);
        while (queryIds.size() > MOST_QUERY_IDS) {
            queryIds.remove(queryIds.last());
        }
    }

    private void seen(long time) {
        if (time == LogEntry.NO_TIME) {
            return;
        }
        firstSeen = Math.min(firstSeen, time);
        lastSeen = Math.max(lastSeen, time);
    }

    void add(StatementStats other) {
        calls += other.calls;
        micros += other.micros;
        maxMicros = Math.max(maxMicros, other.maxMicros);
        minMicros = Math.min(minMicros, other.minMicros);
        prepared += other.prepared;
        errors += other.errors;
        withoutDuration += other.withoutDuration;
        tempFiles += other.tempFiles;
        tempBytes += other.tempBytes;
        largestTemp = Math.max(largestTemp, other.largestTemp);
        firstSeen = Math.min(firstSeen, other.firstSeen);
        lastSeen = Math.max(lastSeen, other.lastSeen);
        latencies.add(other.latencies);
        hours.add(other.hours);
        other.queryIds.forEach(this::addQueryId);
        other.origins.forEach(this::from);
        other.samples.forEach(this::sample);
        partial |= other.partial;
    }

    void markPartial() {
        partial = true;
    }

    EvictedStatements.Sums sums() {
        return new EvictedStatements.Sums(calls, micros, minMicros, maxMicros, prepared, errors);
    }

    /** Goes on from sums that were known before; quantiles, hours and origins cover only what comes from here on. */
    void add(EvictedStatements.Sums before) {
        calls += before.calls();
        micros += before.micros();
        minMicros = Math.min(minMicros, before.minMicros());
        maxMicros = Math.max(maxMicros, before.maxMicros());
        prepared += before.prepared();
        errors += before.errors();
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(statement.fingerprint());
        DigestCodec.writeText(out, statement.text());
        for (long value : new long[] {
            calls,
            micros,
            maxMicros,
            minMicros,
            prepared,
            errors,
            withoutDuration,
            tempFiles,
            tempBytes,
            largestTemp,
            firstSeen,
            lastSeen
        }) {
            VarInts.write(out, value);
        }
        latencies.write(out);
        hours.write(out);
        VarInts.write(out, queryIds.size());
        for (long queryId : queryIds) {
            out.writeLong(queryId);
        }
        VarInts.write(out, origins.size());
        for (Map.Entry<Origin, Long> origin : origins.entrySet()) {
            DigestCodec.writeText(out, origin.getKey().database());
            DigestCodec.writeText(out, origin.getKey().user());
            DigestCodec.writeText(out, origin.getKey().application());
            VarInts.write(out, origin.getValue());
        }
        VarInts.write(out, samples.size());
        for (String sample : samples) {
            DigestCodec.writeText(out, sample);
        }
    }

    static StatementStats read(DataInput in) throws IOException {
        long fingerprint = in.readLong();
        StatementStats stats = new StatementStats(KnownStatement.of(fingerprint, DigestCodec.readText(in)));
        stats.calls = VarInts.read(in);
        stats.micros = VarInts.read(in);
        stats.maxMicros = VarInts.read(in);
        stats.minMicros = VarInts.read(in);
        stats.prepared = VarInts.read(in);
        stats.errors = VarInts.read(in);
        stats.withoutDuration = VarInts.read(in);
        stats.tempFiles = VarInts.read(in);
        stats.tempBytes = VarInts.read(in);
        stats.largestTemp = VarInts.read(in);
        stats.firstSeen = VarInts.read(in);
        stats.lastSeen = VarInts.read(in);
        stats.latencies = LatencySketch.read(in);
        stats.hours = HourBuckets.read(in);
        for (long n = VarInts.read(in); n > 0; n--) {
            stats.queryIds.add(in.readLong());
        }
        for (long n = VarInts.read(in); n > 0; n--) {
            Origin origin = new Origin(DigestCodec.readText(in), DigestCodec.readText(in), DigestCodec.readText(in));
            stats.origins.put(origin, VarInts.read(in));
        }
        for (long n = VarInts.read(in); n > 0; n--) {
            stats.samples.add(DigestCodec.readText(in));
        }
        return stats;
    }
}
