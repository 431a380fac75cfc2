package dev.nightjar.advise.health;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import java.util.ArrayList;
import java.util.List;

/** The look at a plan that a person takes when no cause is known: the exact lines, none of which changes anything. */
final class ExplainAdvice {
    /** {@code GENERIC_PLAN} plans a statement without values for its parameters. */
    private static final int GENERIC_PLAN = 16;

    private ExplainAdvice() {}

    static RecommendationBuilder of(CheckInput input, StatementLoad load, Finding finding) {
        return Recommendation.to(ActionType.INVESTIGATE, load.fingerprint().toString())
                .answers(finding)
                .title("Look at the plan of " + load.label())
                .sql(lines(input, load), List.of())
                .source("pg_stat_statements");
    }

    static List<String> lines(CheckInput input, StatementLoad load) {
        List<String> lines = new ArrayList<>();
        if (!load.databases().isEmpty()) {
            lines.add("-- in database " + String.join(", ", load.databases()));
        }
        if (input.major() >= GENERIC_PLAN
                && load.text().contains("$1")
                && !load.text().contains("...")) {
            lines.add("EXPLAIN (GENERIC_PLAN, VERBOSE) " + load.text() + ";");
        }
        lines.add("-- with values of your own in place of the parameters, rolled back:");
        lines.add("-- BEGIN; EXPLAIN (ANALYZE, BUFFERS, SETTINGS) " + oneLine(load.text()) + "; ROLLBACK;");
        return lines;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }
}
