package dev.nightjar.report;

import java.time.Instant;

/**
 * What the report is about.
 *
 * @param version empty when the server could not be asked
 * @param role {@code primary}, {@code standby} or {@code unknown}
 * @param vcpus NaN when the job file does not say
 * @param timezone in which the printed editions show times
 * @param clockFactor report seconds per server second; 1 unless a clock is simulated
 */
public record Scope(
        String instance,
        String engine,
        String version,
        String role,
        double vcpus,
        Instant windowStart,
        Instant windowEnd,
        Instant lookbackStart,
        String timezone,
        double clockFactor) {}
