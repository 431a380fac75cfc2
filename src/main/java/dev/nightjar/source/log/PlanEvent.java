package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.source.log.plan.PlanNode;
import dev.nightjar.source.log.plan.PlanTexts;
import java.time.Instant;

/**
 * The slowest plan that auto_explain logged for a statement.
 *
 * @param statement canonical text of the statement
 * @param text the plan without its query text, as logged: it may hold constants, so show {@link #redacted()} only
 */
public record PlanEvent(Fingerprint fingerprint, String statement, Instant at, double durationMs, String text)
        implements Comparable<PlanEvent> {

    /** The plan as a tree; a plan that cannot be read is one node of type {@code Unknown}. */
    public PlanNode tree() {
        return PlanTexts.tree(text);
    }

    /** The plan as lines, with constants in conditions replaced. */
    public String redacted() {
        return tree().describe();
    }

    @Override
    public int compareTo(PlanEvent other) {
        int order = Double.compare(durationMs, other.durationMs);
        order = order != 0 ? order : fingerprint.compareTo(other.fingerprint);
        order = order != 0 ? order : at.compareTo(other.at);
        return order != 0 ? order : text.compareTo(other.text);
    }
}
