package dev.nightjar.model;

/**
 * The kinds of things that are measured. Each has its own list of metrics. Names are stored: never rename one.
 */
public enum SubjectKind {
    /** The PostgreSQL server as a whole; key {@code postgres}. */
    INSTANCE(InstanceMetric.values()),
    /** One database; key: its name. */
    DATABASE(DatabaseMetric.values()),
    /** One statement of one database and role; key: {@code database/role/fingerprint/toplevel}. */
    STATEMENT(StatementMetric.values()),
    /** One table; key: {@code database/schema.table}. */
    TABLE(TableMetric.values()),
    /** One index; key: {@code database/schema.index}. */
    INDEX(IndexMetric.values()),
    /** Sessions doing the same thing; key: {@code database/role/application/state/wait type/wait event}. */
    SESSIONS(SessionsMetric.values()),
    /** The Redis server as a whole; key {@code redis}. */
    REDIS(RedisMetric.values()),
    /** One Redis command; key: its name. */
    REDIS_COMMAND(RedisCommandMetric.values()),
    /** One connection pool; key: its name. */
    POOL(PoolMetric.values()),
    /** One replication slot; key: its name. */
    REPLICATION_SLOT(SlotMetric.values()),
    /** One sequence; key: {@code database/schema.sequence}. */
    SEQUENCE(SequenceMetric.values());

    // Never handed out nor written to after construction.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Metric[] metrics;

    SubjectKind(Metric[] metrics) {
        this.metrics = metrics;
    }

    /** How many metrics a subject of this kind has. */
    public int size() {
        return metrics.length;
    }

    /** The metric at a position of {@link Measures}. */
    public Metric metric(int position) {
        return metrics[position];
    }
}
