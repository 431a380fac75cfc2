package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.detect.CommonCause;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.NotAssessable;
import dev.nightjar.detect.Regression;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Night;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what detection found in the words of the report: one finding per statement that became dearer, one for what many
 * share, and what to do by cause. A statement for which an index is advised needs no other answer.
 */
public final class RegressionFindings {
    private static final String CHECK = "PG-Q-REGRESSION";
    private static final Pattern FINGERPRINT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])");
    private static final String SOURCE = "pg_stat_statements";

    /** All statements this much slower for some hours is worth a look although it is over. */
    private static final double TWICE = 2;

    private final Thresholds thresholds;

    public RegressionFindings(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /**
     * Findings and recommendations for a night.
     *
     * @param result names statements by their subject's key or by their fingerprint
     * @param fromIndexes findings of the index adviser
     */
    public Advice of(Night night, DetectionResult result, Collection<Finding> fromIndexes) {
        CheckInput input = CheckInput.of(night, thresholds, Set.of());
        Map<String, String> shared = new HashMap<>();
        Advice advice = Advice.NONE;
        for (CommonCause cause : result.commonCauses()) {
            Finding finding = common(input, cause);
            cause.members().forEach(member -> shared.put(member, finding.id()));
            advice = advice.plus(Advice.of(finding, look(cause, finding)));
        }
        for (Regression regression : perStatement(result)) {
            advice = advice.plus(
                    single(input, regression, Optional.ofNullable(shared.get(regression.statement())), fromIndexes));
        }
        for (HourAnomaly hour : result.unusualHours()) {
            advice = advice.plus(Advice.of(unusual(input, hour)));
        }
        return advice.plus(notAssessed(result)).plus(withoutLog(night, result));
    }

    /** Over by now: told, with nothing to do but to know what ran then. */
    private static Finding unusual(CheckInput input, HourAnomaly hour) {
        boolean all = hour.instance() && hour.members().isEmpty();
        String member = hour.instance() ? "instance" : hour.members().get(0);
        Optional<Fingerprint> fingerprint = hour.instance() ? Optional.empty() : fingerprint(member);
        String label =
                fingerprint.flatMap(input::statement).map(StatementLoad::label).orElse(member);
        FindingBuilder builder = Finding.about(CHECK, label)
                .identifiedBy("unusual hour of "
                        + fingerprint.map(Fingerprint::toString).orElse(member))
                .severity(
                        !hour.instance()
                                ? Severity.INFO
                                : all && hour.ratio() >= TWICE ? Severity.MEDIUM : Severity.LOW)
                .title(
                        all
                                ? "All statements were slow for some hours"
                                : hour.instance()
                                        ? hour.members().size() + " statements took unusually much time at once"
                                        : "A statement was busy at an unusual hour")
                .explained(sentence("In the last day: " + hour.explanation()))
                .figure("ratio to the usual", hour.ratio(), "", "same hours of other days", SOURCE)
                .figure("extra time", hour.extraMs() / 1000, "s", "in these hours", SOURCE)
                .evidence(Evidence.text("hours", hour.from() + " to " + hour.to(), "detection"))
                .since(hour.from());
        hour.members().forEach(one -> fingerprint(one).ifPresent(builder::statement));
        return builder.build();
    }

    /** Those that go on; one that reads more blocks as well as taking longer is told by its time. */
    private static List<Regression> perStatement(DetectionResult result) {
        List<Regression> ongoing =
                result.regressions().stream().filter(Regression::ongoing).toList();
        Set<String> timed = ongoing.stream()
                .filter(regression -> !isBlocks(regression))
                .map(Regression::statement)
                .collect(Collectors.toSet());
        return ongoing.stream()
                .filter(regression -> !isBlocks(regression) || !timed.contains(regression.statement()))
                .toList();
    }

    private static boolean isBlocks(Regression regression) {
        return regression.metric().equals(Regression.BLOCKS_PER_CALL);
    }

    private static Advice single(
            CheckInput input, Regression regression, Optional<String> shared, Collection<Finding> fromIndexes) {
        Optional<Fingerprint> fingerprint = fingerprint(regression.statement());
        Optional<StatementLoad> load = fingerprint.flatMap(input::statement);
        String label = load.map(StatementLoad::label).orElse(regression.statement());
        double seconds = regression.extraMsPerDay() / 1000;
        double share = input.databaseSeconds() > 0 ? seconds / input.databaseSeconds() : Double.NaN;
        List<String> causes = fromIndexes.stream()
                .filter(finding ->
                        fingerprint.map(finding.fingerprints()::contains).orElse(false))
                .map(Finding::id)
                .toList();
        boolean blocks = isBlocks(regression);
        String unit = blocks ? "blocks/call" : "ms";
        FindingBuilder builder = Finding.about(CHECK, label)
                .identifiedBy(fingerprint.map(Fingerprint::toString).orElse(regression.statement()))
                .severity(
                        shared.isPresent() || !regression.alarming()
                                ? Severity.INFO
                                : share >= 0.1 ? Severity.HIGH : share >= 0.03 ? Severity.MEDIUM : Severity.LOW)
                .title((blocks ? "A statement reads " : "A statement takes ")
                        + times(regression.magnitude())
                        + (blocks ? " the blocks it did" : " what it did"))
                .explained(shape(regression.kind()) + " " + cause(regression)
                        + (blocks
                                ? " Its time per call has not changed with it yet."
                                : " It costs " + Amounts.seconds(seconds) + " of database time more per day."))
                .figure("before", regression.beforeMs(), unit, "at equal load", SOURCE)
                .figure("now", regression.afterMs(), unit, "at equal load", SOURCE)
                .figure("extra time", seconds, "s/day", "now", SOURCE)
                .figure("certainty", regression.score(), "standard errors", "", "detection")
                .evidence(Evidence.text(
                        "onset between", regression.onsetLow() + " and " + regression.onsetHigh(), "detection"))
                .evidence(Evidence.text("cause", regression.causeEvidence(), SOURCE))
                .costs(seconds, share)
                .confidence(Math.min(0.95, 1 - regression.qValue()))
                .since(regression.onset());
        fingerprint.ifPresent(builder::statement);
        shared.ifPresent(builder::symptomOf);
        causes.forEach(builder::symptomOf);
        Finding finding = builder.build();
        if (shared.isPresent() || !causes.isEmpty() || load.isEmpty()) {
            return Advice.of(finding);
        }
        return Advice.of(finding, answer(input, regression, load.get(), finding));
    }

    private static Recommendation answer(CheckInput input, Regression regression, StatementLoad load, Finding finding) {
        double saved = regression.magnitude() > 1 ? 1 - 1 / regression.magnitude() : 0;
        List<String> lines = new ArrayList<>();
        if (regression.cause() == Regression.Cause.PLAN_OR_DATA) {
            input.tables().stream()
                    .map(table -> TableName.of(table.subject()))
                    .filter(table -> load.databases().contains(table.database()) && table.isNamedIn(load))
                    .forEach(table -> lines.add("ANALYZE " + table.quoted() + ";"));
        }
        lines.addAll(ExplainAdvice.lines(input, load));
        return Recommendation.to(ActionType.INVESTIGATE, "regression of " + load.fingerprint())
                .answers(finding)
                .title("Find what changed for " + load.label())
                .because(remedy(regression.cause()))
                .saves(load.fingerprint(), 0.2 * saved, 0.7 * saved, saved)
                .sql(lines, List.of())
                .verifiedBy("time per call is back below " + Amounts.seconds(regression.beforeMs() * 1.2 / 1000)
                        + " on three nights")
                .source("regression detection")
                .build();
    }

    private static String remedy(Regression.Cause cause) {
        return switch (cause) {
            case PLAN_CHANGE ->
                "Another plan was logged since: compare the two in the log (auto_explain), and refresh the statistics of the"
                        + " tables in it.";
            case DATA_GROWTH ->
                "The table grew and the plan reads all of what it reads: an index, a partition or a limit keeps the work"
                        + " from growing along.";
            case LOCK_WAITS ->
                "It waits for locks: find who holds them (log_lock_waits) and make that transaction shorter.";
            case PLAN_OR_DATA ->
                "It reads more blocks for the same rows: a plan that changed, rows that moved, or bloat. Fresh"
                        + " statistics cost little; then compare the plan with one from before in the log (auto_explain).";
            case CACHE_OR_IO ->
                "It reads the same blocks, but from disk instead of memory: something else fills the cache, or"
                        + " the storage became slower.";
            case MEMORY -> "It began to spill to temporary files: more rows to sort, or a smaller work_mem.";
            case PLANNING -> "Planning takes the time: more partitions or statistics, or it is no longer prepared.";
            case MORE_ROWS ->
                "It returns more rows than before: data that grew, other parameters, a limit that was dropped.";
            case CPU_OR_WAITS ->
                "It reads no more than before: it waits for locks, computes more, or the host is busier.";
        };
    }

    private static Finding common(CheckInput input, CommonCause cause) {
        double seconds = cause.extraMsPerDay() / 1000;
        double share = input.databaseSeconds() > 0 ? seconds / input.databaseSeconds() : Double.NaN;
        FindingBuilder builder = Finding.about(CHECK, cause.kind())
                .identifiedBy(identity(cause))
                .severity(share >= 0.1 ? Severity.HIGH : Severity.MEDIUM)
                .title(cause.members().size() + " statements became " + times(cause.magnitude()) + " as dear at once")
                .explained(sentence(cause.explanation()))
                .figure("statements", cause.members().size(), "", "", "detection")
                .figure("ratio, median", cause.magnitude(), "", "", "detection")
                .costs(seconds, share)
                .since(cause.onset());
        cause.members().forEach(member -> fingerprint(member).ifPresent(builder::statement));
        return builder.build();
    }

    private static String identity(CommonCause cause) {
        return cause.kind().equals("instance")
                ? cause.kind()
                : cause.kind() + " of " + cause.members().get(0);
    }

    private static Recommendation look(CommonCause cause, Finding finding) {
        return Recommendation.to(ActionType.INVESTIGATE, "common cause " + identity(cause))
                .answers(finding)
                .title("Find what changed at " + cause.onset() + " for all of them")
                .because("They changed at the same time: one cause is likelier than one for each.")
                .harm(0.1)
                .text(
                        List.of(
                                "Look for: a release, a changed setting, a restart, another load on the host, slower storage",
                                "Time: " + cause.onset()),
                        List.of())
                .verifiedBy("the median ratio falls back to 1")
                .source("regression detection")
                .build();
    }

    /** Reasons with how many statements they concern, not each statement. */
    private static Advice notAssessed(DetectionResult result) {
        Map<String, Long> reasons = result.notAssessable().stream()
                .collect(Collectors.groupingBy(NotAssessable::reason, TreeMap::new, Collectors.counting()));
        return reasons.entrySet().stream()
                .map(entry -> Advice.notAssessed(
                        CHECK,
                        entry.getKey() + " (" + entry.getValue()
                                + (entry.getValue() == 1 ? " statement)" : " statements)"),
                        ""))
                .reduce(Advice.NONE, Advice::plus);
    }

    /** Causes that only the log shows. */
    private static Advice withoutLog(Night night, DetectionResult result) {
        return result.regressions().isEmpty() || night.log().isPresent()
                ? Advice.NONE
                : Advice.notAssessed(
                        CHECK,
                        "whether the slower statements changed their plan or waited for locks: the server's log tells it, and"
                                + " was not read",
                        "name the log under logs in the job file; log_lock_waits and auto_explain make the server write it");
    }

    private static String shape(Regression.Kind kind) {
        return switch (kind) {
            case SHIFT -> "It changed at once and stayed so.";
            case DRIFT -> "It grows slowly.";
            case PLAN_FLIP -> "It changes between two levels, as a statement with two plans does.";
        };
    }

    private static String cause(Regression regression) {
        return regression.causeEvidence().isEmpty() ? remedy(regression.cause()) : sentence(regression.causeEvidence());
    }

    private static String sentence(String text) {
        String begun = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun.endsWith(".") ? begun : begun + ".";
    }

    private static String times(double magnitude) {
        return String.format(Locale.ROOT, "%.1f times", magnitude);
    }

    private static Optional<Fingerprint> fingerprint(String statement) {
        Matcher matcher = FINGERPRINT.matcher(statement);
        return matcher.find() ? Optional.of(Fingerprint.parse(matcher.group())) : Optional.empty();
    }
}
