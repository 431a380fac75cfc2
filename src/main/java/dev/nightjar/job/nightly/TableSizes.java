package dev.nightjar.job.nightly;

import dev.nightjar.detect.StatementCircumstances;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/** How large each table was, hour by hour, and which of them a statement mostly works on. */
final class TableSizes {
    private static final String NAME = "(?:[\\p{L}_][\\p{L}\\p{N}_$]*+|\"(?:[^\"]|\"\")++\")";

    /** Where a relation is named; a column may have the name of any table. */
    private static final Pattern RELATION = Pattern.compile(
            "\\b(?:from|join|update|into)\\s+(?:only\\s+)?(?:" + NAME + "\\s*\\.\\s*)?(" + NAME + ")",
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
    private record Table(String database, StatementCircumstances circumstances, double largest) {}

    void add(SubjectHistory table) {
        double[] bytes = grid.levels(table.samples(), TableMetric.SIZE_BYTES);
        if (table.samples().isEmpty()) {
            Arrays.fill(bytes, table.lookback(TableMetric.SIZE_BYTES));
        }
        Subject subject = table.subject();
        String name = subject.attribute(Subject.TABLE);
        byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), first -> new ArrayList<>())
                .add(new Table(
                        subject.attribute(Subject.DATABASE),
                        new StatementCircumstances(
                                new double[0], List.of(), subject.attribute(Subject.SCHEMA) + "." + name, bytes),
                        DoubleStream.of(bytes).filter(Double::isFinite).max().orElse(0)));
    }

    /**
     * The largest table that a statement names: what it reads in full grows with that one.
     *
     * @param text canonical
     */
    Optional<StatementCircumstances> of(String database, String text) {
        Optional<Table> largest = Optional.empty();
        for (MatchResult word : (Iterable<MatchResult>) RELATION.matcher(text).results()::iterator) {
            for (Table table : byName.getOrDefault(plain(word.group(1)), List.of())) {
                boolean ours = table.database().equals(database);
                if (ours
                        && (largest.isEmpty() || table.largest() > largest.get().largest())) {
                    largest = Optional.of(table);
                }
            }
        }
        return largest.map(Table::circumstances);
    }

    private static String plain(String word) {
        String name =
                word.startsWith("\"") ? word.substring(1, word.length() - 1).replace("\"\"", "\"") : word;
        return name.toLowerCase(Locale.ROOT);
    }
}
