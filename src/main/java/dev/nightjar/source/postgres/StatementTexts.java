package dev.nightjar.source.postgres;

import dev.nightjar.sql.Fingerprinter;
import dev.nightjar.sql.StatementText;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The canonical texts behind the server's query numbers. Reading texts is what makes pg_stat_statements dear, so each is
 * read once; the oldest are forgotten beyond a limit.
 */
final class StatementTexts {
    /** Twice the default of pg_stat_statements.max, a few MB. */
    private static final int LIMIT = 10_000;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final Map<Key, Optional<StatementText>> known = new LinkedHashMap<>();

    /** A query number means something within its database only. */
    record Key(long database, long queryId) {}

    /** Reads those that are wanted and not known. */
    void learn(Connection connection, String sql, Collection<Key> wanted) throws SQLException {
        List<Key> unknown = wanted.stream()
                .filter(key -> !known.containsKey(key))
                .distinct()
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Array databases = connection.createArrayOf(
                    "oid", unknown.stream().map(Key::database).toArray());
            Array queryIds = connection.createArrayOf(
                    "bigint", unknown.stream().map(Key::queryId).toArray());
            statement.setArray(1, databases);
            statement.setArray(2, queryIds);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String query = row.getString("query");
                    // NULL while the file of texts is being rewritten: ask again next time.
                    if (query != null) {
                        known.put(new Key(row.getLong("dbid"), row.getLong("queryid")), canonical(query));
                    }
                }
            }
        }
        forgetOldest();
    }

    /** Empty when the text is not known, is hidden from the role, or is one of Nightjar's own. */
    Optional<StatementText> of(Key key) {
        return known.getOrDefault(key, Optional.empty());
    }

    private Optional<StatementText> canonical(String query) {
        if (query.contains(CollectSql.MARK) || query.startsWith("<insufficient privilege>")) {
            return Optional.empty();
        }
        byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
        return Optional.of(fingerprinter.canonical(bytes, 0, bytes.length));
    }

    private void forgetOldest() {
        List<Key> oldest = new ArrayList<>(known.keySet());
        oldest.stream().limit(Math.max(0, known.size() - LIMIT)).forEach(known::remove);
    }
}
