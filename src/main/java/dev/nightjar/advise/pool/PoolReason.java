package dev.nightjar.advise.pool;

import dev.nightjar.advise.pool.PoolVerdict.Observed;
import dev.nightjar.advise.pool.PoolVerdict.Regime;
import dev.nightjar.advise.pool.PoolVerdict.Verdict;
import java.util.Locale;

/** A verdict in words. */
record PoolReason(PoolLoad load, Observed observed, Verdict verdict, Regime regime, boolean isFull) {

    String text() {
        return seen() + " " + meaning() + " " + consequence();
    }

    private String seen() {
        return String.format(
                Locale.ROOT,
                "In the busiest tenth of the windows %.0f checkouts a second hold %.1f of %d connections for %.1f ms each and"
                        + " wait %.1f ms for one.",
                observed.throughput(),
                observed.used(),
                load.size(),
                observed.holdMs(),
                observed.waitMs());
    }

    private String meaning() {
        return switch (regime) {
            case LOCK ->
                String.format(
                        Locale.ROOT,
                        "%.0f %% of them wait for row locks: the lock is the limit, not the pool.",
                        observed.lockShare() * 100);
            case CPU -> "The processor is what they use most: few connections keep it busy.";
            case DELAY ->
                "Most of the hold is not computing but storage, commits or the application between two statements:"
                        + " many connections are needed to keep the server busy, and shorter transactions would need fewer.";
            case UNKNOWN ->
                "The server's processor time is not known, so neither is the size at which more connections stop"
                        + " helping.";
        };
    }

    private String consequence() {
        return switch (verdict) {
            case GROW ->
                regime == Regime.UNKNOWN
                        ? "A bounded step up; the next report measures its effect."
                        : "More connections raise the throughput.";
            case SHRINK ->
                regime == Regime.LOCK
                        ? "More connections only lengthen the queue inside the database; fewer do as well."
                        : "Fewer connections do the same work and leave memory and room for others.";
            case KEEP ->
                regime == Regime.LOCK
                        ? "More connections only lengthen the queue inside the database: shorten the transactions instead."
                        : isFull ? "Its size is about right for this server." : "It suffices for this load.";
            case NOT_ENOUGH_EVIDENCE -> "";
        };
    }
}
