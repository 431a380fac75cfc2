package dev.nightjar.advise.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * One sample of a pool's counters, from wherever it comes; NaN where unknown.
 *
 * @param inUse connections checked out at this moment
 * @param checkouts counter
 * @param waitMs counter
 * @param holdMs counter
 * @param timeouts counter
 * @param cpuSeconds counter
 */
public record PoolCounters(
        double atSeconds,
        double size,
        double inUse,
        double waiters,
        double checkouts,
        double waitMs,
        double holdMs,
        double timeouts,
        double cpuSeconds,
        double lockWaiters) {

    private static final double SHORT_HOLD_MS = 2;
    private static final double LONGEST_WINDOW = 60;
    private static final int WINDOWS = 200;

    /**
     * Windows of up to a minute, shorter where the samples span little; one with a reset or another size is left out.
     * Connections in use come from the counters; of holds too short for them, from the moments of the samples.
     */
    public static List<PoolWindow> windows(List<PoolCounters> samples) {
        List<PoolWindow> windows = new ArrayList<>();
        if (samples.size() < 2) {
            return windows;
        }
        double span =
                samples.get(samples.size() - 1).atSeconds() - samples.get(0).atSeconds();
        double length = Math.min(LONGEST_WINDOW, span / WINDOWS);
        int first = 0;
        for (int last = 1; last < samples.size(); last++) {
            PoolCounters before = samples.get(last - 1);
            PoolCounters now = samples.get(last);
            if (now.checkouts() < before.checkouts() || now.size() != before.size()) {
                first = last;
            } else if (now.atSeconds() - samples.get(first).atSeconds() >= length) {
                PoolWindow window = window(samples.subList(first, last + 1));
                if (window.throughput() > 0) {
                    windows.add(window);
                }
                first = last;
            }
        }
        return windows;
    }

    private static PoolWindow window(List<PoolCounters> samples) {
        PoolCounters first = samples.get(0);
        PoolCounters last = samples.get(samples.size() - 1);
        double seconds = last.atSeconds() - first.atSeconds();
        double checkouts = last.checkouts() - first.checkouts();
        double holdMs = (last.holdMs() - first.holdMs()) / Math.max(1, checkouts);
        double gauge = mean(samples, PoolCounters::inUse);
        double counted = holdMs * checkouts / 1000 / seconds;
        double waiters = mean(samples, PoolCounters::waiters);
        double used = Double.isNaN(counted) || (holdMs < SHORT_HOLD_MS && !Double.isNaN(gauge)) ? gauge : counted;
        if (waiters >= 1 && gauge > used) {
            // Holds that have not ended yet are not counted; while someone waits, the moments tell more.
            used = gauge;
        }
        return new PoolWindow(
                seconds,
                last.size(),
                Math.min(last.size(), used),
                checkouts / seconds,
                waiters,
                (last.waitMs() - first.waitMs()) / Math.max(1, checkouts),
                Double.isNaN(last.timeouts()) ? 0 : Math.max(0, last.timeouts() - first.timeouts()),
                (last.cpuSeconds() - first.cpuSeconds()) / seconds,
                mean(samples, PoolCounters::lockWaiters));
    }

    /** Of the samples after the first, which ends the window before. */
    private static double mean(List<PoolCounters> samples, java.util.function.ToDoubleFunction<PoolCounters> value) {
        return samples.stream().skip(1).mapToDouble(value).average().orElse(Double.NaN);
    }
}
