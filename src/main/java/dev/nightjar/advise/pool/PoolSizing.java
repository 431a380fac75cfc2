package dev.nightjar.advise.pool;

import static dev.nightjar.advise.pool.PoolThreshold.POOL_FULL;
import static dev.nightjar.advise.pool.PoolThreshold.POOL_LOCK_SHARE;
import static dev.nightjar.advise.pool.PoolThreshold.POOL_SECONDS;
import static dev.nightjar.advise.pool.PoolThreshold.POOL_WAITING;
import static dev.nightjar.advise.pool.PoolThreshold.POOL_WAIT_MS;
import static dev.nightjar.advise.pool.PoolThreshold.POOL_WINDOWS;

import dev.nightjar.advise.pool.PoolVerdict.CurvePoint;
import dev.nightjar.advise.pool.PoolVerdict.Model;
import dev.nightjar.advise.pool.PoolVerdict.Observed;
import dev.nightjar.advise.pool.PoolVerdict.Regime;
import dev.nightjar.advise.pool.PoolVerdict.Verdict;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * From windows of a pool's samples to the sizes that they speak for.
 *
 * <p>Two questions, two answers. Where is the plateau? The processor time and the delay of a checkout give a closed
 * queueing network; the smallest size with 98 % of its best throughput, with a margin for variance (a quarter where
 * delay dominates, a half where the processor does), is the capacity. What is enough for the peak that was seen? Erlang's
 * formula with the hold under light load. If connections wait for locks, neither holds: growing lengthens the queue.
 * The range comes from 200 seeded resamples of the windows. Margins are from own measurements of eight kinds of load on
 * sizes 1–64.
 */
final class PoolSizing {
    static final int MOST = 512;
    private static final int RESAMPLES = 200;
    private static final double USABLE_CORES = 0.95;
    private static final double PLATEAU = 0.98;
    private static final double DELAY_MARGIN = 1.25;
    private static final double CPU_MARGIN = 1.5;
    private static final double LIGHT_UTILISATION = 0.6;
    private static final double REFERENCE_UTILISATION = 0.35;
    private static final double ONE_SIZE_WIDENING = 0.25;
    private static final double LATE = 0.05;
    private static final int FEW_PRODUCTIVE = 6;
    /** Spare connections cost little: only many are worth a word. */
    private static final double TOO_LARGE = 3;

    private static final double FEW_SPARE = 10;

    private final Thresholds thresholds;

