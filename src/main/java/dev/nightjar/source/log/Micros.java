package dev.nightjar.source.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as this package counts them: microseconds since 1970 UTC, the finest that a server logs. */
final class Micros {
    private Micros() {}

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static long of(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
