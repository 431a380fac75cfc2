package dev.nightjar.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Maps the times a server gives to the times a report speaks of; applied once, at the source border. The identity
 * everywhere but where a clock is simulated. Durations that a server measured are never mapped.
 *
 * @param serverOrigin a moment on the server's clock
 * @param mappedOrigin the same moment on the report's clock
 * @param factor report seconds per server second, positive
 */
public record TimeMap(Instant serverOrigin, Instant mappedOrigin, double factor) {

    /** The clock as it is. */
    public static final TimeMap IDENTITY = new TimeMap(Instant.EPOCH, Instant.EPOCH, 1);

    public TimeMap {
        if (!(factor > 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("a time map's factor is " + factor
                    + "; give a positive number of report seconds per server second");
        }
    }

    /** The report's time of a server's time, to the microsecond. */
    public Instant toMapped(Instant server) {
        if (factor == 1) {
            return server.plus(Duration.between(serverOrigin, mappedOrigin));
        }
        return mappedOrigin.plus(scaled(Duration.between(serverOrigin, server), factor));
    }

    /** The server's time of a report's time, to the microsecond. */
    public Instant toServer(Instant mapped) {
        if (factor == 1) {
            return mapped.plus(Duration.between(mappedOrigin, serverOrigin));
        }
        return serverOrigin.plus(scaled(Duration.between(mappedOrigin, mapped), 1 / factor));
    }

    /** Whether times pass unchanged. */
    public boolean isIdentity() {
        return factor == 1 && serverOrigin.equals(mappedOrigin);
    }

    private static Duration scaled(Duration duration, double by) {
        double micros = (duration.getSeconds() * 1e6 + duration.getNano() / 1e3) * by;
        long rounded = Math.round(micros);
        return Duration.ofSeconds(Math.floorDiv(rounded, 1_000_000L), Math.floorMod(rounded, 1_000_000L) * 1000);
    }
}
