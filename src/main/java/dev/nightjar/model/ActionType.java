package dev.nightjar.model;

/** What a recommendation asks for, in the order in which a review script applies them. */
public enum ActionType {
    STATISTICS,
    RELOAD_SETTING,
    CREATE_INDEX,
    TABLE_OPTION,
    REINDEX,
    DROP_INDEX,
    RESTART_SETTING,
    SCHEMA_CHANGE,
    POOL_SIZE,
    REDIS_SETTING,
    APPLICATION_CHANGE,
    INVESTIGATE
}
