package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Number and file of every relation of the shadow. */
final class RelationCatalog {
    private static final String READ = """
            SELECT n.nspname, c.relname, c.oid, coalesce(pg_relation_filepath(c.oid), '') AS path,
                   coalesce(a.amname, '') = 'btree' AND c.relkind = 'i' AS btree
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
             WHERE c.relkind IN ('r', 'i', 'm', 'I', 'p') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    /**
     * A relation.
     *
     * @param path of its file below the data directory; empty when it has none
     */
    record Entry(long oid, String path, boolean btree) {}

    private final Map<ObjectName, Entry> entries = new HashMap<>();

    static RelationCatalog read(Connection superuser) throws SQLException {
        RelationCatalog catalog = new RelationCatalog();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(READ)) {
            while (rows.next()) {
                catalog.entries.put(
                        new ObjectName(rows.getString(1), rows.getString(2)),
                        new Entry(rows.getLong(3), rows.getString(4), rows.getBoolean(5)));
            }
        }
        return catalog;
    }

    Optional<Entry> find(ObjectName name) {
        return Optional.ofNullable(entries.get(name));
    }
}
