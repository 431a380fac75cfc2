package dev.nightjar.report.sql;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Estimate;
import dev.nightjar.report.ReportRecommendation;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One recommendation as a step of the scripts: why, what it blocks, its guard, its statements, how to check and undo. */
final class ScriptStep {
    private static final Pattern CONCURRENTLY = Pattern.compile("(?i)\\bCONCURRENTLY\\b");

    /** Locks everything, or cannot be undone: never an active line. */
    private static final Pattern NEVER_ACTIVE = Pattern.compile(
            "(?is)^\\s*(VACUUM\\s*(\\(.*FULL.*\\)|.*\\bFULL\\b)|CLUSTER\\b|REINDEX\\b(?!.*\\bCONCURRENTLY\\b)"
                    + "|SELECT\\s+(pg_catalog\\s*\\.\\s*)?pg_drop_replication_slot\\b|UPDATE\\s+(pg_catalog\\s*\\.\\s*)?pg_|\\\\).*");

    private final ReportRecommendation recommendation;
    private final double secondsPerDay;

    ScriptStep(ReportRecommendation recommendation, double secondsPerDay) {
        this.recommendation = recommendation;
        this.secondsPerDay = secondsPerDay;
    }

    /** @param alternative whether an earlier step is of the same group, of which only one is to be taken */
    void apply(ScriptText script, boolean alternative) {
        head(script, recommendation.actionType().toString().replace('_', ' '));
        script.comment("what   : " + recommendation.title());
        script.comment("why    : " + recommendation.rationale());
        script.comment("saves  : " + saving());
        script.comment("lock   : " + (recommendation.lock().isEmpty() ? "none worth naming" : recommendation.lock()));
        script.comment("needs  : " + needs());
        boolean active = !alternative && !isByDefaultOff();
        if (alternative) {
            script.comment("OFF    : an alternative to an earlier step; take only one of them");
        } else if (recommendation.actionType() == ActionType.DROP_INDEX) {
            script.comment(
                    "OFF    : drops are off by default; remove the leading '-- ' of the statement when you agree.");
            script.comment(
                    "         Watch the statements of the table for a week afterwards; rollback.sql has the index.");
        } else if (recommendation.actionType() == ActionType.SCHEMA_CHANGE) {
            script.comment("OFF    : a plan, to be adapted to the application");
        }
        boolean guarded = active && recommendation.precheck().isPresent();
        if (recommendation.precheck().isPresent()) {
            guard(script, recommendation.precheck().orElseThrow(), active);
        }
        statements(script, recommendation.apply(), active);
        if (guarded) {
            script.line("\\else");
            script.line("\\echo step " + stepNumber() + " is no longer needed");
            script.line("\\endif");
        }
        if (recommendation.actionType() == ActionType.CREATE_INDEX) {
            script.comment("check  : \\d of the table must not say INVALID; if it does, undo this step and repeat it");
        }
        if (!recommendation.verification().isEmpty()) {
            script.comment("verify : " + recommendation.verification());
        }
        script.comment("undo   : rollback.sql, step " + stepNumber());
    }

    void rollback(ScriptText script) {
        head(script, "undo: " + recommendation.title());
        if (recommendation.rollback().isEmpty()) {
            script.comment("Nothing to undo.");
        }
        boolean wasOff = isByDefaultOff();
        if (wasOff) {
            script.comment("Off, because the step itself is; remove the leading '-- ' if you took it.");
        }
        statements(script, recommendation.rollback(), !wasOff);
    }

    private boolean isByDefaultOff() {
        return recommendation.actionType() == ActionType.DROP_INDEX
                || recommendation.actionType() == ActionType.SCHEMA_CHANGE;
    }

    private void head(ScriptText script, String what) {
        script.blank();
        script.comment("== STEP " + stepNumber() + "  " + recommendation.id() + "  priority "
                + recommendation.priority() + "  " + what + " ==");
    }

    private String stepNumber() {
        int number =
                recommendation.step().map(ReportRecommendation.Step::number).orElse(0);
        return String.format(Locale.ROOT, "%02d", number);
    }

    private String saving() {
        Estimate marginal = recommendation.benefit().marginal();
        if (!(marginal.high() > 0)) {
            return "no database time worth naming";
        }
        String seconds = String.format(
                Locale.ROOT,
                "%.0f s of database time per day (80 %% interval %.0f to %.0f s)",
                marginal.mid(),
                marginal.low(),
                marginal.high());
        return secondsPerDay > 0
                ? seconds + String.format(Locale.ROOT, ", %.1f %% of all", 100 * marginal.mid() / secondsPerDay)
                : seconds;
    }

    private String needs() {
        double bytes = recommendation.bytesNeeded();
        String disk = Double.isNaN(bytes)
                ? "disk: unknown"
                : String.format(Locale.ROOT, "%.0f MB of disk%s", Math.abs(bytes) / 1048576, bytes < 0 ? " freed" : "");
        String downtime = switch (recommendation.downtime()) {
            case "reload" -> "; a reload of the configuration";
            case "restart" -> "; A RESTART OF THE SERVER";
            case "rewrite" -> "; a maintenance window";
            default -> "";
        };
        boolean alone = recommendation.apply().stream()
                .anyMatch(statement -> CONCURRENTLY.matcher(statement).find());
        return disk + downtime + (alone ? "; not inside BEGIN; no other index build on the table" : "");
    }

    private static void guard(ScriptText script, String precheck, boolean active) {
        String query = withoutSemicolon(precheck);
        if (!active) {
            script.comment("guard  : take it only if this query returns a row:");
            script.commentedOut(query + ";");
            return;
        }
        script.comment("guard  : runs only if this query still returns a row");
        script.line("SELECT EXISTS (\n" + query + "\n) AS still_needed \\gset");
        script.line("\\if :still_needed");
    }

    private static void statements(ScriptText script, List<String> statements, boolean active) {
        boolean concurrent = active
                && statements.stream()
                        .anyMatch(statement -> CONCURRENTLY.matcher(statement).find());
        if (concurrent) {
            script.comment(
                    "It waits for older transactions without blocking others; a timeout would leave an invalid index.");
            script.line("SET lock_timeout = 0;");
        }
        for (String statement : statements) {
            String complete = ended(statement);
            if (active && NEVER_ACTIVE.matcher(complete).matches()) {
                script.comment("Off, because it locks out everybody or cannot be undone:");
                script.commentedOut(complete);
            } else if (active) {
                script.line(complete);
            } else {
                script.commentedOut(complete);
            }
        }
        if (concurrent) {
            script.line("SET lock_timeout = '3s';");
        }
    }

    /** With one semicolon, which a comment at the end does not swallow. */
    private static String ended(String statement) {
        String bare = withoutSemicolon(statement);
        return bare.substring(bare.lastIndexOf('\n') + 1).contains("--") ? bare + "\n;" : bare + ";";
    }

    private static String withoutSemicolon(String statement) {
        return statement.strip().replaceFirst("[;\\s]+$", "");
    }
}
