package dev.nightjar.source.log.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plans in EXPLAIN's YAML format, 13 to 18: a field a line, strings as JSON writes them, a child of {@code Plans:} begins
 * with a dash two places to the left of its fields.
 */
final class YamlPlans {
    private static final String CHILD = "- Node Type: ";

    private record Level(int indent, PlanFields node) {}

    private YamlPlans() {}

    /** Whether this is how a plan in YAML begins, once the query is cut off. */
    static boolean isOne(String plan) {
        return plan.startsWith("Plan:") || plan.contains("\nPlan:");
    }

    static PlanNode tree(String plan) {
        PlanFields root = new PlanFields();
        Deque<Level> path = new ArrayDeque<>();
        boolean begun = false;
        for (String line : plan.lines().toList()) {
            int indent = line.length() - line.stripLeading().length();
            String text = line.strip();
            if (!begun) {
                begun = text.equals("Plan:");
                path.clear();
                path.push(new Level(2, root));
            } else if (indent == 0 && !text.isEmpty()) {
                break;
            } else if (text.startsWith(CHILD)) {
                PlanFields child = new PlanFields();
                while (path.size() > 1 && path.element().indent() > indent) {
                    path.pop();
                }
                path.element().node().add(child);
                path.push(new Level(indent + 2, child));
                field(child, text.substring(2));
            } else {
                while (path.size() > 1 && path.element().indent() > indent) {
                    path.pop();
                }
                if (path.element().indent() == indent) {
                    field(path.element().node(), text);
                }
            }
        }
        return root.node();
    }

    private static void field(PlanFields node, String text) {
        int colon = text.indexOf(": ");
        if (colon > 0) {
            String value = text.substring(colon + 2);
            node.put(text.substring(0, colon), value.startsWith("\"") ? unquoted(value) : value);
        }
    }

    private static String unquoted(String value) {
        try {
            return JsonMapper.shared().readTree(value).asString("");
        } catch (JacksonException cutOff) {
            return value.substring(1);
        }
    }
}
