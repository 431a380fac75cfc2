package dev.nightjar.advise.index.shadow;

import java.util.Set;
import java.util.TreeSet;

/** A plan as the shadow chose it. */
public record Plan(PlanNode root) {

    /** Planner units: 1 is reading a page in sequence, at default settings. */
    public double cost() {
        return root.totalCost();
    }

    /** Names of the indexes that it reads. */
    public Set<String> indexes() {
        Set<String> used = new TreeSet<>();
        root.walk(node -> node.index().ifPresent(used::add));
        return used;
    }

    /** The tree as EXPLAIN prints it, without the conditions, which may hold values. */
    public String excerpt() {
        StringBuilder text = new StringBuilder();
        append(text, root, 0);
        return text.toString();
    }

    private static void append(StringBuilder text, PlanNode node, int depth) {
        text.append("  ".repeat(depth)).append(depth == 0 ? "" : "-> ").append(node.type());
        node.index().ifPresent(index -> text.append(" using ").append(index));
        node.relation().ifPresent(relation -> text.append(" on ").append(relation.name()));
        text.append(String.format(
                java.util.Locale.ROOT,
                "  (cost=%.2f..%.2f rows=%.0f)%n",
                node.startupCost(),
                node.totalCost(),
                node.rows()));
        node.children().forEach(child -> append(text, child, depth + 1));
    }
}
