package dev.nightjar.report.sql;

import dev.nightjar.model.Recommendation;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportRecommendation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The scripts of one report.
 *
 * @param recommendations for psql, in the order in which steps are safe to take
 * @param rollback for psql, the same steps in reverse
 * @param actions what is to be done outside of PostgreSQL, as text
 */
public record ReviewScripts(String recommendations, String rollback, String actions) {

    public static ReviewScripts of(Report report) {
        List<ReportRecommendation> steps = report.recommendations().stream()
                .filter(recommendation -> recommendation.step().isPresent())
                .sorted(Comparator.comparingInt(ReviewScripts::number))
                .toList();
        return new ReviewScripts(applyScript(report, steps), rollbackScript(report, steps), actionText(report));
    }

    private static int number(ReportRecommendation recommendation) {
        return recommendation.step().map(ReportRecommendation.Step::number).orElse(0);
    }

    private static String applyScript(Report report, List<ReportRecommendation> steps) {
        ScriptText script = header(report, "review script");
        if (steps.isEmpty()) {
            script.comment("There is nothing to apply.");
        }
        Set<String> takenGroups = new HashSet<>();
        for (ReportRecommendation step : steps) {
            boolean alternative =
                    step.group().filter(group -> !takenGroups.add(group)).isPresent();
            new ScriptStep(step, report.load().dbTimeSecondsPerDay().value()).apply(script, alternative);
        }
        List<ReportRecommendation> covered = report.recommendations().stream()
                .filter(recommendation -> !recommendation.active())
                .toList();
        if (!covered.isEmpty()) {
            script.blank();
            script.comment("Left out, because a step above leaves them next to nothing to save:");
            covered.forEach(one -> script.comment(
                    "  " + one.id() + " " + one.title() + " (covered by " + String.join(", ", one.coveredBy()) + ")"));
        }
        return script.toString();
    }

    private static String rollbackScript(Report report, List<ReportRecommendation> steps) {
        ScriptText script = header(report, "rollback script, in reverse order of the review script");
        if (steps.isEmpty()) {
            script.comment("There is nothing to roll back.");
        }
        List<ReportRecommendation> reversed = new ArrayList<>(steps);
        java.util.Collections.reverse(reversed);
        reversed.forEach(
                step -> new ScriptStep(step, report.load().dbTimeSecondsPerDay().value()).rollback(script));
        return script.toString();
    }

    private static ScriptText header(Report report, String what) {
        ScriptText script = new ScriptText();
        script.comment("Nightjar " + what + "   NOT EXECUTED BY NIGHTJAR");
        script.comment("target " + report.scope().instance() + "   report " + report.reportId());
        script.comment("window " + report.scope().windowStart() + " to "
                + report.scope().windowEnd());
        script.comment("Read each step, then run with psql, as the owner of the objects, in their database:");
        script.comment("  psql -X -d DATABASE -f THIS_FILE");
        script.comment("Do not wrap it in a transaction: CONCURRENTLY cannot run in one.");
        script.line("\\set ON_ERROR_STOP on");
        script.line("SET application_name = 'nightjar-review';");
        script.line("SET lock_timeout = '3s';");
        script.line("SET statement_timeout = 0;");
        return script;
    }

    private static String actionText(Report report) {
        ScriptText text = new ScriptText();
        text.plain("Nightjar: actions outside of SQL   NOT EXECUTED BY NIGHTJAR");
        text.plain("target " + report.scope().instance() + "   report " + report.reportId());
        List<ReportRecommendation> actions = report.recommendations().stream()
                .filter(recommendation ->
                        recommendation.active() && recommendation.step().isEmpty())
                .toList();
        if (actions.isEmpty()) {
            text.blank();
            text.plain("There are none.");
        }
        for (ReportRecommendation action : actions) {
            text.blank();
            text.plain("== " + action.id() + "  priority " + action.priority() + "  " + action.title() + " ==");
            text.plain("why     : " + action.rationale());
            section(text, "do      : ", action.apply());
            section(text, "undo    : ", action.rollback());
            if (action.language() == Recommendation.Language.REDIS) {
                text.plain("note    : CONFIG SET is lost at a restart; CONFIG REWRITE keeps it in the server's file.");
            }
            text.plain("check   : " + action.verification());
        }
        return text.toString();
    }

    private static void section(ScriptText text, String title, List<String> lines) {
        String indent = title;
        for (String line : lines) {
            text.plain(indent + line);
            indent = " ".repeat(title.length());
        }
    }
}
