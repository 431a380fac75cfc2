package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.LogSummary.NPlusOne;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A statement that runs once per row of another (N+1). The log proves it, transaction by transaction; without a log the
 * counters can only make it likely, see {@link ParentSearch}. The time counted includes a round trip per call, for which
 * the user waits and which the database does not show.
 */
final class RepeatedLookups implements Check {
    private static final double PROVEN = 0.8;
    private static final double LIKELY = 0.5;

    @Override
    public String id() {
        return "PG-Q-NPLUS1";
    }

    @Override
    public Advice assess(CheckInput input) {
        Optional<LogSummary> log = input.night().log();
        if (input.statements().isEmpty() && log.isEmpty()) {
            return input.statementsMissing(id());
        }
        Advice proven = log.map(LogSummary::nPlusOne).orElse(List.of()).stream()
                .filter(repeated -> repeated.callsPerTransaction() >= input.limit(HealthThreshold.NPLUSONE_LOGGED))
                .map(repeated -> proven(input, log.orElseThrow(), repeated))
                .reduce(Advice.NONE, Advice::plus);
        return input.statements().stream()
                .filter(load -> proven.findings().stream()
                        .noneMatch(finding -> finding.fingerprints().contains(load.fingerprint())))
                .flatMap(load -> ParentSearch.find(input, load).stream().map(parent -> likely(input, load, parent)))
                .reduce(proven, Advice::plus);
    }

    private Advice proven(CheckInput input, LogSummary log, NPlusOne repeated) {
        double logDays = Math.max(
                1 / 24.0, Duration.between(log.firstEntry(), log.lastEntry()).toMinutes() / 1440.0);
        double callsPerDay = repeated.occurrences() * repeated.callsPerTransaction() / logDays;
        double seconds = repeated.totalMs() / 1000 / logDays;
        Optional<StatementLoad> counted = input.statement(repeated.fingerprint());
        Repetition repetition = new Repetition(
                repeated.fingerprint(),
                repeated.text(),
                repeated.parent(),
                repeated.callsPerTransaction(),
                counted.map(StatementLoad::callsPerDay).orElse(callsPerDay),
                counted.map(StatementLoad::secondsPerDay).orElse(seconds));
        if (!matters(input, repetition)) {
            return Advice.NONE;
        }
        return advice(
                input,
                repetition,
                PROVEN,
                Evidence.figure(
                        "transactions that repeat it",
                        repeated.occurrences() / logDays,
                        "per day",
                        input.span(),
                        "log"));
    }

    private Advice likely(CheckInput input, StatementLoad load, ParentSearch.Parent parent) {
        Repetition repetition = new Repetition(
                load.fingerprint(),
                load.text(),
                parent.text(),
                parent.rowsPerCall(),
                load.callsPerDay(),
                load.secondsPerDay());
        if (!matters(input, repetition)) {
            return Advice.NONE;
        }
        return advice(
                input,
                repetition,
                LIKELY,
                Evidence.figure(
                        "correlation of its calls with the parent's rows",
                        parent.correlation(),
                        "",
                        input.span(),
                        "pg_stat_statements"));
    }

    private static boolean matters(CheckInput input, Repetition repetition) {
        double user = repetition.userSeconds(input.limit(HealthThreshold.ROUND_TRIP_MS));
        return user >= input.limit(HealthThreshold.STATEMENT_SECONDS)
                && user / (input.databaseSeconds() + user - repetition.secondsPerDay())
                        >= input.limit(HealthThreshold.NPLUSONE_SHARE);
    }

    private Advice advice(CheckInput input, Repetition repetition, double confidence, Evidence evidence) {
        double user = repetition.userSeconds(input.limit(HealthThreshold.ROUND_TRIP_MS));
        double share = input.databaseSeconds() > 0 ? repetition.secondsPerDay() / input.databaseSeconds() : Double.NaN;
        String label = label(repetition.text());
        Finding finding = Finding.about(id(), label)
                .identifiedBy(repetition.fingerprint().toString())
                .statement(repetition.fingerprint())
                .severity(share >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title("A statement is repeated about " + Amounts.count(repetition.perParent()) + " times per "
                        + (repetition.parent().isEmpty() ? "transaction" : "execution of another"))
                .explained((repetition.parent().isEmpty() ? "" : "It follows «" + label(repetition.parent()) + "». ")
                        + "With a round trip of "
                        + Amounts.count(input.limit(HealthThreshold.ROUND_TRIP_MS))
                        + " ms per call, users wait " + Amounts.seconds(user)
                        + " a day for it. A cache that fills itself or a job queue that polls can look the same.")
                .evidence(evidence)
                .figure("calls", repetition.callsPerDay(), "calls/day", input.span(), "pg_stat_statements")
                .figure("repetitions", repetition.perParent(), "calls", input.span(), "pg_stat_statements, log")
                .figure("wait with round trips", user, "s/day", input.span(), "estimated")
                .costs(repetition.secondsPerDay(), share)
                .confidence(confidence)
                .build();
        double kept = 1 / Math.max(1, repetition.perParent());
        return Advice.of(
                finding,
                Recommendation.to(
                                ActionType.APPLICATION_CHANGE,
                                repetition.fingerprint().toString())
                        .answers(finding)
                        .title("Fetch the rows of " + label + " at once instead of one by one")
                        .because("One statement with a join or `= ANY($1)` replaces about "
                                + Amounts.count(repetition.perParent()) + " calls.")
                        .savesCalls(repetition.fingerprint(), 0.4 * (1 - kept), 0.7 * (1 - kept), 0.95 * (1 - kept))
                        .judged(confidence * 0.75, 0.1, 6)
                        .text(
                                List.of(
                                        "Repeated: " + repetition.text(),
                                        "After:    "
                                                + (repetition.parent().isEmpty() ? "unknown" : repetition.parent()),
                                        "Join both, or collect the keys and ask once: … WHERE key = ANY($1)"),
                                List.of("Deploy the release before"))
                        .verifiedBy("its calls per transaction fall on three nights")
                        .source(confidence == PROVEN ? "server log" : "pg_stat_statements")
                        .build());
    }

    private static String label(String text) {
        return StatementLoad.label(text);
    }

    /**
     * One statement that runs once per row of another.
     *
     * @param perParent how many times per transaction or parent
     */
    private record Repetition(
            dev.nightjar.model.Fingerprint fingerprint,
            String text,
            String parent,
            double perParent,
            double callsPerDay,
            double secondsPerDay) {

        double userSeconds(double roundTripMs) {
            return secondsPerDay + callsPerDay * roundTripMs / 1000;
        }
    }
}
