package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans for a target older than the shadow without promising it skip scans, which came with 18 and have no setting.
 *
 * <p>A B-tree node whose condition lacks the first key and which costs less than reading the whole index can only be a
 * skip scan; older servers must read all of it. Such an index is switched off for the statement and it is planned again,
 * four times at most. Without that floor, good full scans that serve an order would be rejected too.
 */
public final class SkipScanRule {
    private static final int ROUNDS = 4;
    private static final int SINCE = 18;

    private final ShadowPlanner shadow;
    private final boolean applies;
    private final double randomPageCost;
    private final double indexTupleCost;
    private final Map<String, IndexDefinition> existing = new HashMap<>();

    public SkipScanRule(ShadowPlanner shadow) {
        this.shadow = shadow;
        this.applies = shadow.major() >= SINCE && shadow.schema().database().major() < SINCE;
        this.randomPageCost = setting("random_page_cost", 4);
        this.indexTupleCost = setting("cpu_index_tuple_cost", 0.005);
        shadow.schema().indexes().forEach(index -> existing.put(index.name().name(), index));
    }

    private double setting(String name, double standard) {
        return shadow.schema().settings().stream()
                .filter(setting -> setting.name().equals(name))
                .map(setting -> Double.valueOf(setting.value()))
                .findFirst()
                .orElse(standard);
    }

    /** As {@link ShadowPlanner#plan(String, WhatIf)}, by the rule where it applies. */
    public Plan plan(String statement, WhatIf configuration) {
        WhatIf allowed = configuration;
        Plan plan = shadow.plan(statement, allowed);
        for (int round = 0; applies && round < ROUNDS; round++) {
            Set<ShadowIndex> with = new HashSet<>(allowed.with());
            Set<ObjectName> without = new HashSet<>(allowed.without());
            WhatIf before = allowed;
            plan.root()
                    .walk(node -> node.index().ifPresent(name -> {
                        Optional<ShadowIndex> hypothetical = before.with().stream()
                                .filter(index -> index.name().equals(name))
                                .findFirst();
                        if (hypothetical.isPresent()) {
                            ShadowIndex index = hypothetical.get();
                            if (skips(
                                    node,
                                    index.spec().keys().get(0).expression(),
                                    index.size().pages(),
                                    index.size().entries())) {
                                with.remove(index);
                            }
                        } else {
                            IndexDefinition index = existing.get(name);
                            if (index != null
                                    && index.method().equals("btree")
                                    && skips(node, index.keys().get(0), index.pages(), index.tuples())) {
                                without.add(index.name());
                            }
                        }
                    }));
            WhatIf narrower = new WhatIf(with, without);
            if (narrower.equals(allowed)) {
                return plan;
            }
            allowed = narrower;
            plan = shadow.plan(statement, allowed);
        }
        return plan;
    }

    private boolean skips(PlanNode node, String firstKey, long pages, double tuples) {
        String condition = node.conditions().getOrDefault("Index Cond", "");
        double whole = pages * randomPageCost + tuples * indexTupleCost;
        return !condition.isEmpty() && !mentions(condition, firstKey) && node.totalCost() < whole;
    }

    private static boolean mentions(String condition, String key) {
        String bare = bare(key);
        return (" " + bare(condition) + " ")
                .matches("(?s).*(?<![\\w$])" + java.util.regex.Pattern.quote(bare) + "(?![\\w$]).*");
    }

    private static String bare(String text) {
        return text.replaceAll("::[a-z ]+", "").replaceAll("[()\"]", "").strip();
    }
}
