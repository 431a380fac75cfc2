package dev.nightjar.model;

/**
 * A limit at which a check begins to speak; the constants of an enum per package. The report prints those in force, a job
 * file may set others.
 */
public interface Threshold {

    /** Its name in a job file, e.g. {@code topStatementShare}; unique over all packages. */
    String key();

    /** The value that holds unless a job file says otherwise. */
    double standard();

    /** What it counts, e.g. {@code share of database time}. */
    String unit();

    /** Whose value it is: a tool, a manual, a measurement or a practitioner's judgement. */
    String source();
}
