package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.ShadowIndex;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.advise.index.shadow.SkipScanRule;
import dev.nightjar.advise.index.shadow.WhatIf;
import dev.nightjar.model.schema.ObjectName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What statements cost under sets of indexes; each question is asked of the shadow once. */
final class CostTable {
    private record Question(String text, WhatIf configuration) {}

    /**
     * Cost per call.
     *
     * @param indexes that its plans read
     */
    record Cost(double units, Set<String> indexes) {}

    private final ShadowPlanner shadow;
    private final SkipScanRule skipScans;
    private final Map<Question, Cost> asked = new HashMap<>();

    CostTable(ShadowPlanner shadow) {
        this.shadow = shadow;
        this.skipScans = new SkipScanRule(shadow);
    }

    Cost of(ModelledStatement statement, Collection<ShadowIndex> with) {
        return of(statement, with, Set.of());
    }

    /** Cost per call: the weighted mean over its texts, and the searches that come with it. */
    Cost of(ModelledStatement statement, Collection<ShadowIndex> with, Set<ObjectName> without) {
        Set<ObjectName> tables = statement.tables();
        Set<ShadowIndex> relevant = with.stream()
                .filter(index -> tables.contains(index.spec().table()))
                .collect(Collectors.toSet());
        WhatIf configuration = new WhatIf(relevant, without);
        Set<String> indexes = new HashSet<>();
        double units = 0;
        for (ModelledStatement.Text text : statement.texts()) {
            Cost cost = ask(text.sql(), configuration);
            units += cost.units() * text.weight();
            indexes.addAll(cost.indexes());
        }
        for (ModelledStatement.Companion companion : statement.companions()) {
            Cost cost = ask(companion.text(), configuration);
            units += cost.units() * companion.perCall();
            indexes.addAll(cost.indexes());
        }
        return new Cost(units, indexes);
    }

    private Cost ask(String text, WhatIf configuration) {
        return asked.computeIfAbsent(new Question(text, configuration), question -> {
            var plan = skipScans.plan(question.text(), question.configuration());
            return new Cost(plan.cost(), plan.indexes());
        });
    }

    ShadowPlanner shadow() {
        return shadow;
    }
}