    PoolSizing(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    PoolVerdict judge(PoolLoad load) {
        List<PoolWindow> windows = load.windows().stream()
                .filter(window -> window.throughput() > 0 && window.used() > 0)
                .toList();
        if (windows.size() < thresholds.get(POOL_WINDOWS) || load.seconds() < thresholds.get(POOL_SECONDS)) {
            return unknown(load, windows);
        }
        Sizes sizes = sizes(load, windows);
        int[] range = range(load, windows, sizes);
        return verdict(load, windows, sizes, range);
    }

    /**
     * What one set of windows says.
     *
     * @param capacity NaN where the plateau is unknown
     */
    private record Sizes(
            double capacity, int demand, Regime regime, boolean lockedIn, boolean isFull, ClosedNetwork network) {

        double target() {
            return isFull && !Double.isNaN(capacity) ? Math.max(capacity, lockedIn ? 0 : demand) : Math.max(demand, 2);
        }
    }

    private Sizes sizes(PoolLoad load, List<PoolWindow> windows) {
        double full = thresholds.get(POOL_FULL);
        List<PoolWindow> fullWindows = windows.stream()
                .filter(window -> window.isFull(full))
                .sorted(Comparator.comparingDouble((PoolWindow window) -> -window.throughput()))
                .toList();
        boolean isFull = !fullWindows.isEmpty();
        PoolWindow busy = mean(isFull ? top(fullWindows, 0.5) : top(byThroughput(windows), LATE));
        double lockShare = busy.lockWaiters() / busy.used();
        if (lockShare >= thresholds.get(POOL_LOCK_SHARE) && (isFull || busy.waiters() >= 1)) {
            double productive = Math.max(1, busy.used() - busy.lockWaiters());
            if (productive < FEW_PRODUCTIVE) {
                double size = Math.ceil(productive) + 1;
                return new Sizes(size, (int) size, Regime.LOCK, true, isFull, unknownNetwork(load));
            }
        }
        List<PoolWindow> light = light(load, windows, full);
        double hold = light.isEmpty() ? busy.hold() : mean(light).hold();
        int demand = ErlangC.size(peak(windows) * hold, hold, thresholds.get(POOL_WAIT_MS) / 1000, LATE, MOST);
        if (Double.isNaN(busy.cpuSeconds()) || !(load.cores() > 0)) {
            return new Sizes(Double.NaN, demand, Regime.UNKNOWN, false, isFull, unknownNetwork(load));
        }
        double cores = USABLE_CORES * load.cores();
        double utilisation = Math.min(1, busy.cpuSeconds() / load.cores());
        double cpu = saturated(busy.cpuSeconds() / busy.throughput(), utilisation);
        ClosedNetwork network = light.isEmpty()
                ? ClosedNetwork.through(cpu, cores, busy.used(), busy.throughput())
                : ClosedNetwork.through(
                        cpu, cores, mean(light).used(), mean(light).throughput());
        boolean cpuBound = network.delay() < 2 * cpu;
        double[] curve = network.throughput(MOST);
        double size = Math.ceil(plateau(curve) * (cpuBound ? CPU_MARGIN : DELAY_MARGIN));
        if (lockShare >= thresholds.get(POOL_LOCK_SHARE)) {
            size = Math.min(size, Math.ceil(1.25 * (busy.used() - busy.lockWaiters()) + 1));
            return new Sizes(size, demand, Regime.LOCK, false, isFull, network);
        }
        return new Sizes(size, demand, cpuBound ? Regime.CPU : Regime.DELAY, false, isFull, network);
    }

    /** Processor time per checkout falls by up to three tenths from light load to saturation (own measurement). */
    private static double saturated(double cpu, double utilisation) {
        return cpu * (0.70 + 0.30 * Math.min(1, Math.max(0, (utilisation - 0.30) / 0.55)));
    }

    private static int plateau(double[] curve) {
        double best = Arrays.stream(curve).max().orElse(0);
        int size = 1;
        while (size < curve.length - 1 && curve[size] < PLATEAU * best) {
            size++;
        }
        return size;
    }

    /** Windows of light load nearest to a third of the processor; none where its use is not known. */
    private static List<PoolWindow> light(PoolLoad load, List<PoolWindow> windows, double full) {
        List<PoolWindow> light = windows.stream()
                .filter(window -> !window.isFull(full) && window.waiters() < 1)
                .filter(window -> window.cpuSeconds() / load.cores() < LIGHT_UTILISATION)
                .sorted(Comparator.comparingDouble(
                        window -> Math.abs(window.cpuSeconds() / load.cores() - REFERENCE_UTILISATION)))
                .toList();
        return top(light, 0.25);
    }

    private int[] range(PoolLoad load, List<PoolWindow> windows, Sizes sizes) {
        SplittableRandom random = new SplittableRandom(load.pool().hashCode());
        double[] targets = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            List<PoolWindow> resample = new ArrayList<>();
            for (int k = 0; k < windows.size(); k++) {
                resample.add(windows.get(random.nextInt(windows.size())));
            }
            targets[i] = sizes(load, resample).target();
        }
        Arrays.sort(targets);
        double low = targets[RESAMPLES / 10];
        double high = targets[RESAMPLES * 9 / 10];
        boolean oneSizeOnly = light(load, windows, thresholds.get(POOL_FULL)).isEmpty();
        double widening = oneSizeOnly ? ONE_SIZE_WIDENING : 0;
        return new int[] {
            (int) Math.max(2, Math.min(sizes.target(), Math.floor(low * (1 - widening)))),
            (int) Math.max(sizes.target(), Math.ceil(high * (1 + widening)))
        };
    }

    private PoolVerdict verdict(PoolLoad load, List<PoolWindow> windows, Sizes sizes, int[] range) {
        Observed observed = observed(windows);
        int current = load.size();
        boolean waits = observed.timeouts() > 0 || observed.waitingShare() >= thresholds.get(POOL_WAITING);
        double target = sizes.target();
        Verdict verdict;
        if (sizes.lockedIn()) {
            verdict = current > 2 * target ? Verdict.SHRINK : Verdict.KEEP;
        } else if (Double.isNaN(sizes.capacity())) {
            verdict = sizes.isFull() && waits ? Verdict.GROW : Verdict.KEEP;
        } else if (current < range[0] && waits && gain(sizes, current, target) > 0.03) {
            verdict = Verdict.GROW;
        } else {
            verdict = current > range[1] && current >= Math.max(TOO_LARGE * target, target + FEW_SPARE)
                    ? Verdict.SHRINK
                    : Verdict.KEEP;
        }
        return new PoolVerdict(
                load.pool(),
                current,
                sizes.capacity(),
                sizes.demand(),
                step(verdict, current, target, sizes),
                range[0],
                range[1],
                verdict,
                sizes.regime(),
                sizes.lockedIn(),
                new PoolReason(load, observed, verdict, sizes.regime(), sizes.isFull()).text(),
                confidence(sizes),
                observed,
                new Model(sizes.network().cpu() * 1000, sizes.network().delay() * 1000, load.cores()),
                curve(load, windows, sizes));
    }

    private static double gain(Sizes sizes, int current, double target) {
        double[] curve = sizes.network().throughput(MOST);
        double now = curve[Math.min(MOST, current)];
        return now > 0 ? curve[(int) Math.min(MOST, target)] / now - 1 : 1;
    }

