package dev.nightjar.report;

import java.time.Instant;
import java.util.List;

/**
 * The Redis beside the database. Counts are of the report's window, levels are those at its end; NaN unknown.
 *
 * @param maxMemory bytes; 0 means none
 * @param hitRate of reads, 0–1
 * @param commandsPerSecond on the server's clock
 * @param keysSampled by SCAN, on which {@link #keyPatterns} rests
 */
public record RedisReport(
        String version,
        String role,
        double usedMemory,
        double maxMemory,
        String policy,
        double hitRate,
        double evictedKeys,
        double expiredKeys,
        double commandsPerSecond,
        double connectedClients,
        double rejectedConnections,
        double keys,
        double keysWithTtl,
        double fragmentationRatio,
        int keysSampled,
        Trend memory,
        Trend evictions,
        Trend hitRates,
        List<Command> commands,
        List<SlowCommand> slowest,
        List<KeyPattern> keyPatterns) {

    /** One command in the window. */
    public record Command(String name, double calls, double microsPerCall, double shareOfTime, double failed) {}

    /** One entry of the slow log. */
    public record SlowCommand(Instant at, double millis, String command) {}

    /** Sampled keys of the same shape. */
    public record KeyPattern(
            String pattern, String type, int sampled, double withoutTtl, double meanBytes, double shareOfBytes) {}
}
