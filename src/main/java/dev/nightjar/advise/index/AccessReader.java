package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexKey;
import dev.nightjar.advise.index.shadow.Plan;
import dev.nightjar.advise.index.shadow.PlanNode;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.advise.index.shadow.WhatIf;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out what a statement asks of each table, from its own plan without indexes: there every condition is a filter of
 * a scan or the condition of a join.
 */
final class AccessReader {
    private static final Map<String, String> NO_INDEXES = Map.of(
            "enable_indexscan", "off",
            "enable_indexonlyscan", "off",
            "enable_bitmapscan", "off",
            "max_parallel_workers_per_gather", "0");

    private static final Pattern EXTREME = Pattern.compile("\\b(?:max|min)\\(([^()]+)\\)");
    private static final Set<String> ORDERS = Set.of("Sort Key", "Group Key");

    private final ShadowPlanner shadow;

    AccessReader(ShadowPlanner shadow) {
        this.shadow = shadow;
    }

    List<TableAccess> read(String statement) {
        Plan plan = shadow.withSettings(NO_INDEXES, () -> shadow.planVerbosely(statement, WhatIf.AS_IS));
        Map<String, ObjectName> tables = new LinkedHashMap<>();
        plan.root().walk(node -> {
            if (node.operation().isEmpty() && !node.alias().isEmpty()) {
                node.relation().ifPresent(relation -> tables.put(node.alias(), relation));
            }
        });
        boolean wholeRows = plan.root().type().equals("ModifyTable") || contains(plan.root(), "LockRows");
        List<TableAccess> accesses = new ArrayList<>();
        tables.forEach((alias, table) -> {
            Set<String> needed = wholeRows ? Set.of() : needed(plan.root(), alias);
            accesses.add(new TableAccess(
                    table,
                    alias,
                    conditions(plan.root(), alias),
                    alternatives(plan.root(), alias),
                    orders(plan.root(), alias),
                    needed.contains("*") ? Set.of() : needed));
        });
        return accesses;
    }

    private static boolean contains(PlanNode root, String type) {
        return root.type().equals(type) || root.children().stream().anyMatch(child -> contains(child, type));
    }

    private static List<Condition> conditions(PlanNode root, String alias) {
        Set<Condition> found = new LinkedHashSet<>();
        root.walk(node -> node.conditions().forEach((name, text) -> {
            if (isCondition(name)) {
                ConditionText.conjuncts(text).stream()
                        .filter(condition -> condition.alias().equals(alias))
                        .forEach(found::add);
            }
        }));
        return List.copyOf(found);
    }

    private static List<List<Condition>> alternatives(PlanNode root, String alias) {
        Set<List<Condition>> found = new LinkedHashSet<>();
        root.walk(node -> node.conditions().forEach((name, text) -> {
            if (isCondition(name)) {
                for (List<Condition> arm : ConditionText.alternatives(text)) {
                    List<Condition> own = arm.stream()
                            .filter(condition -> condition.alias().equals(alias))
                            .toList();
                    if (!own.isEmpty()) {
                        found.add(own);
                    }
                }
            }
        }));
        return List.copyOf(found);
    }

    private static boolean isCondition(String name) {
        return name.equals("Filter") || name.endsWith(" Cond") || name.equals("Join Filter");
    }

    private static List<List<IndexKey>> orders(PlanNode root, String alias) {
        Set<List<IndexKey>> found = new LinkedHashSet<>();
        root.walk(node -> {
            node.lists().forEach((name, keys) -> {
                if (ORDERS.contains(name)) {
                    order(keys, alias).ifPresent(found::add);
                }
            });
            for (String output : node.lists().getOrDefault("Output", List.of())) {
                Matcher extreme = EXTREME.matcher(output);
                if (extreme.find()) {
                    order(List.of(extreme.group(1)), alias).ifPresent(found::add);
                }
            }
        });
        return List.copyOf(found);
    }

    /** The keys as an index would have them; empty when one is not a plain column of the alias. */
    private static Optional<List<IndexKey>> order(List<String> keys, String alias) {
        List<IndexKey> order = new ArrayList<>();
        boolean allDescending = keys.stream().allMatch(key -> key.endsWith(" DESC"));
        for (String key : keys) {
            boolean descending = key.endsWith(" DESC");
            String column = ConditionText.strip(descending ? key.substring(0, key.length() - 5) : key);
            Set<String> columns = ConditionText.columnsOf(alias, column);
            if (columns.size() != 1 || !isPlain(column, alias)) {
                return Optional.empty();
            }
            String name = columns.iterator().next();
            // An index is read in either direction.
            order.add(descending && !allDescending ? IndexKey.descending(name) : IndexKey.ascending(name));
        }
        return order.isEmpty() ? Optional.empty() : Optional.of(order);
    }

    private static boolean isPlain(String text, String alias) {
        return ConditionText.conjuncts("(" + text + " IS NULL)").stream()
                .anyMatch(condition -> condition.plain() && condition.alias().equals(alias));
    }

    /** Scans hand up whole rows where that is cheaper, so what is needed shows in the nodes above them. */
    private static Set<String> needed(PlanNode root, String alias) {
        Set<String> columns = new LinkedHashSet<>();
        root.lists()
                .getOrDefault("Output", List.of())
                .forEach(text -> columns.addAll(ConditionText.columnsOf(alias, text)));
        root.walk(node -> {
            boolean scan = node.children().isEmpty() && node.relation().isPresent();
            node.conditions().forEach((name, text) -> {
                if (isCondition(name)) {
                    columns.addAll(ConditionText.columnsOf(alias, text));
                }
            });
            node.lists().forEach((name, texts) -> {
                if (!scan || !name.equals("Output")) {
                    texts.forEach(text -> columns.addAll(ConditionText.columnsOf(alias, text)));
                }
            });
        });
        return columns;
    }
}
