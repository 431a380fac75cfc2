package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexKey;
import dev.nightjar.advise.index.shadow.IndexPredicate;
import dev.nightjar.advise.index.shadow.IndexSpec;
import dev.nightjar.advise.index.shadow.SchemaLookup;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.TableDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.update.Update;

/**
 * What an index costs to keep. Every inserted row adds an entry, and so does every update that is not heap-only. An
 * update that sets a column of the index cannot be heap-only any more, and then adds an entry to every index of its
 * table.
 */
final class Upkeep {

    /**
     * An UPDATE of the workload.
     *
     * @param columns that it sets; empty when the text could not be read: then any column
     */
    private record Updating(ObjectName table, Set<String> columns, double rowsPerDay) {}

    private static final double LOADED_ONCE = 1.05;

    private final SchemaLookup schema;
    private final IndexSettings settings;
    private final List<Updating> updates;
    private final Map<ObjectName, Double> inserts;

    private Upkeep(
            SchemaLookup schema, IndexSettings settings, List<Updating> updates, Map<ObjectName, Double> inserts) {
        this.schema = schema;
        this.settings = settings;
        this.updates = updates;
        this.inserts = inserts;
    }

    /**
     * Collects the writes of the workload.
     *
     * @param written statement to the table that it inserts into or updates, with the operation's name
     */
    static Upkeep of(SchemaLookup schema, IndexSettings settings, List<Write> written) {
        Map<ObjectName, Double> inserts = new HashMap<>();
        List<Updating> updates = new java.util.ArrayList<>();
        for (Write write : written) {
            if (write.operation().equals("Insert")) {
                inserts.merge(write.table(), write.rowsPerDay(), Double::sum);
            } else if (write.operation().equals("Update")) {
                updates.add(new Updating(write.table(), setColumns(write.text()), write.rowsPerDay()));
            }
        }
        return new Upkeep(schema, settings, updates, inserts);
    }

    /** A statement that writes. */
    record Write(ObjectName table, String operation, String text, double rowsPerDay) {}

    /** Milliseconds of database time a day for a hypothetical index. */
    double msPerDay(IndexSpec index) {
        return entriesPerDay(index) * settings.msPerEntry();
    }

    private double entriesPerDay(IndexSpec index) {
        double share = index.predicate().map(IndexPredicate::share).orElse(1.0);
        Set<String> columns = new HashSet<>(index.includes());
        index.keys().stream().map(IndexKey::column).flatMap(Optional::stream).forEach(columns::add);
        index.predicate().ifPresent(predicate -> columns.addAll(predicate.columns()));
        double hot = schema.table(index.table())
                .map(table -> table.activity().hotShare())
                .orElse(1.0);
        double touching = updates.stream()
                .filter(update -> update.table().equals(index.table()))
                .filter(update ->
                        update.columns().isEmpty() || update.columns().stream().anyMatch(columns::contains))
                .mapToDouble(Updating::rowsPerDay)
                .sum();
        int others = schema.indexesOf(index.table()).size();
        return share * (insertsPerDay(index.table()) + coldUpdatesPerDay(index.table()))
                + touching * hot * (1 + others);
    }

    /** What an existing index costs. */
    double msPerDay(ObjectName table) {
        return (insertsPerDay(table) + coldUpdatesPerDay(table)) * settings.msPerEntry();
    }

    /** Rows inserted or updated a day. */
    double writesPerDay(ObjectName table) {
        double days = statisticsDays();
        double counted = schema.table(table)
                .map(TableDefinition::activity)
                .map(activity -> (activity.inserted() + activity.updated()) / days)
                .orElse(0.0);
        return Math.max(counted, inserts.getOrDefault(table, 0.0));
    }

    /** Whether some UPDATE of the workload sets the column. */
    boolean isSet(ObjectName table, String column) {
        return updates.stream()
                .filter(update -> update.table().equals(table))
                .anyMatch(
                        update -> update.columns().isEmpty() || update.columns().contains(column));
    }

    private double insertsPerDay(ObjectName table) {
        double days = statisticsDays();
        double counted = schema.table(table)
                .map(found -> found.activity().inserted() / days)
                .orElse(0.0);
        // Where the workload shows the writing, its window is the better measure than the age of the counters.
        Double seen = inserts.get(table);
        return seen == null ? loadFree(table, counted) : seen;
    }

    /** A table that was filled once, long ago or for a test, is not written to every day. */
    private double loadFree(ObjectName table, double counted) {
        double rows = schema.table(table).map(TableDefinition::estimatedRows).orElse(0.0);
        double inserted = schema.table(table)
                .map(found -> (double) found.activity().inserted())
                .orElse(0.0);
        return inserted <= LOADED_ONCE * rows ? 0 : counted;
    }

    private double coldUpdatesPerDay(ObjectName table) {
        double seen = updates.stream()
                .filter(update -> update.table().equals(table))
                .mapToDouble(Updating::rowsPerDay)
                .sum();
        double hot =
                schema.table(table).map(found -> found.activity().hotShare()).orElse(1.0);
        return seen * (1 - hot);
    }

    private double statisticsDays() {
        double days = schema.schema().database().statisticsDays();
        return days > 0 ? days : settings.windowDays();
    }

    private static String folded(String name) {
        return name.startsWith("\"") ? ConditionText.unquote(name) : name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> setColumns(String text) {
        try {
            if (CCJSqlParserUtil.parse(text) instanceof Update update) {
                Set<String> columns = new HashSet<>();
                update.getUpdateSets()
                        .forEach(
                                set -> set.getColumns().forEach(column -> columns.add(folded(column.getColumnName()))));
                return columns;
            }
            return Set.of();
        } catch (JSQLParserException unreadable) {
            return Set.of();
        }
    }
}
