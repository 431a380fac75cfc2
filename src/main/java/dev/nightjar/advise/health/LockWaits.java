package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.LogSummary.LockWait;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Sessions that wait for each other's locks: who waits, for whom, how long. The log names both sides; the samples of
 * sessions tell how much. Advisory locks are left out: applications wait for them on purpose.
 */
final class LockWaits implements Check {
    private static final int SHOWN = 5;

    @Override
    public String id() {
        return "PG-LOCK-WAIT";
    }

    @Override
    public Advice assess(CheckInput input) {
        SessionSamples sessions = new SessionSamples(input);
        Optional<LogSummary> log = input.night().log();
        if (log.isEmpty() && !sessions.areKnown() && input.instance().isEmpty()) {
            return input.instanceMissing(id());
        }
        List<LockWait> waits = log.map(LogSummary::lockWaitEvents).orElse(List.of()).stream()
                .filter(wait -> !wait.lock().toLowerCase(java.util.Locale.ROOT).contains("advisory"))
                .sorted(Comparator.comparingDouble((LockWait wait) -> -wait.waitMs()))
                .toList();
        double logged = log.map(
                        summary -> waits.stream().mapToDouble(LockWait::waitMs).sum() / 1000 / days(summary))
                .orElse(0.0);
        double seconds = Math.max(logged, sampled(input, sessions));
        double share = input.databaseSeconds() > 0 ? seconds / input.databaseSeconds() : Double.NaN;
        double longest = waits.stream()
                .mapToDouble(wait -> wait.waitMs() / Math.max(1, wait.count()) / 1000)
                .max()
                .orElse(0);
        double crowd = Arrays.stream(input.instanceLevels(InstanceMetric.LOCK_WAITERS))
                .max()
                .orElse(0);
        boolean much = seconds >= input.limit(HealthThreshold.LOCK_SECONDS)
                && !(share < input.limit(HealthThreshold.LOCK_SHARE));
        if (!much
                && longest < input.limit(HealthThreshold.LOCK_WAIT_SECONDS)
                && crowd < input.limit(HealthThreshold.LOCK_WAITERS)) {
            return Advice.NONE;
        }
        FindingBuilder builder = Finding.about(id(), "lock waits")
                .severity(share >= 0.1 && much ? Severity.HIGH : Severity.MEDIUM)
                .title("Sessions wait for each other's locks " + Amounts.seconds(seconds) + " a day")
                .explained(pattern(waits))
                .figure("waiting", seconds, "s/day", input.span(), waits.isEmpty() ? "pg_stat_activity" : "log")
                .figure("waits", waits.stream().mapToDouble(LockWait::count).sum(), "", input.span(), "log")
                .figure("mean of the longest kind", longest > 0 ? longest : Double.NaN, "s", input.span(), "log")
                .figure("waiting at once", crowd > 0 ? crowd : Double.NaN, "sessions", "the night", "pg_stat_activity")
                .costs(seconds, share);
        waits.stream()
                .limit(SHOWN)
                .forEach(wait -> builder.statement(wait.fingerprint())
                        .evidence(Evidence.text(
                                Amounts.count((double) wait.count()) + " waits, "
                                        + Amounts.seconds(wait.waitMs() / 1000),
                                wait.lock() + ": «" + wait.waiting() + "» waits for "
                                        + (wait.holder().isEmpty() ? "an unknown holder" : "«" + wait.holder() + "»"),
                                "log")));
        Finding finding = builder.build();
        return Advice.of(finding, answer(input, waits, finding, seconds, much)).plus(settingAdvice(input));
    }

    private static Recommendation answer(
            CheckInput input, List<LockWait> waits, Finding finding, double seconds, boolean much) {
        List<String> lines = new ArrayList<>();
        waits.stream().limit(SHOWN).forEach(wait -> {
            lines.add("Waits: " + wait.waiting());
            lines.add("For:   " + (wait.holder().isEmpty() ? "unknown" : wait.holder()));
        });
        lines.add("Touch shared rows last in a transaction and commit at once; no calls to other services in between");
        lines.add("Queues: SELECT … FOR UPDATE SKIP LOCKED; counters: add rows and sum them, or batch");
        lines.add("Schema changes: SET lock_timeout = '3s' and try again");
        RecommendationBuilder answer = Recommendation.to(ActionType.APPLICATION_CHANGE, "lock waits")
                .answers(finding)
                .title("Shorten the transactions that hold the locks")
                .because("The time is lost waiting; a larger pool or server does not shorten it.")
                .harm(much ? 0.2 : 0.1)
                .judged(0.5, 0.1, 6)
                .text(lines, List.of("Deploy the release before"))
                .verifiedBy("seconds waited per day fall on three nights")
                .source("log, pg_stat_activity");
        double total = waits.stream().mapToDouble(LockWait::waitMs).sum();
        waits.stream()
                .filter(wait -> total > 0)
                .limit(SHOWN)
                .forEach(wait -> input.statement(wait.fingerprint()).ifPresent(load -> {
                    double share =
                            Math.min(0.9, seconds * wait.waitMs() / total / Math.max(1e-9, load.secondsPerDay()));
                    answer.saves(load.fingerprint(), 0.2 * share, 0.5 * share, 0.9 * share);
                }));
        return answer.build();
    }

    private static String pattern(List<LockWait> waits) {
        if (waits.isEmpty()) {
            return "The samples show it; who waits for whom is not known without the log (log_lock_waits).";
        }
        LockWait worst = waits.get(0);
        String lock = worst.lock().toLowerCase(java.util.Locale.ROOT);
        if (lock.contains("accessexclusive") || lock.contains("access exclusive")) {
            return "A schema change waits, and all who come after it wait behind it.";
        }
        if (lock.contains("transaction") || lock.contains("tuple")) {
            return "Transactions update the same rows; each waits until the one before it commits, most of all «"
                    + StatementLoad.label(worst.waiting()) + "».";
        }
        return "Most of it is " + worst.lock() + ".";
    }

    private Advice settingAdvice(CheckInput input) {
        return input.night().log().isPresent() && input.isSettingOff("log_lock_waits")
                ? Advice.notAssessed(
                        "PG-LOCK-WAIT by statement",
                        "log_lock_waits is off",
                        "ALTER SYSTEM SET log_lock_waits = on; SELECT pg_reload_conf();")
                : Advice.NONE;
    }

    private static double sampled(CheckInput input, SessionSamples sessions) {
        double samples = sessions.samples();
        if (!sessions.areKnown() || !(samples > 0)) {
            return 0;
        }
        double waiting = sessions.count(subject -> SessionSamples.waitsFor(subject, "Lock")
                && !subject.attribute(Subject.WAIT_EVENT).equals("advisory"));
        return waiting / samples * input.serverSeconds(1);
    }

    private static double days(LogSummary log) {
        return Math.max(
                1 / 24.0, Duration.between(log.firstEntry(), log.lastEntry()).toMinutes() / 1440.0);
    }
}
