package dev.nightjar.source.log.plan;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Plans in EXPLAIN's JSON format, 13 to 18. Read token by token: of a plan that is cut off, what is there counts. */
final class JsonPlans {
    private JsonPlans() {}

    static PlanNode tree(String json) {
        PlanFields root = new PlanFields();
        try (JsonParser parser = JsonMapper.shared().createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object(parser, root);
            }
        } catch (JacksonException cutOff) {
            return root.node();
        }
        return root.node();
    }

    private static void object(JsonParser parser, PlanFields node) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("Plan")) {
                object(parser, node);
            } else if (value == JsonToken.START_ARRAY && name.equals("Plans")) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    PlanFields child = new PlanFields();
                    node.add(child);
                    object(parser, child);
                }
            } else if (value.isStructStart()) {
                parser.skipChildren();
            } else {
                node.put(name, parser.getString());
            }
        }
    }
}
