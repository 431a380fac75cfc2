package dev.nightjar.source.postgres;

import dev.nightjar.model.SubjectKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Reads how far the sequences of one database are from their ends. pg_monitor does not show their values: they come from the
 * function of {@code sql/grants.sql}, or from the role's own rights, sequence by sequence. What it may not see is told
 * without a value, and as such.
 */
final class SequenceValues {
    private final Collector collector;

    SequenceValues(String database) {
        this.collector = new Collector("pg_sequences:" + database, SubjectKind.SEQUENCE, "sequences");
    }

    /** Name of the snapshots. */
    String source() {
        return collector.source();
    }

    List<Collector.Part> read(Statement statement) throws SQLException {
        return collector.read(statement, sql(isGranted(statement)));
    }

    static boolean isGranted(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(CollectSql.text("access-sequences"))) {
            return row.next() && row.getBoolean("granted");
        }
    }

    private String sql(boolean granted) {
        String value = granted ? "\"nightjar\".sequence_last_value(r.oid)" : "pg_sequence_last_value(r.oid)";
        // The function sees what its owner may see, who is no superuser on a managed service.
        String owner = "(SELECT p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                + " WHERE n.nspname = 'nightjar' AND p.proname = 'sequence_last_value' LIMIT 1), ";
        String readable = "has_sequence_privilege(" + (granted ? owner : "") + "r.oid, 'SELECT, USAGE')";
        return CollectSql.text(collector.query()).replace("{value}", value).replace("{readable}", readable);
    }
}
