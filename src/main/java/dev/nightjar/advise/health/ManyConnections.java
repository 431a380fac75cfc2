package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Severity;
import java.util.Arrays;

/** Many more connections allowed than ever used: worst-case memory that nobody reckons with. */
final class ManyConnections implements Check {
    private static final double TIMES = 4;
    private static final double LEAST = 200;

    @Override
    public String id() {
        return "CFG-MAXCONN";
    }

    @Override
    public Advice assess(CheckInput input) {
        double[] used = input.instanceLevels(InstanceMetric.CONNECTIONS);
        double[] most = input.instanceLevels(InstanceMetric.MAX_CONNECTIONS);
        if (used.length == 0 || most.length == 0) {
            return input.instanceMissing(id());
        }
        double peak = Arrays.stream(used).max().orElse(0);
        double allowed = most[most.length - 1];
        if (allowed <= LEAST || allowed <= TIMES * peak) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about(id(), "max_connections")
                .severity(Severity.INFO)
                .title("max_connections is " + Amounts.count(allowed) + ", at most " + Amounts.count(peak)
                        + " are used")
                .explained(
                        "Harmless while it stays so; a leak in an application could take them all, and memory with them.")
                .figure("allowed", allowed, "", "now", "pg_settings")
                .figure("peak", peak, "", "the night", "pg_stat_activity")
                .confidence(0.7)
                .build());
    }
}
