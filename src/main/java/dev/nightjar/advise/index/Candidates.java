package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexKey;
import dev.nightjar.advise.index.shadow.IndexPredicate;
import dev.nightjar.advise.index.shadow.IndexSpec;
import dev.nightjar.advise.index.shadow.SchemaLookup;
import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * B-tree indexes that could serve a statement's access to a table: equality columns first, the most selective ahead,
 * then one range or the wanted order; the same covering what else is read; the same for only the rows of a constant.
 */
final class Candidates {
    private static final int MAX_KEYS = 4;
    private static final int MAX_INCLUDED = 8;
    /** A partial index leaves enough out when its constant holds for less than this share of the rows. */
    private static final double PARTIAL_SHARE = 0.2;

    private final SchemaLookup schema;
    private final Upkeep upkeep;
    private final double minimumPages;

    Candidates(SchemaLookup schema, Upkeep upkeep, double minimumPages) {
        this.schema = schema;
        this.upkeep = upkeep;
        this.minimumPages = minimumPages;
    }

    /** All candidates of an access; empty when its table is too small or not an ordinary one. */
    List<IndexSpec> of(TableAccess access) {
        Optional<TableDefinition> table = schema.table(access.table()).filter(this::worthwhile);
        if (table.isEmpty()) {
            return List.of();
        }
        Set<IndexSpec> found = new LinkedHashSet<>();
        for (List<Condition> equal : equalityGroups(access)) {
            keys(access, equal).forEach(keys -> found.add(IndexSpec.of(access.table(), keys)));
        }
        for (List<Condition> arm : access.alternatives()) {
            List<Condition> equal =
                    arm.stream().filter(Condition::isEquality).limit(MAX_KEYS).toList();
            if (!equal.isEmpty()) {
                found.add(IndexSpec.of(access.table(), keysOf(access, equal)));
            }
        }
        found.addAll(partial(access, table.get()));
        found.removeIf(spec -> spec.keys().isEmpty() || covered(spec));
        return List.copyOf(found);
    }

    /** The same index with the remaining columns that the access reads, so that the table itself is not read. */
    Optional<IndexSpec> covering(IndexSpec spec, TableAccess access) {
        Set<String> rest = new LinkedHashSet<>(access.needed());
        spec.keys().stream()
                .filter(IndexKey::plain)
                .map(IndexKey::column)
                .flatMap(Optional::stream)
                .forEach(rest::remove);
        boolean changing = rest.stream().anyMatch(column -> upkeep.isSet(access.table(), column));
        boolean allPlain = spec.keys().stream().allMatch(IndexKey::plain);
        return rest.isEmpty()
                        || rest.size() > MAX_INCLUDED
                        || changing
                        || !allPlain
                        || !spec.includes().isEmpty()
                ? Optional.empty()
                : Optional.of(spec.including(rest.stream().sorted().toList()));
    }

    private boolean worthwhile(TableDefinition table) {
        return (table.kind().equals("r") || table.kind().equals("m"))
                && table.partitionBound().isEmpty()
                && table.bytes() / 8192.0 >= minimumPages;
    }

    /** The constants alone, each join's columns alone, and both together. */
    private static List<List<Condition>> equalityGroups(TableAccess access) {
        List<Condition> constants = access.conditions().stream()
                .filter(Condition::isEquality)
                .filter(condition -> !condition.isJoin())
                .toList();
        Map<String, List<Condition>> joins = new TreeMap<>();
        access.conditions().stream()
                .filter(condition -> condition.isJoin() && condition.operator().equals("="))
                .forEach(condition -> joins.computeIfAbsent(
                                condition.partner().orElseThrow(), partner -> new ArrayList<>())
                        .add(condition));
        Set<List<Condition>> groups = new LinkedHashSet<>();
        groups.add(constants);
        for (List<Condition> join : joins.values()) {
            groups.add(join);
            List<Condition> both = new ArrayList<>(constants);
            both.addAll(join);
            groups.add(both);
        }
        constants.forEach(single -> groups.add(List.of(single)));
        return List.copyOf(groups);
    }

    private List<List<IndexKey>> keys(TableAccess access, List<Condition> equal) {
        List<IndexKey> head = keysOf(access, equal);
        List<List<IndexKey>> variants = new ArrayList<>();
        variants.add(head);
        if (head.size() == 2) {
            variants.add(List.of(head.get(1), head.get(0)));
        }
        access.conditions().stream()
                .filter(condition -> condition.isRange() && !condition.isJoin())
                .forEach(range -> variants.add(append(head, List.of(key(range)))));
        access.conditions().stream()
                .filter(condition -> condition.isPattern() && condition.plain())
                .forEach(pattern -> variants.add(append(head, List.of(patternKey(pattern)))));
        access.orders().forEach(order -> variants.add(append(head, order)));
        return variants;
    }

    private static List<IndexKey> append(List<IndexKey> head, List<IndexKey> tail) {
        List<IndexKey> keys = new ArrayList<>(head);
        for (IndexKey key : tail) {
            if (keys.stream().noneMatch(other -> other.expression().equals(key.expression()))) {
                keys.add(key);
            }
        }
        return List.copyOf(keys.subList(0, Math.min(MAX_KEYS, keys.size())));
    }

    /** Each column once, the most selective first. */
    private List<IndexKey> keysOf(TableAccess access, List<Condition> equal) {
        List<IndexKey> keys = equal.stream()
                .sorted(Comparator.comparingDouble((Condition condition) -> -distinct(access.table(), condition))
                        .thenComparing(Condition::expression))
                .map(Candidates::key)
                .toList();
        return append(List.of(), keys);
    }

