package dev.nightjar.job.nightly;

import dev.nightjar.detect.PlanSighting;
import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.source.log.StatementTraces;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the log tells around statements, over the hours of detection: lock waits and plans. */
final class LogCircumstances {
    /** Statements whose waits are laid out by the hour: those that waited longest. */
    private static final int MOST_WAITING = 1000;

    private final StatementTraces traces;
    private final HourlyGrid grid;

    LogCircumstances(StatementTraces traces, HourlyGrid grid) {
        this.traces = traces;
        this.grid = grid;
    }

    /** What is known of statements, and what the log adds to it; by fingerprint. */
    Map<String, StatementCircumstances> addedTo(Map<String, StatementCircumstances> known) {
        Map<String, StatementCircumstances> all = new HashMap<>(known);
        for (Fingerprint statement : traces.statements()) {
            List<PlanSighting> plans = traces.plans(statement).stream()
                    .map(plan -> new PlanSighting(plan.at(), plan.shape()))
                    .toList();
            if (!plans.isEmpty()) {
                all.merge(
                        statement.toString(),
                        new StatementCircumstances(new double[0], plans, "", new double[0]),
                        (before, added) -> before.withPlans(plans));
            }
        }
        traces.statements().stream()
                .filter(statement -> waitedMs(statement) > 0)
                .sorted(Comparator.comparingDouble(this::waitedMs).reversed())
                .limit(MOST_WAITING)
                .forEach(statement -> {
                    double[] waits = waits(statement);
                    all.merge(
                            statement.toString(),
                            new StatementCircumstances(waits, List.of(), "", new double[0]),
                            (before, added) -> before.withLockWaits(waits));
                });
        return all;
    }

    private double waitedMs(Fingerprint statement) {
        return traces.lockWaits(statement).stream()
                .mapToDouble(StatementTraces.LockWait::waitMs)
                .sum();
    }

    /** NaN before the log begins, 0 in hours of which it tells no wait. */
    private double[] waits(Fingerprint statement) {
        double[] waits = new double[grid.hours()];
        Optional<Instant> begin = traces.firstEntry();
        Arrays.fill(waits, 0, begin.map(this::hour).orElse(waits.length), Double.NaN);
        traces.lockWaits(statement).forEach(wait -> {
            long hour = Duration.between(grid.start(), wait.start()).toHours();
            if (hour >= 0 && hour < waits.length) {
                waits[(int) hour] = HourlyGrid.plus(waits[(int) hour], wait.waitMs());
            }
        });
        return waits;
    }

    private int hour(Instant at) {
        long hour = Duration.between(grid.start(), at).toHours();
        return (int) Math.max(0, Math.min(grid.hours(), hour));
    }
}
