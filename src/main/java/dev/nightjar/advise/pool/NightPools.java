package dev.nightjar.advise.pool;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.PoolSamples.Point;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.util.List;

/**
 * The pools of a night as loads. HikariCP records holds in whole milliseconds, rounded down: half a millisecond is added
 * to each (own measurement: 9.25 becomes 9.92 of 10). The processor time comes from sessions sampled as active and waiting
 * for nothing; once these are as many as the cores, some of them wait for a core, and it is not known.
 */
final class NightPools {
    private static final double TRUNCATED_MS = 0.5;

    private NightPools() {}

    static List<PoolLoad> of(Night night) {
        List<PoolLoad> plain = night.pools().stream()
                .map(pool -> new PoolLoad(pool.pool(), pool.size(), night.vcpus(), windows(pool)))
                .toList();
        double allUsed = plain.stream().mapToDouble(NightPools::used).sum();
        double computing = sessions(night, "");
        double locked = sessions(night, "Lock");
        return plain.stream()
                .map(load -> withServer(load, allUsed, computing, locked))
                .toList();
    }

    /** Shares what the server's sessions did among pools by their use, and within a pool by its checkouts. */
    private static PoolLoad withServer(PoolLoad load, double allUsed, double computing, double locked) {
        double used = used(load);
        double share = allUsed > 0 ? used / allUsed : 0;
        double throughput = load.windows().stream()
                .mapToDouble(PoolWindow::throughput)
                .average()
                .orElse(0);
        boolean known = computing < load.cores();
        List<PoolWindow> windows = load.windows().stream()
                .map(window -> new PoolWindow(
                        window.seconds(),
                        window.size(),
                        window.used(),
                        window.throughput(),
                        window.waiters(),
                        window.waitMs(),
                        window.timeouts(),
                        known && throughput > 0
                                ? Math.min(load.cores(), computing * share * window.throughput() / throughput)
                                : Double.NaN,
                        used > 0 ? Math.min(window.used(), locked * share * window.used() / used) : Double.NaN))
                .toList();
        return new PoolLoad(load.pool(), load.size(), load.cores(), windows);
    }

    private static double used(PoolLoad load) {
        return load.windows().stream().mapToDouble(PoolWindow::used).average().orElse(0);
    }

    /** Active sessions on average with this kind of wait; NaN where sessions were not sampled. */
    private static double sessions(Night night, String waitType) {
        double snapshots = night.of(SubjectKind.INSTANCE)
                .mapToDouble(history -> history.lookback(InstanceMetric.SNAPSHOTS))
                .findFirst()
                .orElse(Double.NaN);
        if (!(snapshots > 0) || night.of(SubjectKind.SESSIONS).findAny().isEmpty()) {
            return Double.NaN;
        }
        double seen = night.of(SubjectKind.SESSIONS)
                .filter(history -> history.subject().attribute(Subject.STATE).equals("active")
                        && history.subject().attribute(Subject.WAIT_TYPE).equals(waitType)
                        && !history.subject().attribute(Subject.WAIT_EVENT).equals("advisory"))
                .flatMap(history -> history.samples().stream())
                .mapToDouble(sample -> sample.measures().known(SessionsMetric.COUNT))
                .sum();
        return seen / snapshots;
    }

    private static List<PoolWindow> windows(PoolSamples pool) {
        return PoolCounters.windows(pool.points().stream()
                .map(point -> counters(pool.size(), point))
                .toList());
    }

    private static PoolCounters counters(int size, Point point) {
        return new PoolCounters(
                point.atSeconds(),
                size,
                point.active(),
                point.pending(),
                point.acquired(),
                point.acquireMs(),
                point.usageMs() + TRUNCATED_MS * point.acquired(),
                point.timeouts(),
                Double.NaN,
                Double.NaN);
    }
}