    private static IndexKey key(Condition condition) {
        return condition.plain()
                ? IndexKey.ascending(condition.column().orElseThrow())
                : IndexKey.expression(condition.expression(), condition.column());
    }

    private IndexKey patternKey(Condition pattern) {
        String column = pattern.column().orElseThrow();
        return schema.schema().database().ordersByBytes()
                ? IndexKey.ascending(column)
                : IndexKey.ofClass(column, "text_pattern_ops");
    }

    private double distinct(ObjectName table, Condition condition) {
        double rows = schema.table(table).map(TableDefinition::estimatedRows).orElse(0.0);
        return condition
                .column()
                .flatMap(column -> schema.statistics(table, column))
                .map(known -> known.distinctOf(rows))
                .orElse(1.0);
    }

    /** For a constant that few rows have: an index of those rows by what else is asked of them. */
    private List<IndexSpec> partial(TableAccess access, TableDefinition table) {
        List<IndexSpec> found = new ArrayList<>();
        for (Condition fixed : access.conditions()) {
            Optional<IndexPredicate> predicate = predicate(fixed, table);
            if (predicate.isEmpty()) {
                continue;
            }
            List<Condition> rest = access.conditions().stream()
                    .filter(condition -> !condition.equals(fixed))
                    .toList();
            TableAccess others =
                    new TableAccess(access.table(), access.alias(), rest, List.of(), access.orders(), access.needed());
            for (List<Condition> equal : equalityGroups(others)) {
                for (List<IndexKey> keys : keys(others, equal)) {
                    if (!keys.isEmpty()) {
                        found.add(IndexSpec.of(table.name(), keys).where(predicate.get()));
                    }
                }
            }
            List<IndexKey> self = rest.isEmpty() && fixed.column().isPresent() ? List.of(key(fixed)) : List.of();
            if (!self.isEmpty()) {
                found.add(IndexSpec.of(table.name(), self).where(predicate.get()));
            }
        }
        return found;
    }

    private Optional<IndexPredicate> predicate(Condition fixed, TableDefinition table) {
        if (!fixed.plain() || fixed.isJoin()) {
            return Optional.empty();
        }
        String column = fixed.column().orElseThrow();
        Optional<ColumnStatistics> known = schema.statistics(table.name(), column);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        String name = ObjectName.quote(column);
        Optional<IndexPredicate> predicate = switch (fixed.operator()) {
            case "IS NULL" ->
                Optional.of(predicate(name + " IS NULL", column, known.get().nullShare()));
            case "IS TRUE" -> Optional.of(predicate(name, column, share(known.get(), "t")));
            case "IS FALSE" -> Optional.of(predicate("NOT " + name, column, share(known.get(), "f")));
            case "=" ->
                fixed.hasConstant()
                        ? Optional.of(predicate(
                                name + " = " + fixed.value().orElseThrow(),
                                column,
                                share(known.get(), constant(fixed.value().orElseThrow()))))
                        : Optional.empty();
            default -> Optional.empty();
        };
        return predicate.filter(found -> found.share() > 0 && found.share() < PARTIAL_SHARE);
    }

    private static IndexPredicate predicate(String sql, String column, double share) {
        return new IndexPredicate(sql, Set.of(column), share);
    }

    /** Only of a most common value: of another, a plain index finds the few rows as well. */
    private static double share(ColumnStatistics known, String value) {
        int at = ArrayText.elements(known.mostCommonValues()).indexOf(value);
        return at < 0 || at >= known.mostCommonShares().size()
                ? 0
                : known.mostCommonShares().get(at);
    }

    private static String constant(String printed) {
        String bare = ConditionText.strip(printed.replaceFirst("::[^']*$", ""));
        return bare.startsWith("'") && bare.endsWith("'") && bare.length() >= 2
                ? bare.substring(1, bare.length() - 1).replace("''", "'")
                : bare;
    }

    /** Whether an index that is there begins with the same keys and covers the same columns and rows. */
    private boolean covered(IndexSpec spec) {
        return schema.indexesOf(spec.table()).stream().anyMatch(index -> covers(index, spec));
    }

    private static boolean covers(IndexDefinition index, IndexSpec spec) {
        if (!index.valid()
                || !index.method().equals("btree")
                || index.predicate().isPresent()
                || index.keys().size() < spec.keys().size()) {
            return false;
        }
        for (int i = 0; i < spec.keys().size(); i++) {
            IndexKey key = spec.keys().get(i);
            int position = i;
            boolean sameClass = key.operatorClass()
                    .map(name -> index.keyShapes().get(position).startsWith(name + " "))
                    .orElse(!index.keyShapes().get(i).contains("_pattern_ops"));
            boolean ascending = index.keyShapes().get(i).endsWith(" 0");
            if (!sameClass
                    || ascending == key.descending()
                    || !ConditionText.strip(index.keys().get(i)).equals(ConditionText.strip(plainText(key)))) {
                return false;
            }
        }
        return index.includes().containsAll(spec.includes());
    }

    private static String plainText(IndexKey key) {
        String unquoted = key.plain() ? key.column().orElseThrow() : key.expression();
        return key.plain() && !unquoted.matches("[a-z_][a-z0-9_]*") ? ObjectName.quote(unquoted) : unquoted;
    }
}
