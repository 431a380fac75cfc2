package dev.nightjar.model;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Users are hurt now, or will be within seven days with a probability of at least one half. */
    CRITICAL,
    /** Within thirty days, or at least a tenth of the database time. */
    HIGH,
    /** At least 3 % of the database time, or a clear risk. */
    MEDIUM,
    /** Hygiene. */
    LOW,
    /** Worth knowing, nothing to do. */
    INFO
}
