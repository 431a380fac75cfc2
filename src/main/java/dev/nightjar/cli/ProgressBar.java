package dev.nightjar.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One line that says what is going on, how far it is and how long it will still take; on a terminal only. Elsewhere each
 * phase is one line when it begins.
 */
final class ProgressBar implements AutoCloseable {
    private static final int CELLS = 24;

    /**
     * One phase of the work.
     *
     * @param expected how long it takes on an ordinary machine, for the forecast
     */
    record Phase(String name, Duration expected) {}

    private final PrintWriter out;
    private final boolean terminal;
    private final InstantSource clock;
    private final List<Phase> phases;
    private final Instant began;
    private int current = -1;
    private int lastLength;
    private Instant lastDrawn = Instant.EPOCH;

    ProgressBar(PrintWriter out, boolean terminal, InstantSource clock, List<Phase> phases) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.phases = new ArrayList<>(phases);
        this.began = clock.instant();
    }

    /** Corrects how long a phase is expected to take. */
    synchronized void expect(int phase, Duration duration) {
        phases.set(phase, new Phase(phases.get(phase).name(), duration));
    }

    /** Says how far a phase is; the first call for a phase ends the one before. */
    synchronized void at(int phase, String what, double done) {
        boolean begins = phase != current;
        current = phase;
        if (!terminal) {
            if (begins) {
                out.println(phases.get(phase).name() + " …");
                out.flush();
            }
            return;
        }
        Instant now = clock.instant();
        if (begins || done >= 1 || Duration.between(lastDrawn, now).toMillis() >= 100) {
            lastDrawn = now;
            draw(what, Math.max(0, Math.min(1, done)), now);
        }
    }

    private void draw(String what, double done, Instant now) {
        double before = seconds(phases.subList(0, current));
        double here = seconds(List.of(phases.get(current)));
        double all = seconds(phases);
        double share = (before + here * done) / all;
        double spent = Duration.between(began, now).toMillis() / 1000.0;
        // Early on the plan tells more than the little that has been seen.
        double planned = all * (1 - share);
        double seen = share > 0 ? spent / share * (1 - share) : planned;
        long left = Math.round(planned * (1 - share) + seen * share);
        int filled = (int) Math.round(CELLS * share);
        String line = "%s%s %3d %%  %s  about %d:%02d left"
                .formatted(
                        "█".repeat(filled),
                        "░".repeat(CELLS - filled),
                        Math.round(share * 100),
                        what.isEmpty() ? phases.get(current).name() : what,
                        left / 60,
                        left % 60);
        print(line);
    }

    private void print(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
        out.flush();
        lastLength = line.length();
    }

    private static double seconds(List<Phase> some) {
        return some.stream().mapToLong(phase -> phase.expected().toMillis()).sum() / 1000.0;
    }

    /** Clears the line. */
    @Override
    public synchronized void close() {
        if (terminal && lastLength > 0) {
            print("");
            out.print("\r");
            out.flush();
            lastLength = 0;
        }
    }
}
