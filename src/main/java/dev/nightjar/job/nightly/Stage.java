package dev.nightjar.job.nightly;

/**
 * One step of a nightly run. It may be run again from its beginning, and then replaces what it kept before.
 */
public interface Stage {

    /** Name of the Spring Batch step; stored, so never renamed. */
    String name();

    void run(NightlyRun run);
}
