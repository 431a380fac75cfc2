package dev.nightjar.advise.pool;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.PoolSamples.Point;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.util.List;
import java.util.function.Predicate;

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
        return plain.stream()
                .map(load -> {
                    boolean named = isApplication(night, load.pool());
                    double share = named ? 1 : allUsed > 0 ? used(load) / allUsed : 0;
                    Predicate<Subject> ofPool = subject ->
                            !named || subject.attribute(Subject.APPLICATION).equals(load.pool());
                    return withServer(
                            load, share * sessions(night, ofPool, ""), share * sessions(night, ofPool, "Lock"));
                })
                .toList();
    }

    /** Whether the pool's sessions can be told from others, because they carry its name. */
    private static boolean isApplication(Night night, String pool) {
        return night.of(SubjectKind.SESSIONS)
                .anyMatch(history ->
                        history.subject().attribute(Subject.APPLICATION).equals(pool));
    }

    /** Spreads what the pool's sessions did over its windows: computing by checkouts, waiting by use. */
    private static PoolLoad withServer(PoolLoad load, double computing, double locked) {
        double used = used(load);
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
                                ? Math.min(load.cores(), computing * window.throughput() / throughput)
                                : Double.NaN,
                        used > 0 ? Math.min(window.used(), locked * window.used() / used) : Double.NaN))
                .toList();
        return new PoolLoad(load.pool(), load.size(), load.cores(), windows);
    }

    private static double used(PoolLoad load) {
        return load.windows().stream().mapToDouble(PoolWindow::used).average().orElse(0);
    }

    /** Active sessions on average with this kind of wait; NaN where sessions were not sampled. */
    private static double sessions(Night night, Predicate<Subject> ofPool, String waitType) {
        double snapshots = night.of(SubjectKind.INSTANCE)
                .mapToDouble(history -> history.lookback(InstanceMetric.SNAPSHOTS))
                .findFirst()
                .orElse(Double.NaN);
        if (!(snapshots > 0) || night.of(SubjectKind.SESSIONS).findAny().isEmpty()) {
            return Double.NaN;
        }
        double seen = night.of(SubjectKind.SESSIONS)
                .filter(history -> ofPool.test(history.subject())
                        && history.subject().attribute(Subject.STATE).equals("active")
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
