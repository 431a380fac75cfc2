package dev.nightjar.advise.index;

import dev.nightjar.model.schema.ObjectName;
import java.util.List;

/**
 * An index to make, to drop or to build again.
 *
 * @param index its name
 * @param definition table and columns, without the name, so that it is the same advice under any name
 * @param why in one sentence, with its figures
 * @param sql to review and run outside a transaction
 * @param rollback what undoes it
 * @param sizeBytes of the index, modelled for one that is not there yet
 * @param gains by time saved, largest first; of a drop empty
 * @param upkeepMsPerDay that it costs or, when dropped, spares
 * @param planner what stands behind it, e.g. {@code PostgreSQL 18.6 shadow}
 */
public record IndexProposal(
        Action action,
        Reason reason,
        ObjectName table,
        String index,
        String definition,
        String why,
        String sql,
        String rollback,
        long sizeBytes,
        List<StatementGain> gains,
        double upkeepMsPerDay,
        Confidence confidence,
        String planner) {

    public IndexProposal {
        gains = List.copyOf(gains);
    }

    /** What is to be done. */
    public enum Action {
        CREATE,
        DROP,
        REINDEX
    }

    /** Why. */
    public enum Reason {
        /** Statements read much more than they need. */
        MISSING,
        /** Deleting parents searches the children without an index. */
        FOREIGN_KEY,
        /** Another index is the same. */
        DUPLICATE,
        /** Another index begins with its columns. */
        PREFIX,
        /** Nothing has read it for long. */
        UNUSED,
        /** A build failed and left it behind. */
        INVALID
    }
}
