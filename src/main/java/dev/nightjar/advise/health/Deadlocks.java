package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.LogSummary.Deadlock;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Transactions that waited for each other in a circle until the server ended one. */
final class Deadlocks implements Check {
    private static final int SHOWN = 3;

    @Override
    public String id() {
        return "PG-LOCK-DEADLOCK";
    }

    @Override
    public Advice assess(CheckInput input) {
        Optional<LogSummary> log = input.night().log();
        double counted = input.databaseSum(DatabaseMetric.DEADLOCKS);
        if (log.isEmpty() && Double.isNaN(counted)) {
            return input.missing(
                    id(),
                    "pg_stat_database",
                    "no database counters were read",
                    "GRANT pg_monitor TO the monitoring role");
        }
        double all = Math.max(log.map(LogSummary::deadlocks).orElse(0L), Double.isNaN(counted) ? 0 : counted);
        if (all == 0) {
            return Advice.NONE;
        }
        double perDay = Math.max(
                all / input.days(), night(input) / input.night().window().days());
        Map<List<String>, Integer> circles =
                circles(log.map(LogSummary::deadlockEvents).orElse(List.of()));
        FindingBuilder builder = Finding.about(id(), "deadlocks")
                .severity(severity(input, perDay))
                .title(Amounts.count(all) + (all == 1 ? " transaction was" : " transactions were")
                        + " ended by deadlock in " + input.span())
                .explained(
                        "Two transactions lock the same rows in different order. The one that is ended loses its work,"
                                + " and the application must try again."
                                + (circles.isEmpty()
                                        ? " Which statements is in the log, which was not read or has rotated."
                                        : ""))
                .figure("deadlocks", perDay, "per day", input.span(), "pg_stat_database, log")
                .confidence(0.95);
        circles.entrySet().stream()
                .limit(SHOWN)
                .forEach(circle -> builder.evidence(
                        Evidence.text(circle.getValue() + " times", String.join(" ↔ ", circle.getKey()), "log")));
        Finding finding = builder.build();
        List<String> lines = new ArrayList<>();
        circles.keySet().stream().limit(SHOWN).forEach(lines::addAll);
        lines.add(
                "Lock rows in the same order everywhere, e.g. ORDER BY the key in SELECT … FOR UPDATE before changing them");
        lines.add("Repeat a transaction that ends with SQLSTATE 40P01");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "deadlocks")
                        .answers(finding)
                        .title("Lock rows in one order, so that transactions cannot wait in a circle")
                        .because("Each deadlock is an error that users or jobs see unless the application tries again.")
                        .harm(perDay >= 24 ? 0.5 : perDay >= 1 ? 0.2 : 0.05)
                        .judged(0.6, 0.1, 6)
                        .text(lines, List.of("Deploy the release before"))
                        .verifiedBy("no deadlock on seven nights")
                        .source("log, pg_stat_database")
                        .build());
    }

    private static Severity severity(CheckInput input, double perDay) {
        if (perDay >= 1440) {
            return Severity.HIGH;
        }
        if (perDay >= 24) {
            return Severity.MEDIUM;
        }
        return perDay >= input.limit(HealthThreshold.DEADLOCKS_PER_DAY) ? Severity.LOW : Severity.INFO;
    }

    private static double night(CheckInput input) {
        return input.databases().stream()
                .map(SubjectHistory::night)
                .mapToDouble(night -> night.known(DatabaseMetric.DEADLOCKS))
                .sum();
    }

    private static Map<List<String>, Integer> circles(List<Deadlock> deadlocks) {
        Map<List<String>, Integer> circles = new LinkedHashMap<>();
        deadlocks.forEach(deadlock ->
                circles.merge(deadlock.statements().stream().sorted().toList(), 1, Integer::sum));
        return circles;
    }
}
