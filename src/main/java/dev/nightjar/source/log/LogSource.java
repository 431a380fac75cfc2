package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Bytes of one log: a file, or anything else that can be read from an offset, such as a file of a server read over
 * SQL.
 */
public interface LogSource {
    /** Name for people and for stored positions; the same log may come back under another one after rotation. */
    String name();

    /**
     * The log's bytes, unpacked, from an offset of the unpacked bytes on. The stream ends where the log ends for now.
     *
     * @throws IOException when it cannot be read; the message says why
     */
    InputStream open(long offset) throws IOException;

    /** Whether it cannot grow any more, as a packed file; its last line is complete then, newline or not. */
    default boolean isFinished() {
        return false;
    }

    /**
     * When it was written to last, as far as known. A log that nobody has written to for {@link LogFollower#QUIET} is
     * read to its end.
     *
     * @throws IOException when it is gone
     */
    default Optional<Instant> lastChange() throws IOException {
        return Optional.empty();
    }

    /** Bytes as they lie there, packed or not; 0 where it cannot be told. */
    default long size() {
        return 0;
    }

    /**
     * Of logs that start with the same bytes, the one to read before the others: what still grows, and of these the
     * longest, as a copy that somebody made of a log stays behind it.
     */
    static Comparator<LogSource> originalsFirst() {
        return Comparator.comparing(LogSource::isFinished)
                .thenComparing(Comparator.comparingLong(LogSource::size).reversed());
    }

    /** Whether it can be opened only once, as standard input. */
    default boolean opensOnce() {
        return false;
    }
}
