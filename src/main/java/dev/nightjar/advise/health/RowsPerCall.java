package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;

/** Queries that return many rows many times a day, as one without a limit does. */
final class RowsPerCall implements Check {
    @Override
    public String id() {
        return "PG-Q-ROWS";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        return input.statements().stream()
                .filter(load -> load.lowerText().stripLeading().startsWith("select")
                        || load.lowerText().stripLeading().startsWith("with"))
                .filter(load -> load.calls() >= input.limit(HealthThreshold.STATEMENT_CALLS))
                .filter(load -> load.callsPerDay() >= input.limit(HealthThreshold.ROWS_CALLS))
                .filter(load -> load.perCall(StatementMetric.ROWS) >= input.limit(HealthThreshold.ROWS_PER_CALL))
                .filter(load -> load.secondsPerDay() >= input.limit(HealthThreshold.STATEMENT_SECONDS))
                .map(load -> Advice.of(Finding.about(id(), load.label())
                        .identifiedBy(load.fingerprint().toString())
                        .statement(load.fingerprint())
                        .severity(Severity.LOW)
                        .title("A query returns " + Amounts.count(load.perCall(StatementMetric.ROWS))
                                + " rows per call, " + Amounts.count(load.callsPerDay()) + " times a day")
                        .explained(
                                "A person or a service seldom needs so many; a limit, a page or a sum in the database is"
                                        + " less work for both sides.")
                        .figure(
                                "rows",
                                load.perCall(StatementMetric.ROWS),
                                "rows/call",
                                input.span(),
                                "pg_stat_statements")
                        .figure("calls", load.callsPerDay(), "calls/day", input.span(), "pg_stat_statements")
                        .costs(load.secondsPerDay(), load.share())
                        .confidence(0.5)
                        .build()))
                .reduce(Advice.NONE, Advice::plus);
    }
}
