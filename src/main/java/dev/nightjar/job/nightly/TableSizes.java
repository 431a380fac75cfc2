package dev.nightjar.job.nightly;

import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** How large each table was, hour by hour, and which of them a statement mostly works on. */
final class TableSizes {
    private static final String NAME = "(?:[\\p{L}_][\\p{L}\\p{N}_$]*+|\"(?:[^\"]|\"\")++\")";

    /** Where a relation is named, which is no other kind of FROM; a column may have the name of any table. */
    private static final Pattern RELATION = Pattern.compile(
            "\\b(?:distinct\\s+from|(?:extract|substring|trim|overlay)\\s*\\([^)]*\\))"
                    + "|\\b(?:from|join|update|into)\\s+(?:only\\s+)?(?:(" + NAME + ")\\s*\\.\\s*)?(" + NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private final HourlyGrid grid;
    private final Map<String, List<Table>> byName = new HashMap<>();

    TableSizes(HourlyGrid grid) {
        this.grid = grid;
    }

    /**
     * A table.
     *
     * @param largest its largest size, bytes
     */
    private record Table(String database, String schema, StatementCircumstances circumstances, double largest) {}

    /** What never changed its size explains nothing, and takes no room. */
    void add(SubjectHistory table) {
        double[] bytes = grid.levels(table.samples(), TableMetric.SIZE_BYTES);
        double[] known = DoubleStream.of(bytes).filter(Double::isFinite).toArray();
        double largest = DoubleStream.of(known).max().orElse(table.lookback(TableMetric.SIZE_BYTES));
        boolean changed = DoubleStream.of(known).distinct().count() > 1;
        Subject subject = table.subject();
        String schema = subject.attribute(Subject.SCHEMA);
        String name = subject.attribute(Subject.TABLE);
        byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                .add(new Table(
                        subject.attribute(Subject.DATABASE),
                        schema,
                        new StatementCircumstances(
                                new double[0], List.of(), schema + "." + name, changed ? bytes : new double[0]),
                        Double.isFinite(largest) ? largest : 0));
    }

    /**
     * The largest table that a statement names: what it reads in full grows with that one. A name without a schema that
     * several schemas have is nobody's.
     *
     * @param text canonical
     */
    Optional<StatementCircumstances> of(String database, String text) {
        return RELATION.matcher(text)
                .results()
                .flatMap(word -> table(database, word.group(1), word.group(2)).stream())
                .max(Comparator.comparingDouble(Table::largest))
                .map(Table::circumstances);
    }

    private Optional<Table> table(String database, @Nullable String schema, @Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        List<Table> named = byName.getOrDefault(plain(name), List.of()).stream()
                .filter(table -> table.database().equals(database))
                .filter(table -> schema == null
                        || table.schema().toLowerCase(Locale.ROOT).equals(plain(schema)))
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }

    private static String plain(String word) {
        String name =
                word.startsWith("\"") ? word.substring(1, word.length() - 1).replace("\"\"", "\"") : word;
        return name.toLowerCase(Locale.ROOT);
    }
}
