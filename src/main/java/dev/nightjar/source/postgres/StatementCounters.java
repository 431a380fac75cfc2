package dev.nightjar.source.postgres;

import static dev.nightjar.model.StatementMetric.CALLS;
import static dev.nightjar.model.StatementMetric.EXEC_MS;
import static dev.nightjar.model.StatementMetric.MAX_MS;
import static dev.nightjar.model.StatementMetric.MIN_MS;
import static dev.nightjar.model.StatementMetric.STDDEV_MS;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.sql.StatementText;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads pg_stat_statements. The server keeps one entry per query number; entries of the same canonical text, database,
 * role and level are one statement here, for a number changes with every length of an IN-list before 18 and whenever a
 * table is made anew.
 */
final class StatementCounters {
    private final StatementTexts texts = new StatementTexts();

    private record Entry(StatementTexts.Key key, String database, String role, boolean topLevel, Measures measures) {}

    private record Merged(
            Subject subject, SortedSet<Long> queryIds, Measures measures, Map<String, Measures> entries) {}

    /** Reads all entries. The server evicts each by itself, so they are the parts of their statement. */
    List<Observation> read(Statement statement, String counters, String textsOf) throws SQLException {
        List<Entry> entries = entries(statement, counters);
        texts.learn(
                statement.getConnection(),
                textsOf,
                entries.stream().map(Entry::key).toList());
        Map<String, Merged> merged = new LinkedHashMap<>();
        for (Entry entry : entries) {
            texts.of(entry.key())
                    .map(text -> of(entry, text))
                    .ifPresent(one -> merged.merge(one.subject().key(), one, StatementCounters::together));
        }
        return merged.values().stream()
                .map(one -> new Observation(one.subject(), one.measures(), one.entries()))
                .toList();
    }

    private static List<Entry> entries(Statement statement, String sql) throws SQLException {
        List<Entry> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            Map<String, Integer> columns = new HashMap<>();
            ResultSetMetaData meta = row.getMetaData();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.put(meta.getColumnLabel(i), i);
            }
            while (row.next()) {
                entries.add(new Entry(
                        new StatementTexts.Key(row.getLong("dbid"), row.getLong("queryid")),
                        row.getString("database"),
                        row.getString("role"),
                        row.getBoolean("toplevel"),
                        Collector.measures(SubjectKind.STATEMENT, row, columns)));
            }
        }
        return entries;
    }

    private static Merged of(Entry entry, StatementText text) {
        String key = entry.database() + "/" + entry.role() + "/" + text.fingerprint() + "/" + entry.topLevel();
        SortedSet<Long> queryIds = new TreeSet<>(List.of(entry.key().queryId()));
        return new Merged(
                subject(key, entry.database(), entry.role(), text, queryIds),
                queryIds,
                entry.measures(),
                Map.of(Long.toString(entry.key().queryId()), entry.measures()));
    }

    private static Subject subject(
            String key, String database, String role, StatementText text, SortedSet<Long> queryIds) {
        return Subject.of(
                SubjectKind.STATEMENT,
                key,
                Map.of(
                        Subject.TEXT,
                        text.readable(),
                        Subject.FINGERPRINT,
                        text.fingerprint().toString(),
                        Subject.DATABASE,
                        database,
                        Subject.ROLE,
                        role,
                        Subject.QUERY_IDS,
                        joined(queryIds)));
    }

    private static Merged together(Merged one, Merged other) {
        SortedSet<Long> queryIds = new TreeSet<>(one.queryIds());
        queryIds.addAll(other.queryIds());
        Map<String, String> attributes = new HashMap<>(one.subject().attributes());
        attributes.put(Subject.QUERY_IDS, joined(queryIds));
        Map<String, Measures> entries = new HashMap<>(one.entries());
        entries.putAll(other.entries());
        return new Merged(
                Subject.of(SubjectKind.STATEMENT, one.subject().key(), attributes),
                queryIds,
                sum(one.measures(), other.measures()),
                entries);
    }

    /** Counters add up; the spread of both is the pooled one about the common mean. */
    static Measures sum(Measures one, Measures other) {
        Measures sum = one.plus(other)
                .with(MIN_MS, Math.min(one.get(MIN_MS), other.get(MIN_MS)))
                .with(MAX_MS, Math.max(one.get(MAX_MS), other.get(MAX_MS)));
        double calls = sum.get(CALLS);
        if (!(calls > 0)) {
            return sum.with(STDDEV_MS, Double.NaN);
        }
        double mean = sum.get(EXEC_MS) / calls;
        return sum.with(STDDEV_MS, Math.sqrt((aroundMean(one, mean) + aroundMean(other, mean)) / calls));
    }

    /** Sum of squared distances of a part's executions to a mean. */
    private static double aroundMean(Measures part, double mean) {
        double calls = part.get(CALLS);
        if (!(calls > 0)) {
            return 0;
        }
        double distance = part.get(EXEC_MS) / calls - mean;
        return calls * (part.get(STDDEV_MS) * part.get(STDDEV_MS) + distance * distance);
    }

    private static String joined(SortedSet<Long> queryIds) {
        return String.join(" ", queryIds.stream().map(String::valueOf).toList());
    }
}
