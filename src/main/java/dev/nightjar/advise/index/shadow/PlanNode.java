package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node of a plan.
 *
 * @param relation that it scans or writes; its schema is empty unless the plan is verbose
 * @param alias of the relation within the statement; empty where there is none
 * @param conditions by EXPLAIN's name, e.g. {@code Filter}, {@code Index Cond}, {@code Hash Cond}
 * @param lists by EXPLAIN's name, e.g. {@code Sort Key}, {@code Output}
 * @param operation of a ModifyTable node: {@code Insert}, {@code Update}, {@code Delete}, {@code Merge}; else empty
 */
public record PlanNode(
        String type,
        Optional<ObjectName> relation,
        String alias,
        Optional<String> index,
        double startupCost,
        double totalCost,
        double rows,
        Map<String, String> conditions,
        Map<String, List<String>> lists,
        String operation,
        List<PlanNode> children) {

    public PlanNode {
        conditions = Map.copyOf(conditions);
        lists = Map.copyOf(lists);
        children = List.copyOf(children);
    }

    /** Visits this node and all below it, top down. */
    public void walk(Consumer<PlanNode> visitor) {
        visitor.accept(this);
        children.forEach(child -> child.walk(visitor));
    }
}
