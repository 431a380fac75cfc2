package dev.nightjar.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Says how far the reading of logs is, on a terminal and only once it has taken two seconds. */
final class LogsProgress implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** What an ordinary machine reads, for the first forecast. */
    private static final double BYTES_PER_SECOND = 200e6;

    private final InstantSource clock;
    private final Instant began;
    private final double expected;
    private final boolean shown;
    private final ProgressBar bar;
    private long done;

    /**
     * @param expected unpacked bytes of all logs, as far as they can be known before
     */
    LogsProgress(PrintWriter messages, boolean shown, InstantSource clock, double expected) {
        this.clock = clock;
        this.began = clock.instant();
        this.expected = Math.max(1, expected);
        this.shown = shown;
        long millis = Math.max(1000, Math.round(expected / BYTES_PER_SECOND * 1000));
        this.bar = new ProgressBar(
                messages, true, clock, List.of(new ProgressBar.Phase("reading", Duration.ofMillis(millis))));
    }

    synchronized void read(long bytes) {
        done += bytes;
        if (shown && Duration.between(began, clock.instant()).compareTo(PATIENCE) >= 0) {
            bar.at(0, HumanUnits.bytes(done) + " read", Math.min(0.99, done / expected));
        }
    }

    @Override
    public void close() {
        bar.close();
    }
}
