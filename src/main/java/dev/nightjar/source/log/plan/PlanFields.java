package dev.nightjar.source.log.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of a plan as EXPLAIN's structured formats (JSON, XML, YAML) give it: named fields and children. Names of nodes
 * become those of the text format, so that one plan reads alike in all of them.
 */
final class PlanFields {
    private static final int DEEPEST = 200;
    private static final List<String> CONDITIONS = List.of(
            "Index Cond", "Hash Cond", "Merge Cond", "TID Cond", "Recheck Cond", "Join Filter", "One-Time Filter");

    private final Map<String, String> fields = new HashMap<>();
    private final List<PlanFields> children = new ArrayList<>();

    void put(String name, String value) {
        fields.putIfAbsent(name, value);
    }

    void add(PlanFields child) {
        children.add(child);
    }

    boolean isEmpty() {
        return !fields.containsKey("Node Type");
    }

    PlanNode node() {
        return isEmpty() ? PlanTexts.unknown() : node(0);
    }

    private PlanNode node(int depth) {
        String condition = "";
        for (String name : CONDITIONS) {
            condition = condition.isEmpty() ? text(name) : condition;
        }
        double loops = number("Actual Loops");
        return new PlanNode(
                type(),
                relation(),
                text("Alias"),
                text("Index Name"),
                condition,
                text("Filter"),
                number("Total Cost"),
                number("Plan Rows"),
                number("Actual Rows"),
                loops,
                number("Actual Total Time") * loops,
                number("Rows Removed by Filter"),
                number("Temp Written Blocks"),
                text("Sort Space Type").equals("Disk") ? number("Sort Space Used") : number("Disk Usage"),
                number("Index Searches"),
                depth >= DEEPEST
                        ? List.of()
                        : children.stream()
                                .filter(child -> !child.isEmpty())
                                .map(child -> child.node(depth + 1))
                                .toList());
    }

    private String type() {
        String type = text("Node Type");
        String named = switch (type) {
            case "Aggregate" -> partial(aggregate());
            case "ModifyTable" -> text("Operation").isEmpty() ? type : text("Operation");
            case "SetOp" -> (text("Strategy").equals("Hashed") ? "HashSetOp " : "SetOp ") + text("Command");
            case "Nested Loop" -> join(type, type + " " + text("Join Type") + " Join");
            case "Hash Join", "Merge Join" -> join(type, type.replace(" Join", " " + text("Join Type") + " Join"));
            default -> type;
        };
        String backward = text("Scan Direction").equals("Backward") ? named + " Backward" : named;
        return text("Parallel Aware").equals("true") ? "Parallel " + backward : backward;
    }

    private String join(String inner, String other) {
        return text("Join Type").isEmpty() || text("Join Type").equals("Inner") ? inner : other;
    }

    private String aggregate() {
        return switch (text("Strategy")) {
            case "Hashed" -> "HashAggregate";
            case "Sorted" -> "GroupAggregate";
            case "Mixed" -> "MixedAggregate";
            default -> "Aggregate";
        };
    }

    private String partial(String aggregate) {
        String mode = text("Partial Mode");
        return mode.equals("Partial") || mode.equals("Finalize") ? mode + " " + aggregate : aggregate;
    }

    private String relation() {
        for (String name : List.of("Relation Name", "Function Name", "CTE Name", "Table Function Name")) {
            if (!text(name).isEmpty()) {
                return text("Schema").isEmpty() ? text(name) : text("Schema") + "." + text(name);
            }
        }
        return "";
    }

    private String text(String name) {
        return fields.getOrDefault(name, "");
    }

    private double number(String name) {
        try {
            return fields.containsKey(name) ? Double.parseDouble(text(name)) : Double.NaN;
        } catch (NumberFormatException cutOff) {
            return Double.NaN;
        }
    }
}
