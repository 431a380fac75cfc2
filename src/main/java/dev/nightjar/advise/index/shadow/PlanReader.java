package dev.nightjar.advise.index.shadow;

import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code EXPLAIN (FORMAT JSON)} prints. */
final class PlanReader {
    private static final Set<String> NOT_CONDITIONS = Set.of(
            "Node Type",
            "Relation Name",
            "Schema",
            "Alias",
            "Index Name",
            "Operation",
            "Parent Relationship",
            "Join Type",
            "Scan Direction",
            "Strategy",
            "Partial Mode",
            "Subplan Name",
            "CTE Name",
            "Function Name",
            "Command");

    private final JsonMapper mapper = JsonMapper.shared();

    Plan read(String json) {
        return new Plan(node(mapper.readTree(json).get(0).get("Plan")));
    }

    private static PlanNode node(JsonNode json) {
        Map<String, String> conditions = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        List<PlanNode> children = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : json.properties()) {
            JsonNode value = property.getValue();
            if (property.getKey().equals("Plans")) {
                value.forEach(child -> children.add(node(child)));
            } else if (value.isArray()) {
                List<String> texts = new ArrayList<>();
                value.forEach(element -> texts.add(element.isString() ? element.asString() : element.toString()));
                lists.put(property.getKey(), texts);
            } else if (value.isString() && !NOT_CONDITIONS.contains(property.getKey())) {
                conditions.put(property.getKey(), value.asString());
            }
        }
        return new PlanNode(
                text(json, "Node Type"),
                json.has("Relation Name")
                        ? Optional.of(new ObjectName(text(json, "Schema"), text(json, "Relation Name")))
                        : Optional.empty(),
                text(json, "Alias"),
                json.has("Index Name") ? Optional.of(text(json, "Index Name")) : Optional.empty(),
                number(json, "Startup Cost"),
                number(json, "Total Cost"),
                number(json, "Plan Rows"),
                conditions,
                lists,
                text(json, "Operation"),
                children);
    }

    private static String text(JsonNode json, String property) {
        JsonNode value = json.get(property);
        return value == null ? "" : value.asString();
    }

    private static double number(JsonNode json, String property) {
        JsonNode value = json.get(property);
        return value == null ? Double.NaN : value.asDouble();
    }
}