    private static int step(Verdict verdict, int current, double target, Sizes sizes) {
        return switch (verdict) {
            case GROW ->
                Double.isNaN(sizes.capacity()) ? (int) Math.ceil(current * 1.5) : (int) Math.min(target, current * 2.0);
            case SHRINK -> (int) Math.max(target, Math.ceil(current / 2.0));
            case KEEP, NOT_ENOUGH_EVIDENCE -> current;
        };
    }

    private static double confidence(Sizes sizes) {
        if (sizes.lockedIn()) {
            return 0.7;
        }
        return Double.isNaN(sizes.capacity()) ? 0.4 : 0.6;
    }

    private static List<CurvePoint> curve(PoolLoad load, List<PoolWindow> windows, Sizes sizes) {
        if (Double.isNaN(sizes.capacity()) || sizes.lockedIn()) {
            return List.of();
        }
        int most = (int) Math.min(MOST, Math.max(load.size(), 2 * sizes.capacity()));
        double[] throughput = sizes.network().throughput(most);
        double hold = sizes.network().cpu() + sizes.network().delay();
        double peak = peak(windows);
        List<CurvePoint> points = new ArrayList<>();
        for (int size = 1; size <= most; size++) {
            double wait =
                    peak >= throughput[size] ? Double.NaN : ErlangC.waitQuantile(size, peak * hold, hold, LATE) * 1000;
            points.add(new CurvePoint(size, throughput[size], wait));
        }
        return points;
    }

    private Observed observed(List<PoolWindow> windows) {
        PoolWindow busy = mean(top(byThroughput(windows), 0.1));
        double full = thresholds.get(POOL_FULL);
        return new Observed(
                busy.throughput(),
                busy.used(),
                busy.hold() * 1000,
                busy.waitMs(),
                share(windows, window -> window.waiters() >= 1),
                share(windows, window -> window.isFull(full)),
                windows.stream().mapToDouble(PoolWindow::timeouts).sum(),
                busy.lockWaiters() / busy.used());
    }

    private PoolVerdict unknown(PoolLoad load, List<PoolWindow> windows) {
        return new PoolVerdict(
                load.pool(),
                load.size(),
                Double.NaN,
                load.size(),
                load.size(),
                load.size(),
                load.size(),
                Verdict.NOT_ENOUGH_EVIDENCE,
                Regime.UNKNOWN,
                false,
                "There are " + windows.size() + " windows with traffic in " + Math.round(load.seconds())
                        + " seconds; " + Math.round(thresholds.get(POOL_WINDOWS)) + " in "
                        + Math.round(thresholds.get(POOL_SECONDS)) + " seconds are needed.",
                0,
                windows.isEmpty() ? new Observed(0, 0, Double.NaN, Double.NaN, 0, 0, 0, Double.NaN) : observed(windows),
                new Model(Double.NaN, Double.NaN, load.cores()),
                List.of());
    }

    private static ClosedNetwork unknownNetwork(PoolLoad load) {
        return new ClosedNetwork(Double.NaN, Double.NaN, load.cores());
    }

    /** 99th percentile of the throughput, refused checkouts included. */
    private static double peak(List<PoolWindow> windows) {
        double[] rates = windows.stream()
                .mapToDouble(window -> window.throughput() + window.timeouts() / window.seconds())
                .sorted()
                .toArray();
        return rates[(int) Math.round(0.99 * (rates.length - 1))];
    }

    private static List<PoolWindow> byThroughput(List<PoolWindow> windows) {
        return windows.stream()
                .sorted(Comparator.comparingDouble((PoolWindow window) -> -window.throughput()))
                .toList();
    }

    private static List<PoolWindow> top(List<PoolWindow> sorted, double share) {
        return sorted.isEmpty() ? sorted : sorted.subList(0, (int) Math.ceil(sorted.size() * share));
    }

    private static double share(List<PoolWindow> windows, java.util.function.Predicate<PoolWindow> what) {
        return (double) windows.stream().filter(what).count() / windows.size();
    }

    private static PoolWindow mean(List<PoolWindow> windows) {
        double seconds = windows.stream().mapToDouble(PoolWindow::seconds).sum();
        double checkouts = weighted(windows, PoolWindow::throughput);
        double waits = windows.stream()
                .mapToDouble(window -> window.waitMs() * window.throughput() * window.seconds())
                .sum();
        return new PoolWindow(
                seconds,
                weighted(windows, PoolWindow::size) / seconds,
                weighted(windows, PoolWindow::used) / seconds,
                checkouts / seconds,
                weighted(windows, PoolWindow::waiters) / seconds,
                waits / checkouts,
                windows.stream().mapToDouble(PoolWindow::timeouts).sum(),
                weighted(windows, PoolWindow::cpuSeconds) / seconds,
                weighted(windows, PoolWindow::lockWaiters) / seconds);
    }

    private static double weighted(List<PoolWindow> windows, java.util.function.ToDoubleFunction<PoolWindow> value) {
        return windows.stream()
                .mapToDouble(window -> value.applyAsDouble(window) * window.seconds())
                .sum();
    }
}
