package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;

/**
 * Statements that take a large share of all database time. Its own answer is only a look at the plan, and that only
 * where no other adviser has one. Threshold of 30 %: postgres-checkup.
 */
final class TopStatements implements Check {
    @Override
    public String id() {
        return "PG-Q-TOP";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        return input.statements().stream()
                .filter(load -> !load.isUtility())
                .filter(load -> load.share() >= input.limit(HealthThreshold.TOP_STATEMENT_SHARE))
                .filter(load -> load.secondsPerDay() >= input.limit(HealthThreshold.TOP_STATEMENT_SECONDS))
                .map(load -> advice(input, load))
                .reduce(Advice.NONE, Advice::plus);
    }

    private Advice advice(CheckInput input, StatementLoad load) {
        FindingBuilder finding = Finding.about(id(), load.label())
                .identifiedBy(load.fingerprint().toString())
                .statement(load.fingerprint())
                .severity(
                        load.share() >= input.limit(HealthThreshold.TOP_STATEMENT_HIGH_SHARE)
                                ? Severity.HIGH
                                : Severity.MEDIUM)
                .title("One statement takes " + Amounts.percent(load.share()) + " of all database time")
                .explained(explanation(load))
                .costs(load.secondsPerDay(), load.share())
                .confidence(input.night().coverage() >= 0.95 ? 0.95 : 0.8)
                .figure("time", load.secondsPerDay(), "s/day", input.span(), "pg_stat_statements")
                .figure("calls", load.callsPerDay(), "calls/day", input.span(), "pg_stat_statements")
                .figure("mean", load.meanMs(), "ms", input.span(), "pg_stat_statements")
                .figure("rows", load.perCall(StatementMetric.ROWS), "rows/call", input.span(), "pg_stat_statements")
                .figure("blocks", blocks(load), "blocks/call", input.span(), "pg_stat_statements")
                .figure("presence", load.presence() * 100, "% of samples", input.span(), "pg_stat_statements");
        for (StatementMetric metric :
                new StatementMetric[] {StatementMetric.READ_MS, StatementMetric.TEMP_WRITTEN, StatementMetric.WAL_BYTES
                }) {
            finding.figure(
                    "share of all " + metric.name(),
                    100 * share(input, load, metric),
                    "%",
                    input.span(),
                    "pg_stat_statements");
        }
        Finding built = finding.build();
        if (input.explained().contains(load.fingerprint())) {
            return Advice.of(built);
        }
        return Advice.of(
                built,
                ExplainAdvice.of(input, load, built)
                        .because(
                                "It takes the most time and no cause is known yet; the plan shows whether rows are read"
                                        + " that nobody needs.")
                        .verifiedBy("its time per call falls on three nights")
                        .build());
    }

    private static String explanation(StatementLoad load) {
        return Amounts.count(load.callsPerDay()) + " calls a day of " + Amounts.seconds(load.meanMs() / 1000)
                + " each, "
                + Amounts.count(blocks(load)) + " blocks and " + Amounts.count(load.perCall(StatementMetric.ROWS))
                + " rows a call.";
    }

    private static double blocks(StatementLoad load) {
        return load.perCall(StatementMetric.SHARED_HIT) + known(load.perCall(StatementMetric.SHARED_READ));
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static double share(CheckInput input, StatementLoad load, StatementMetric metric) {
        double all = input.statements().stream()
                .mapToDouble(other -> other.lookback().known(metric))
                .sum();
        return all > 0 ? load.lookback().get(metric) / all : Double.NaN;
    }
}
