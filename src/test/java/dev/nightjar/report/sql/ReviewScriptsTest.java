package dev.nightjar.report.sql;

import static dev.nightjar.report.AnInput.aQuietInput;
import static dev.nightjar.report.AnInput.aRecommendation;
import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.ActionType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewScriptsTest {
    private final ReviewScripts scripts = ReviewScripts.of(anInput().assemble());

    @Test
    void theHeaderSaysThatNobodyRanIt() {
        assertThat(scripts.recommendations())
                .startsWith("-- Nightjar review script   NOT EXECUTED BY NIGHTJAR\n")
                .contains(
                        "\\set ON_ERROR_STOP on\nSET application_name = 'nightjar-review';\nSET lock_timeout = '3s';\n");
    }

    @Test
    void dropsAreOffAndTheirUndoIsExact() {
        assertThat(active(scripts.recommendations())).noneMatch(line -> line.contains("DROP INDEX"));
        assertThat(scripts.recommendations())
                .contains("-- DROP INDEX CONCURRENTLY \"public\".\"parcel_status_old_idx\";\n");
        assertThat(scripts.rollback())
                .contains(
                        "-- CREATE INDEX CONCURRENTLY \"parcel_status_old_idx\" ON \"public\".\"parcel\" (\"status\");\n");
    }

    @Test
    void nothingRunsInATransaction() {
        assertThat(active(scripts.recommendations())).noneMatch(line -> line.matches("(?i)\\s*(BEGIN|START).*"));
    }

    @Test
    void theRollbackGoesBackwards() {
        assertThat(steps(scripts.recommendations())).containsExactly("01", "02", "03", "04", "05", "06");
        assertThat(steps(scripts.rollback())).containsExactly("06", "05", "04", "03", "02", "01");
    }

    @Test
    void anIndexBuildWaitsWithoutATimeoutThatWouldLeaveItInvalid() {
        assertThat(scripts.recommendations())
                .containsSubsequence("SET lock_timeout = 0;\nCREATE INDEX CONCURRENTLY", "SET lock_timeout = '3s';");
    }

    @Test
    void aGuardedStepRunsOnlyWhileItIsNeeded() {
        assertThat(scripts.recommendations())
                .containsSubsequence(
                        ") AS still_needed \\gset\n\\if :still_needed\n", "CREATE INDEX", "\\else\n", "\\endif\n");
    }

    @Test
    void namesCannotBreakOutOfAComment() {
        String evil = "x\nDROP TABLE parcel; --\r\u2028DELETE\u202e FROM a\u0000\u000bb";
        ReviewScripts hostile = ReviewScripts.of(aQuietInput()
                .with(aRecommendation(
                        ActionType.CREATE_INDEX, evil, evil, 60, 100, "CREATE INDEX ON a (b)", "DROP INDEX c"))
                .with(aRecommendation(
                        ActionType.DROP_INDEX, evil, evil, 9, 0, "DROP INDEX \"" + evil + "\"", "SELECT 1"))
                .with(aRecommendation(ActionType.REDIS_SETTING, evil, evil, 9, 0, "CONFIG SET a b\nFLUSHALL", "x"))
                .on(dev.nightjar.report.ANight.aNight().named(evil).build())
                .assemble());
        assertThat(active(hostile.recommendations()))
                .containsExactly(
                        "\\set ON_ERROR_STOP on",
                        "SET application_name = 'nightjar-review';",
                        "SET lock_timeout = '3s';",
                        "SET statement_timeout = 0;",
                        "CREATE INDEX ON a (b);");
        assertThat(hostile.actions().lines()).noneMatch(line -> line.startsWith("FLUSHALL"));
    }

    @Test
    void whatLocksEverybodyOutOrCannotBeUndoneIsNeverActive() {
        for (String statement : List.of(
                "VACUUM FULL parcel",
                "vacuum (verbose, full) parcel",
                "CLUSTER parcel USING parcel_pkey",
                "REINDEX TABLE parcel",
                "UPDATE pg_index SET indisvalid = false",
                "SELECT pg_drop_replication_slot('old')",
                "select pg_catalog.pg_drop_replication_slot('old')",
                "\\! rm -rf /")) {
            String script = ReviewScripts.of(aQuietInput()
                            .with(aRecommendation(ActionType.REINDEX, "p", "Rebuild", 20, 9, statement, "SELECT 1"))
                            .assemble())
                    .recommendations();
            assertThat(active(script)).doesNotContain(statement + ";");
            assertThat(script).contains("-- " + statement + ";\n");
        }
        String allowed = "REINDEX INDEX CONCURRENTLY \"public\".\"i\"";
        assertThat(active(ReviewScripts.of(aQuietInput()
                                .with(aRecommendation(ActionType.REINDEX, "p", "Rebuild", 20, 9, allowed, "SELECT 1"))
                                .assemble())
                        .recommendations()))
                .contains(allowed + ";");
    }

    @Test
    void actionsOutsideOfSqlAreTextWithTheirUndo() {
        assertThat(scripts.actions())
                .contains("do      : CONFIG SET maxmemory 402653184\nundo    : CONFIG SET maxmemory 268435456\n")
                .contains("CONFIG REWRITE");
        assertThat(scripts.recommendations()).doesNotContain("CONFIG SET");
    }

    @Test
    void anEmptyScriptSaysSo() {
        ReviewScripts empty = ReviewScripts.of(aQuietInput().assemble());
        assertThat(empty.recommendations()).contains("-- There is nothing to apply.\n");
        assertThat(empty.rollback()).contains("-- There is nothing to roll back.\n");
    }

    static List<String> active(String script) {
        return script.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .toList();
    }

    private static List<String> steps(String script) {
        return script.lines()
                .filter(line -> line.startsWith("-- == STEP "))
                .map(line -> line.substring(11, 13))
                .toList();
    }
}
