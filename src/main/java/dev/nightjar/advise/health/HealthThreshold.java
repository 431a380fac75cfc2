package dev.nightjar.advise.health;

import dev.nightjar.model.Threshold;

/** Limits of the PostgreSQL checks. */
public enum HealthThreshold implements Threshold {
    /** A statement this dear is a finding. */
    TOP_STATEMENT_SHARE("topStatementShare", 0.1, "share of database time", Sources.JUDGEMENT),
    /** A statement this dear is a serious one. */
    TOP_STATEMENT_HIGH_SHARE("topStatementHighShare", 0.3, "share of database time", "postgres-checkup K000"),
    /** Below this a statement is not worth a person's time, whatever its share. */
    TOP_STATEMENT_SECONDS("topStatementSeconds", 600, "seconds of database time per day", Sources.JUDGEMENT),
    /** Below this a statement's flaw is not worth a person's time. */
    STATEMENT_SECONDS("statementSeconds", 60, "seconds of database time per day", Sources.JUDGEMENT),
    /** Least calls in the lookback for a figure per call. */
    STATEMENT_CALLS("statementCalls", 100, "calls", Sources.JUDGEMENT),
    NPLUSONE_PER_TRANSACTION("nPlusOnePerTransaction", 50, "calls per transaction", Sources.JUDGEMENT),
    /** The same where the log shows the repetition within one transaction. */
    NPLUSONE_LOGGED("nPlusOneLogged", 10, "calls per transaction", Sources.JUDGEMENT),
    NPLUSONE_CALLS("nPlusOneCalls", 100_000, "calls per day", Sources.JUDGEMENT),
    NPLUSONE_SHARE("nPlusOneShare", 0.03, "share of database time, round trips included", Sources.JUDGEMENT),
    ROUND_TRIP_MS("roundTripMs", 0.3, "ms per call", Sources.JUDGEMENT),
    TEMP_PER_CALL("tempPerCall", 100e6, "bytes per call", Sources.JUDGEMENT),
    TEMP_PER_DAY("tempPerDay", 10e9, "bytes per day and statement", Sources.JUDGEMENT),
    /** No work_mem above this is proposed: each sort and hash of each session may take it. */
    WORK_MEM_LIMIT("workMemLimit", 268_435_456, "bytes", Sources.JUDGEMENT),
    PLANNING_SHARE("planningShare", 0.3, "share of the statement's time", Sources.JUDGEMENT),
    PLANNING_DATABASE_SHARE("planningDatabaseShare", 0.01, "share of database time", Sources.JUDGEMENT),
    JIT_SHARE("jitShare", 0.25, "share of the statement's time", Sources.JUDGEMENT),
    JIT_DATABASE_SHARE("jitDatabaseShare", 0.005, "share of database time", Sources.JUDGEMENT),
    ROWS_PER_CALL("rowsPerCall", 10_000, "rows per call", Sources.JUDGEMENT),
    ROWS_CALLS("rowsPerCallCalls", 100, "calls per day", Sources.JUDGEMENT),
    WAL_SHARE("walShare", 0.3, "share of WAL", Sources.JUDGEMENT),
    WAL_PER_DAY("walPerDay", 10e9, "bytes per day and statement", Sources.JUDGEMENT),
    EVICTIONS_PER_HOUR("evictionsPerHour", 1, "evictions per hour", "pg_profile"),
    STATEMENTS_FULL("statementsFull", 0.9, "share of pg_stat_statements.max", "pg_profile"),
    SEQSCAN_BYTES("seqScanBytes", 50e9, "bytes per day", "pg_profile"),
    SEQSCAN_TABLE("seqScanTable", 100e6, "bytes", Sources.JUDGEMENT),
    SEQSCAN_ROWS("seqScanRows", 0.5, "share of the table's rows per scan", Sources.JUDGEMENT),
    DEAD_ROWS("deadRows", 10_000, "rows", Sources.JUDGEMENT),
    /** How many times what starts an autovacuum. */
    DEAD_ROWS_FACTOR("deadRowsFactor", 2, "times the autovacuum trigger", Sources.JUDGEMENT),
    DEAD_ROWS_HOURS("deadRowsHours", 3, "hours", Sources.JUDGEMENT),
    XMIN_AGE("xminAge", 1e6, "transactions", Sources.JUDGEMENT),
    XMIN_HOURS("xminHours", 1, "hours", "postgres-checkup"),
    WRAPAROUND_RUNWAY("wraparoundRunway", 30, "days", Sources.JUDGEMENT),
    WRAPAROUND_AGE_CRITICAL("wraparoundAgeCritical", 1.6e9, "transactions", "PostgreSQL: vacuum_failsafe_age"),
    WRAPAROUND_AGE_HIGH("wraparoundAgeHigh", 1e9, "transactions", "postgres-checkup"),
    /** Times autovacuum_freeze_max_age: above it autovacuum evidently does not finish. */
    WRAPAROUND_FACTOR("wraparoundFactor", 1.5, "times autovacuum_freeze_max_age", Sources.JUDGEMENT),
    STALE_SHARE("staleShare", 0.2, "share of rows changed since the last analyse", Sources.JUDGEMENT),
    STALE_ROWS("staleRows", 100_000, "rows changed since the last analyse", Sources.JUDGEMENT),
    STALE_DATABASE_SHARE("staleDatabaseShare", 0.01, "share of database time on the table", Sources.JUDGEMENT),
    HOT_UPDATES("hotUpdates", 100_000, "updates per day", Sources.JUDGEMENT),
    HOT_SHARE("hotShare", 0.7, "share of updates without new index entries", Sources.JUDGEMENT),
    IO_SHARE("ioShare", 0.2, "share of database time", Sources.JUDGEMENT),
    IO_LATENCY_MS("ioLatencyMs", 0.5, "ms per read; less comes from the page cache", "own measurement"),
    STORAGE_LATENCY_MS("storageLatencyMs", 5, "ms per read", Sources.JUDGEMENT),
    CHECKPOINT_SHARE("checkpointShare", 0.2, "share of checkpoints forced", Sources.JUDGEMENT),
    CHECKPOINTS_FORCED("checkpointsForced", 6, "forced checkpoints per day", Sources.JUDGEMENT),
    CONNECTIONS_SHARE("connectionsShare", 0.7, "share of usable connections", "postgresqltuner"),
    CONNECTIONS_HIGH_SHARE("connectionsHighShare", 0.9, "share of usable connections", "postgresqltuner"),
    CHURN_PER_SECOND("churnPerSecond", 5, "new sessions per second", Sources.JUDGEMENT),
    CHURN_SHARE("churnShare", 0.5, "new sessions per transaction", Sources.JUDGEMENT),
    IDLE_TRANSACTION_SHARE("idleTransactionShare", 0.1, "share of busy sessions", Sources.JUDGEMENT),
    IDLE_TRANSACTION_SESSIONS("idleTransactionSessions", 1, "sessions on average", Sources.JUDGEMENT),
    IDLE_TRANSACTION_SECONDS("idleTransactionSeconds", 1800, "seconds", "Amazon DevOps Guru"),
    LONG_TRANSACTION_SECONDS("longTransactionSeconds", 3600, "seconds", "postgres-checkup"),
    LOCK_SHARE("lockShare", 0.05, "share of database time", Sources.JUDGEMENT),
    LOCK_SECONDS("lockSeconds", 60, "seconds waited per day", Sources.JUDGEMENT),
    LOCK_WAIT_SECONDS("lockWaitSeconds", 30, "seconds per wait", Sources.JUDGEMENT),
    LOCK_WAITERS("lockWaiters", 5, "sessions waiting at once", Sources.JUDGEMENT),
    DEADLOCKS_PER_DAY("deadlocksPerDay", 1, "deadlocks per day", Sources.JUDGEMENT),
    LWLOCK_SHARE("lwLockShare", 0.1, "share of sessions sampled", Sources.JUDGEMENT),
    SESSIONS_SAMPLED("sessionsSampled", 200, "sessions sampled", "own measurement: ± 7 points"),
    /** Days until a sequence ends. */
    SEQUENCE_DAYS_CRITICAL("sequenceDaysCritical", 90, "days", Sources.JUDGEMENT),
    SEQUENCE_DAYS("sequenceDays", 365, "days", Sources.JUDGEMENT),
    SEQUENCE_HIGH_SHARE("sequenceHighShare", 0.9, "share of the sequence's range", "PgHero"),
    SEQUENCE_SHARE("sequenceShare", 0.5, "share of the sequence's range", Sources.JUDGEMENT),
    SEQUENCE_INFO_SHARE("sequenceInfoShare", 0.1, "share of the sequence's range", "postgres-checkup"),
    SLOT_WAL("slotWal", 10e9, "bytes kept by a replication slot", Sources.JUDGEMENT),
    SLOT_FREE_SHARE("slotFreeShare", 0.2, "share of the free disk kept by a replication slot", Sources.JUDGEMENT),
    ROLLBACK_SHARE("rollbackShare", 0.1, "share of transactions", Sources.JUDGEMENT),
    ROLLBACK_FACTOR("rollbackFactor", 2, "times the days before", Sources.JUDGEMENT),
    SUPPORT_DAYS("supportDays", 180, "days of support left", Sources.JUDGEMENT),
    MINOR_RELEASES("minorReleases", 2, "minor releases behind", Sources.JUDGEMENT);

    private final String key;
    private final double standard;
    private final String unit;
    private final String source;

    HealthThreshold(String key, double standard, String unit, String source) {
        this.key = key;
        this.standard = standard;
        this.unit = unit;
        this.source = source;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public double standard() {
        return standard;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public String source() {
        return source;
    }

    /** Constants cannot refer to constants of their own enum. */
    private static final class Sources {
        static final String JUDGEMENT = "practitioner's judgement";
    }
}
