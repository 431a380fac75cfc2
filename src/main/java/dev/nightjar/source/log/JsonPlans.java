package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans in EXPLAIN's JSON format, 13 to 18. */
final class JsonPlans {
    private static final List<String> CONDITIONS =
            List.of("Index Cond", "Hash Cond", "Merge Cond", "Recheck Cond", "Join Filter");

    private JsonPlans() {}

    static PlanNode tree(String json) {
        try {
            JsonNode plan = JsonMapper.shared().readTree(json).path("Plan");
            return plan.isObject() ? node(plan, 0) : PlanTexts.unknown();
        } catch (JacksonException cutOff) {
            return PlanTexts.unknown();
        }
    }

    private static PlanNode node(JsonNode plan, int depth) {
        List<PlanNode> children = new ArrayList<>();
        if (depth < 200) {
            for (JsonNode child : plan.path("Plans")) {
                children.add(node(child, depth + 1));
            }
        }
        String condition = "";
        for (String key : CONDITIONS) {
            condition = condition.isEmpty() ? text(plan, key) : condition;
        }
        double loops = number(plan, "Actual Loops");
        return new PlanNode(
                text(plan, "Node Type"),
                text(plan, "Relation Name"),
                text(plan, "Alias"),
                text(plan, "Index Name"),
                condition,
                text(plan, "Filter"),
                number(plan, "Total Cost"),
                number(plan, "Plan Rows"),
                number(plan, "Actual Rows"),
                loops,
                number(plan, "Actual Total Time") * loops,
                number(plan, "Rows Removed by Filter"),
                number(plan, "Temp Written Blocks"),
                "Disk".equals(text(plan, "Sort Space Type")) ? number(plan, "Sort Space Used") : Double.NaN,
                children);
    }

    private static String text(JsonNode plan, String key) {
        return plan.path(key).asString("");
    }

    private static double number(JsonNode plan, String key) {
        JsonNode value = plan.path(key);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }
}
