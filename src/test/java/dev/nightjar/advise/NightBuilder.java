package dev.nightjar.advise;

import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Measures;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A night of a server with a week of history, told from its start: {@code aNight().with(aStatement()…).build()}. */
public final class NightBuilder {
    public static final Instant END = Instant.parse("2026-11-15T00:00:00Z");
    public static final Window LOOKBACK = new Window(END.minus(Duration.ofDays(7)), END);
    public static final Window WINDOW = new Window(END.minus(Duration.ofDays(1)), END);

    private final List<SubjectHistory> histories = new ArrayList<>();
    private final List<MissingInput> missing = new ArrayList<>();
    private final List<PoolSamples> pools = new ArrayList<>();
    private final Map<String, Setting> settings = new TreeMap<>();
    private Optional<LogSummary> log = Optional.empty();
    private Optional<RedisFacts> redis = Optional.empty();
    private boolean server = true;
    private boolean inRecovery;
    private int version = 170_010;
    private double coverage = 1;
    private double vcpus = Double.NaN;
    private double diskBytes = Double.NaN;
    private TimeMap timeMap = TimeMap.IDENTITY;
    private Window lookback = LOOKBACK;

    private NightBuilder() {}

    /** A PostgreSQL 17 with nothing in it. */
    public static NightBuilder aNight() {
        return new NightBuilder();
    }

    public NightBuilder with(SubjectBuilder subject) {
        histories.add(subject.build(lookback));
        return this;
    }

    public NightBuilder with(SubjectHistory history) {
        histories.add(history);
        return this;
    }

    public NightBuilder with(PoolSamples pool) {
        pools.add(pool);
        return this;
    }

    public NightBuilder with(LogBuilder builder) {
        log = Optional.of(builder.build());
        return this;
    }

    public NightBuilder with(RedisFacts facts) {
        redis = Optional.of(facts);
        return this;
    }

    public NightBuilder setting(String name, String value) {
        return setting(name, value, "", "configuration file");
    }

    public NightBuilder setting(String name, String value, String unit, String source) {
        settings.put(name, new Setting(name, value, unit, source, value, false));
        return this;
    }

    public NightBuilder pendingRestart(String name, String value) {
        settings.put(name, new Setting(name, value, "", "configuration file", value, true));
        return this;
    }

    public NightBuilder without(String source, String reason) {
        missing.add(new MissingInput(source, reason, "GRANT pg_monitor TO nightjar;"));
        return this;
    }

    public NightBuilder withoutServer() {
        server = false;
        return this;
    }

    public NightBuilder standby() {
        inRecovery = true;
        return this;
    }

    public NightBuilder version(int number) {
        version = number;
        return this;
    }

    public NightBuilder coverage(double share) {
        coverage = share;
        return this;
    }

    public NightBuilder diskBytes(double bytes) {
        diskBytes = bytes;
        return this;
    }

    public NightBuilder vcpus(double count) {
        vcpus = count;
        return this;
    }

    public NightBuilder timeMap(TimeMap map) {
        timeMap = map;
        return this;
    }

    public NightBuilder days(int days) {
        lookback = new Window(END.minus(Duration.ofDays(days)), END);
        return this;
    }

    /** The server as a whole, with modest figures per day. */
    public static SubjectBuilder anInstance() {
        return SubjectBuilder.of(SubjectKind.INSTANCE, "postgres")
                .perDay(InstanceMetric.SNAPSHOTS, 288)
                .perDay(InstanceMetric.CHECKPOINTS_TIMED, 288)
                .perDay(InstanceMetric.CHECKPOINTS_REQUESTED, 0)
                .perDay(InstanceMetric.WAL_BYTES, 1e9)
                .perDay(InstanceMetric.STATEMENTS_EVICTED, 0)
                .level(InstanceMetric.STATEMENTS_TRACKED, 200)
                .level(InstanceMetric.CONNECTIONS, 20)
                .level(InstanceMetric.ACTIVE_SESSIONS, 1)
                .level(InstanceMetric.LOCK_WAITERS, 0)
                .level(InstanceMetric.IDLE_IN_TRANSACTION, 0)
                .level(InstanceMetric.OLDEST_TRANSACTION_SECONDS, 2)
                .level(InstanceMetric.OLDEST_XMIN_AGE, 100)
                .level(InstanceMetric.MAX_CONNECTIONS, 100);
    }

    /** A database named app, with modest figures per day. */
    public static SubjectBuilder aDatabase() {
        return SubjectBuilder.of(SubjectKind.DATABASE, "app")
                .attribute(Subject.DATABASE, "app")
                .perDay(DatabaseMetric.COMMITS, 1e6)
                .perDay(DatabaseMetric.ROLLBACKS, 100)
                .perDay(DatabaseMetric.BLOCKS_HIT, 1e8)
                .perDay(DatabaseMetric.BLOCKS_READ, 1e5)
                .perDay(DatabaseMetric.TEMP_FILES, 0)
                .perDay(DatabaseMetric.TEMP_BYTES, 0)
                .perDay(DatabaseMetric.DEADLOCKS, 0)
                .perDay(DatabaseMetric.READ_MS, 1e3)
                .level(DatabaseMetric.SIZE_BYTES, 1e9)
                .level(DatabaseMetric.FROZEN_XID_AGE, 50e6)
                .level(DatabaseMetric.MIN_MXID_AGE, 1e6);
    }

    public Night build() {
        Optional<ServerFacts> facts = server
                ? Optional.of(new ServerFacts(
                        version,
                        version / 10_000 + "." + version % 10_000,
                        "7000000000000000000",
                        inRecovery,
                        END.minus(Duration.ofDays(90)),
                        List.copyOf(settings.values())))
                : Optional.empty();
        return new Night(
                "app",
                WINDOW,
                lookback,
                timeMap,
                vcpus,
                diskBytes,
                coverage,
                facts,
                Optional.empty(),
                redis,
                log,
                pools,
                histories,
                missing);
    }

    /** A subject that did nothing, whose levels are unknown. */
    public static Measures none(SubjectKind kind) {
        return Measures.read(kind, metric -> metric.isCounter() ? 0 : Double.NaN);
    }
}
