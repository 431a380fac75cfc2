package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;

/** Statements that write a large part of all WAL. Full-page images are not told apart, so checkpoints may share the blame. */
final class WalHeavyStatements implements Check {
    @Override
    public String id() {
        return "PG-Q-WRITE";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        double all = input.statements().stream()
                .mapToDouble(load -> load.lookback().known(StatementMetric.WAL_BYTES))
                .sum();
        return input.statements().stream()
                .filter(load -> load.perDay(StatementMetric.WAL_BYTES) >= input.limit(HealthThreshold.WAL_PER_DAY))
                .filter(load -> load.lookback().known(StatementMetric.WAL_BYTES)
                        >= input.limit(HealthThreshold.WAL_SHARE) * all)
                .map(load -> Advice.of(Finding.about(id(), load.label())
                        .identifiedBy(load.fingerprint().toString())
                        .statement(load.fingerprint())
                        .severity(Severity.LOW)
                        .title("One statement writes "
                                + Amounts.percent(load.lookback().get(StatementMetric.WAL_BYTES) / all)
                                + " of the WAL of all statements")
                        .explained(
                                "Replicas and backups carry all of it. Many indexes on its table, updates that are not"
                                        + " HOT, or checkpoints that come too often (full-page images) multiply it.")
                        .figure(
                                "WAL",
                                load.perDay(StatementMetric.WAL_BYTES),
                                "bytes/day",
                                input.span(),
                                "pg_stat_statements")
                        .figure(
                                "WAL",
                                load.perCall(StatementMetric.WAL_BYTES),
                                "bytes/call",
                                input.span(),
                                "pg_stat_statements")
                        .costs(load.secondsPerDay(), load.share())
                        .build()))
                .reduce(Advice.NONE, Advice::plus);
    }
}
