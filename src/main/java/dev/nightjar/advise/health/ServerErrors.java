package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Errors that speak of damage or of a resource that ran out, and rollbacks that became more. */
final class ServerErrors implements Check {
    private static final double LEAST_TRANSACTIONS = 1000;
    private static final Map<String, Grave> GRAVE = new TreeMap<>(Map.of(
            "XX001", new Grave("damaged data", Severity.CRITICAL, 0.9),
            "XX002", new Grave("a damaged index", Severity.CRITICAL, 0.8),
            "53100", new Grave("a full disk", Severity.CRITICAL, 0.9),
            "53200", new Grave("memory that ran out", Severity.HIGH, 0.5),
            "58030", new Grave("storage that failed", Severity.CRITICAL, 0.8)));

    /** @param harm within thirty days */
    private record Grave(String meaning, Severity severity, double harm) {}

    @Override
    public String id() {
        return "PG-ERR";
    }

    @Override
    public Advice assess(CheckInput input) {
        Optional<LogSummary> log = input.night().log();
        Advice grave = log.isEmpty()
                ? input.logMissing(id())
                : log.get().errorsBySqlState().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .flatMap(entry -> Optional.ofNullable(GRAVE.get(entry.getKey())).stream()
                                .map(kind -> grave(
                                        input,
                                        kind,
                                        entry.getKey(),
                                        entry.getValue().doubleValue())))
                        .reduce(Advice.NONE, Advice::plus);
        return input.databases().stream()
                .flatMap(database -> rollbacks(input, database).stream())
                .reduce(grave, Advice::plus);
    }

    private Advice grave(CheckInput input, Grave grave, String code, double count) {
        Finding finding = Finding.about(id(), "SQLSTATE " + code)
                .severity(grave.severity())
                .title("The log tells of " + grave.meaning() + " " + Amounts.count(count)
                        + (count == 1 ? " time" : " times"))
                .explained("SQLSTATE " + code + ". Look at the log lines before anything else.")
                .figure("errors", count, "", input.span(), "log")
                .confidence(0.95)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "SQLSTATE " + code)
                        .answers(finding)
                        .title("Find out why the server met " + grave.meaning())
                        .because("What it means for the data is in the log lines with this code.")
                        .harm(grave.harm())
                        .judged(0.9, 0, 1)
                        .text(List.of("Search the server's log for SQLSTATE " + code), List.of())
                        .verifiedBy("no such error on seven nights")
                        .source("log")
                        .build());
    }

    private Optional<Advice> rollbacks(CheckInput input, SubjectHistory database) {
        double night = ratio(database.night(DatabaseMetric.ROLLBACKS), database.night(DatabaseMetric.COMMITS));
        double before = ratio(
                database.lookback(DatabaseMetric.ROLLBACKS) - database.night(DatabaseMetric.ROLLBACKS),
                database.lookback(DatabaseMetric.COMMITS) - database.night(DatabaseMetric.COMMITS));
        double transactions = database.night().known(DatabaseMetric.ROLLBACKS)
                + database.night().known(DatabaseMetric.COMMITS);
        boolean more = night >= input.limit(HealthThreshold.ROLLBACK_SHARE)
                && night >= input.limit(HealthThreshold.ROLLBACK_FACTOR) * before
                && transactions >= LEAST_TRANSACTIONS;
        if (!more) {
            return Optional.empty();
        }
        return Optional.of(Advice.of(Finding.about(id(), database.subject().key() + " rollbacks")
                .severity(Severity.MEDIUM)
                .title(Amounts.percent(night) + " of the transactions of database "
                        + database.subject().key() + " were rolled back, " + Amounts.percent(before) + " before")
                .explained(
                        "An error in the application, a constraint or a timeout; the log's errors by code tell which.")
                .figure("rolled back", night * 100, "%", "the night", "pg_stat_database")
                .figure("before", before * 100, "%", input.span(), "pg_stat_database")
                .confidence(0.7)
                .build()));
    }

    /** NaN where nothing happened. */
    private static double ratio(double rollbacks, double commits) {
        return rollbacks / (rollbacks + commits);
    }
}
