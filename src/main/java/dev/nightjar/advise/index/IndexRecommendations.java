package dev.nightjar.advise.index;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RecommendationBuilder;
import dev.nightjar.model.Severity;
import dev.nightjar.model.schema.ObjectName;
import java.util.List;

/** Says index advice in the words of the report: findings of the check catalogue, each with what to do. */
public final class IndexRecommendations {
    private static final int PLANS_SHOWN = 3;
    private static final double LARGE_BYTES = 100.0 * 1024 * 1024;

    private IndexRecommendations() {}

    /** One finding and one recommendation per proposal; what was not modelled as not assessed. */
    public static Advice of(IndexAdvice advice) {
        Advice all = Advice.NONE;
        for (IndexProposal proposal : advice.proposals()) {
            Finding finding = finding(proposal);
            all = all.plus(Advice.of(finding, recommendation(proposal, finding)));
        }
        for (IndexAdvice.NotModelled missing : advice.notModelled()) {
            all = all.plus(Advice.notAssessed(
                    "PG-IDX-MISSING", missing.query() + " was not planned: " + missing.reason(), ""));
        }
        return all;
    }

    private static Finding finding(IndexProposal proposal) {
        FindingBuilder finding = Finding.about(check(proposal), proposal.table().toString())
                .identifiedBy(proposal.definition())
                .severity(severity(proposal))
                .title(problem(proposal))
                .explained(proposal.why())
                .confidence(confidence(proposal))
                .figure("size of the index", (double) proposal.sizeBytes(), "bytes", "", proposal.planner());
        for (StatementGain gain : proposal.gains()) {
            finding.statement(gain.fingerprint());
        }
        for (StatementGain gain : proposal.gains().stream().limit(PLANS_SHOWN).toList()) {
            String statement = "statement " + gain.fingerprint();
            finding.figure("cost now, " + statement, gain.costBefore(), "planner units/call", "", proposal.planner())
                    .figure("cost then, " + statement, gain.costAfter(), "planner units/call", "", proposal.planner())
                    .evidence(Evidence.text("plan now, " + statement, gain.planBefore(), proposal.planner()))
                    .evidence(Evidence.text("plan then, " + statement, gain.planAfter(), proposal.planner()));
        }
        double saved = ProposalWriter.worth(proposal) / 1000;
        return finding.costs(Math.max(0, saved), Double.NaN).build();
    }

    private static Recommendation recommendation(IndexProposal proposal, Finding finding) {
        RecommendationBuilder recommendation = Recommendation.to(action(proposal), proposal.definition())
                .answers(finding)
                .title(deed(proposal))
                .because(proposal.why())
                .judged(
                        confidence(proposal),
                        risk(proposal),
                        proposal.action() == IndexProposal.Action.CREATE ? 0.5 : 0.25)
                .bytesNeeded(bytes(proposal))
                .lock("Nothing: it runs beside reads and writes, but waits for transactions that are open")
                .source(proposal.planner());
        for (StatementGain gain : proposal.gains()) {
            recommendation.saves(
                    gain.fingerprint(),
                    gain.saved().low(),
                    gain.saved().mid(),
                    gain.saved().high());
        }
        ObjectName index = new ObjectName(proposal.table().schema(), proposal.index());
        String exists = "to_regclass('" + index.quoted().replace("'", "''") + "')";
        return switch (proposal.action()) {
            case CREATE ->
                recommendation
                        .sql(proposal.sql(), proposal.rollback())
                        .writeCost(proposal.upkeepMsPerDay() / 1000)
                        .precheck("SELECT 1 WHERE " + exists + " IS NULL")
                        .verifiedBy("The statements' mean time falls, and the index is scanned within a day")
                        .build();
            case DROP ->
                recommendation
                        .sql(proposal.sql(), proposal.rollback())
                        .writeCost(-proposal.upkeepMsPerDay() / 1000)
                        .precheck("SELECT 1 WHERE " + exists + " IS NOT NULL")
                        .verifiedBy("No statement becomes slower")
                        .build();
            case REINDEX ->
                recommendation
                        .sql(List.of(proposal.sql()), List.of())
                        .harm(0.02)
                        .precheck("SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = " + exists
                                + " AND NOT indisvalid")
                        .verifiedBy("The index is valid")
                        .build();
        };
    }

    private static String check(IndexProposal proposal) {
        return switch (proposal.reason()) {
            case MISSING -> "PG-IDX-MISSING";
            case FOREIGN_KEY -> "PG-IDX-FK";
            case DUPLICATE -> "PG-IDX-DUP";
            case PREFIX -> "PG-IDX-PREFIX";
            case UNUSED -> "PG-IDX-UNUSED";
            case INVALID -> "PG-IDX-INVALID";
        };
    }

    private static ActionType action(IndexProposal proposal) {
        return switch (proposal.action()) {
            case CREATE -> ActionType.CREATE_INDEX;
            case DROP -> ActionType.DROP_INDEX;
            case REINDEX -> ActionType.REINDEX;
        };
    }

    private static Severity severity(IndexProposal proposal) {
        return switch (proposal.reason()) {
            case MISSING, FOREIGN_KEY, INVALID -> Severity.MEDIUM;
            case DUPLICATE, PREFIX, UNUSED -> proposal.sizeBytes() >= LARGE_BYTES ? Severity.MEDIUM : Severity.LOW;
        };
    }

    private static String problem(IndexProposal proposal) {
        String table = proposal.table().name();
        return switch (proposal.reason()) {
            case MISSING -> "An index is missing on " + table;
            case FOREIGN_KEY -> "A foreign key of " + table + " has no index";
            case DUPLICATE -> "Index " + proposal.index() + " is a duplicate";
            case PREFIX -> "Index " + proposal.index() + " is covered by a longer one";
            case UNUSED -> "Index " + proposal.index() + " is not used";
            case INVALID -> "Index " + proposal.index() + " is invalid";
        };
    }

    private static String deed(IndexProposal proposal) {
        return switch (proposal.action()) {
            case CREATE -> "Create an index on " + proposal.definition().replace("\"", "");
            case DROP -> "Drop index " + proposal.index();
            case REINDEX -> "Build index " + proposal.index() + " again";
        };
    }

    private static double bytes(IndexProposal proposal) {
        return proposal.action() == IndexProposal.Action.DROP ? -proposal.sizeBytes() : proposal.sizeBytes();
    }

    /** After the defaults of the ranking; values that were really seen count more than assumed ones. */
    private static double confidence(IndexProposal proposal) {
        return switch (proposal.reason()) {
            case DUPLICATE -> 0.95;
            case PREFIX, UNUSED -> 0.7;
            case INVALID -> 0.9;
            case MISSING, FOREIGN_KEY ->
                switch (proposal.confidence()) {
                    case LITERAL -> 0.8;
                    case SYNTHESISED -> 0.7;
                    case GENERIC -> proposal.reason() == IndexProposal.Reason.FOREIGN_KEY ? 0.7 : 0.5;
                    case NOT_MODELLED -> 0.45;
                };
        };
    }

    private static double risk(IndexProposal proposal) {
        return switch (proposal.reason()) {
            case DUPLICATE, INVALID -> 0.02;
            case MISSING, FOREIGN_KEY -> 0.05;
            case PREFIX, UNUSED -> 0.1;
        };
    }
}
