package dev.nightjar.job.nightly;

import dev.nightjar.detect.PlanSighting;
import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Window;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.StatementTraces;
import dev.nightjar.store.Dated;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the log tells around statements, over the hours of detection: lock waits and plans. */
final class LogCircumstances {
    /** Statements that are looked up; when more became slower, it is not for their locks and plans. */
    private static final int MOST_STATEMENTS = 300;

    /** What decides which waits are logged. */
    private static final Set<String> WAIT_SETTINGS = Set.of("log_lock_waits", "deadlock_timeout");

    /** Of a statement whose text the role may not see there is no fingerprint. */
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");

    private final StatementTraces traces;
    private final HourlyGrid grid;
    private final boolean[] waitsKnown;

    private LogCircumstances(StatementTraces traces, HourlyGrid grid, boolean[] waitsKnown) {
        this.traces = traces;
        this.grid = grid;
        this.waitsKnown = waitsKnown;
    }

    /**
     * Looks statements up in the stored digests of weeks.
     *
     * @param statements by fingerprint, the most important first
     */
    static LogCircumstances of(List<String> statements, String target, Window history, HourlyGrid grid, Store store) {
        StatementTraces traces = store.logs()
                .sum(
                        target,
                        history,
                        () -> StatementTraces.only(statements.stream()
                                .filter(name -> HEX.matcher(name).matches())
                                .limit(MOST_STATEMENTS)
                                .map(Fingerprint::parse)
                                .collect(Collectors.toSet())),
                        (sum, digest) -> sum.add(LogDigest.tracesFromBytes(digest)));
        Instant since = waitsKnownSince(traces, store.facts().history(target, ServerFacts.class, history));
        boolean[] known = new boolean[grid.hours()];
        for (Window read : store.logs().covered(target, history)) {
            Instant from = read.from().isBefore(since) ? since : read.from();
            if (from.isBefore(read.to())) {
                Arrays.fill(known, grid.hour(from), grid.hour(read.to()) + 1, true);
            }
        }
        return new LogCircumstances(traces, grid, known);
    }

    /** The log's begin, or the last change of what makes the server log waits: before, silence does not mean that nobody waited. */
    private static Instant waitsKnownSince(StatementTraces traces, List<Dated<ServerFacts>> servers) {
        Instant since = traces.firstEntry().orElse(Instant.MAX);
        Map<String, String> before = Map.of();
        for (Dated<ServerFacts> server : servers) {
            Map<String, String> now = server.fact().settings().stream()
                    .filter(setting -> WAIT_SETTINGS.contains(setting.name()))
                    .collect(Collectors.toMap(setting -> setting.name(), setting -> setting.value(), (a, b) -> a));
            boolean changed = !before.isEmpty() && !before.equals(now);
            since = changed && server.at().isAfter(since) ? server.at() : since;
            before = now;
        }
        return since;
    }

    /** What is known of statements, and what the log adds to it; by fingerprint. */
    Map<String, StatementCircumstances> addedTo(Map<String, StatementCircumstances> known) {
        Map<String, StatementCircumstances> all = new HashMap<>(known);
        StatementCircumstances nothing = new StatementCircumstances(new double[0], List.of(), "", new double[0]);
        for (Fingerprint statement : traces.statements()) {
            List<PlanSighting> plans = traces.plans(statement).stream()
                    .map(plan -> new PlanSighting(plan.at(), plan.shape()))
                    .toList();
            StatementCircumstances before = all.getOrDefault(statement.toString(), nothing);
            all.put(statement.toString(), before.withPlans(plans).withLockWaits(waits(statement)));
        }
        return all;
    }

    /** NaN in hours that the log does not tell of, 0 in those of which it tells no wait. */
    private double[] waits(Fingerprint statement) {
        double[] waits = new double[grid.hours()];
        Arrays.setAll(waits, hour -> waitsKnown[hour] ? 0 : Double.NaN);
        traces.lockWaits(statement).forEach(wait -> {
            long hour = Duration.between(grid.start(), wait.start()).toHours();
            if (hour >= 0 && hour < waits.length && waitsKnown[(int) hour]) {
                waits[(int) hour] += wait.waitMs();
            }
        });
        return waits;
    }
}
