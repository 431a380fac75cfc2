package dev.nightjar.source.log;

/** What a log is counted by. All are sums, so digests of parts add up to the digest of the whole. */
public enum LogCounter {
    /** Entries: one message with all its detail lines. */
    ENTRIES,
    /** Executions with a duration: simple statements, execute, execute fetch from. */
    STATEMENTS,
    /** Their durations, microseconds. */
    DURATION_MICROS,
    /** Texts that log_statement wrote and that never got a duration. */
    STATEMENTS_WITHOUT_DURATION,
    /** Executions through the extended protocol or EXECUTE. */
    PREPARED,
    WARNINGS,
    ERRORS,
    /** FATAL and PANIC. */
    FATALS,
    DEADLOCKS,
    /** "still waiting". */
    LOCK_WAITS,
    TEMP_FILES,
    TEMP_BYTES,
    /** Completed checkpoints and restartpoints. */
    CHECKPOINTS,
    AUTOVACUUMS,
    AUTOANALYZES,
    /** Connections authorized. */
    CONNECTIONS,
    DISCONNECTIONS,
    /** Session time of those that ended, milliseconds. */
    SESSION_MILLIS,
    /** Messages that start with "canceling statement". */
    CANCELLED,
    /** Plans of auto_explain. */
    PLANS,
    /** Lines that belong to no entry. */
    SKIPPED_LINES,
    SKIPPED_BYTES,
    /** Entries whose language is not English: counted by SQLSTATE only. */
    FOREIGN_ENTRIES,
    /** Bytes read, unpacked. */
    BYTES,
    /** Statements whose values came beside their text: parameters, or those of EXECUTE. */
    PARAMETERISED
}
