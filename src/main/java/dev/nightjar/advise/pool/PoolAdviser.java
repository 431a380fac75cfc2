package dev.nightjar.advise.pool;

import dev.nightjar.advise.pool.PoolVerdict.Regime;
import dev.nightjar.advise.pool.PoolVerdict.Verdict;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.List;
import java.util.Locale;

/** Judges connection pools and says what to do. */
public final class PoolAdviser {
    private static final String SOURCE = "pool samples, pg_stat_activity";

    private final PoolSizing sizing;

    public PoolAdviser(Thresholds thresholds) {
        this.sizing = new PoolSizing(thresholds);
    }

    /** One verdict per pool of the night, in its order. */
    public List<PoolVerdict> judge(Night night) {
        return NightPools.of(night).stream().map(sizing::judge).toList();
    }

    /** The verdict on a load from anywhere. */
    public PoolVerdict judge(PoolLoad load) {
        return sizing.judge(load);
    }

    /** Findings and recommendations of the night's pools. A night without pools gives nothing. */
    public Advice advise(Night night) {
        return judge(night).stream().map(PoolAdviser::advice).reduce(Advice.NONE, Advice::plus);
    }

    private static Advice advice(PoolVerdict verdict) {
        return switch (verdict.verdict()) {
            case NOT_ENOUGH_EVIDENCE ->
                Advice.notAssessed(
                        "PG-POOL-SIZE",
                        "pool " + verdict.pool() + ": " + verdict.reason(),
                        "sample the pool for at least half an hour of its busiest time");
            case GROW -> grow(verdict);
            case SHRINK -> verdict.growthForbidden() ? lock(verdict) : shrink(verdict);
            case KEEP -> verdict.growthForbidden() ? lock(verdict) : Advice.NONE;
        };
    }

    private static Advice grow(PoolVerdict verdict) {
        double timeouts = verdict.observed().timeouts();
        Finding finding = finding(verdict, "PG-POOL-SMALL")
                .severity(timeouts > 0 || verdict.observed().waitMs() >= 100 ? Severity.HIGH : Severity.MEDIUM)
                .title(
                        timeouts > 0
                                ? String.format(
                                        Locale.ROOT,
                                        "Pool %s is too small: %.0f requests got no connection",
                                        verdict.pool(),
                                        timeouts)
                                : String.format(
                                        Locale.ROOT,
                                        "Pool %s is too small: requests wait %.1f ms for a connection at its peak",
                                        verdict.pool(),
                                        verdict.observed().waitMs()))
                .build();
        double harm = timeouts > 0
                ? 0.6
                : Math.min(0.4, 0.1 + 0.3 * verdict.observed().waitingShare());
        return Advice.of(finding, resize(verdict, finding, harm));
    }

    private static Advice shrink(PoolVerdict verdict) {
        Finding finding = finding(verdict, "PG-POOL-LARGE")
                .severity(Severity.INFO)
                .title("Pool " + verdict.pool() + " is larger than its load needs")
                .build();
        return Advice.of(finding, resize(verdict, finding, 0));
    }

    private static Advice lock(PoolVerdict verdict) {
        Finding finding = finding(verdict, "PG-POOL-LOCK")
                .severity(Severity.MEDIUM)
                .title(String.format(
                        Locale.ROOT, "Pool %s waits for locks, not for connections: do not enlarge it", verdict.pool()))
                .build();
        return verdict.verdict() == Verdict.SHRINK
                ? Advice.of(finding, resize(verdict, finding, 0.05))
                : Advice.of(finding);
    }

    private static dev.nightjar.model.FindingBuilder finding(PoolVerdict verdict, String check) {
        PoolVerdict.Observed observed = verdict.observed();
        String window = "busiest tenth";
        return Finding.about(check, "pool " + verdict.pool())
                .explained(verdict.reason())
                .figure("size", verdict.current(), "connections", "now", "pool")
                .figure("in use", observed.used(), "connections", window, "pool")
                .figure("throughput", observed.throughput(), "checkouts/s", window, "pool")
                .figure("hold", observed.holdMs(), "ms", window, "pool")
                .figure("wait", observed.waitMs(), "ms", window, "pool")
                .figure("windows with waiters", observed.waitingShare() * 100, "%", "all samples", "pool")
                .figure("timeouts", observed.timeouts(), "", "all samples", "pool")
                .figure("capacity of the server", verdict.capacitySize(), "connections", "modelled", SOURCE)
                .figure("enough for the peak", verdict.demandSize(), "connections", "modelled", SOURCE)
                .confidence(verdict.confidence());
    }

    private static Recommendation resize(PoolVerdict verdict, Finding finding, double harm) {
        String capacity =
                Double.isNaN(verdict.capacitySize()) ? "unknown" : Long.toString(Math.round(verdict.capacitySize()));
        return Recommendation.to(ActionType.POOL_SIZE, "pool " + verdict.pool())
                .answers(finding)
                .title("Set pool " + verdict.pool() + " from " + verdict.current() + " to " + verdict.nextStep()
                        + " connections")
                .because("Enough for the peak seen: " + verdict.demandSize() + "; the server's plateau: " + capacity
                        + "; sizes that the samples allow: " + verdict.low() + " to " + verdict.high()
                        + ". What is saved is time that the application waits, not database time. Go by steps: the next"
                        + " report measures the effect. The sum over all instances must stay below max_connections.")
                .harm(harm)
                .judged(verdict.regime() == Regime.UNKNOWN ? 0.4 : 0.6, 0.1, 0.5)
                .text(lines(verdict.nextStep()), lines(verdict.current()))
                .verifiedBy("wait per checkout falls and throughput at the peak does not, after three days")
                .source(SOURCE)
                .build();
    }

    private static List<String> lines(int size) {
        return List.of(
                "HikariCP:  spring.datasource.hikari.maximum-pool-size=" + size,
                "           spring.datasource.hikari.minimum-idle=" + size,
                "PgBouncer: default_pool_size = " + size + "   then RELOAD;");
    }
}
