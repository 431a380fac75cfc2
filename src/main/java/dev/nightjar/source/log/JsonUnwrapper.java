package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of managed services, one object or one list of objects a line: Cloud SQL ({@code textPayload}), Azure
 * ({@code properties}), CloudWatch ({@code events[].message}), CloudNativePG ({@code record}). Built from their
 * documentation, not from logs that a server here wrote.
 */
final class JsonUnwrapper implements Unwrapper {
    /** What separates fields of a made-up prefix; no name holds it. */
    private static final String BAR = "\u0001";

    /** Prefix of lines made from Azure's fields. */
    static final String AZURE_PREFIX = "%m" + BAR + "%p" + BAR + "%e" + BAR;

    /** Prefix of lines made from csvlog's columns. */
    static final String RECORD_PREFIX = "%m" + BAR + "%p" + BAR + "%e" + BAR + "%c" + BAR + "%v" + BAR + "%Q" + BAR
            + "%u" + BAR + "%d" + BAR + "%a" + BAR;

    @Override
    public long unwrap(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        long passed = 0;
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int start = at;
            int end = newline;
            while (start < end && (bytes[start] <= ' ' && bytes[start] >= 0)) {
                start++;
            }
            while (end > start && (bytes[end - 1] == ',' || (bytes[end - 1] <= ' ' && bytes[end - 1] >= 0))) {
                end--;
            }
            boolean bracket = end - start == 1 && (bytes[start] == '[' || bytes[start] == ']');
            if (end > start && !bracket && !line(bytes, start, end, out)) {
                passed++;
            }
            at = newline + 1;
        }
        return passed;
    }

    private boolean line(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        try {
            return object(JsonMapper.shared().readTree(bytes, from, to - from), out);
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private boolean object(JsonNode node, ByteArrayOutputStream out) {
        if (node.isArray()) {
            boolean all = true;
            for (JsonNode element : node) {
                all &= object(element, out);
            }
            return all;
        }
        for (String list : new String[] {"records", "events"}) {
            if (node.path(list).isArray()) {
                return object(node.path(list), out);
            }
        }
        if (node.has("textPayload")) {
            write(node.path("textPayload").asString(""), out);
            return true;
        }
        if (node.path("properties").has("message")) {
            azure(node.path("properties"), out);
            return true;
        }
        if (node.path("record").has("error_severity")) {
            record(node.path("record"), out);
            return true;
        }
        if (node.path("message").isString()) {
            write(node.path("message").asString(), out);
            return true;
        }
        return false;
    }

    private static void azure(JsonNode node, ByteArrayOutputStream out) {
        String level = node.path("errorLevel").asString("LOG");
        String message = node.path("message").asString("");
        int start = message.indexOf(level + ":  ");
        String head = node.path("timestamp").asString("")
                + BAR
                + node.path("processId").asString("0")
                + BAR
                + node.path("sqlerrcode").asString("")
                + BAR;
        write(head + level + ":  " + (start < 0 ? message : message.substring(start + level.length() + 3)), out);
        part(head, "DETAIL", node.path("detail").asString(""), out);
        part(head, "STATEMENT", node.path("statement").asString(""), out);
    }

    private static void record(JsonNode node, ByteArrayOutputStream out) {
        String head = String.join(
                        BAR,
                        node.path("log_time").asString(""),
                        node.path("process_id").asString("0"),
                        node.path("sql_state_code").asString(""),
                        node.path("session_id").asString("0.0"),
                        node.path("virtual_transaction_id").asString(""),
                        node.path("query_id").asString(""),
                        node.path("user_name").asString(""),
                        node.path("database_name").asString(""),
                        node.path("application_name").asString(""))
                + BAR;
        write(
                head + node.path("error_severity").asString("LOG") + ":  "
                        + node.path("message").asString(""),
                out);
        part(head, "DETAIL", node.path("detail").asString(""), out);
        part(head, "CONTEXT", node.path("context").asString(""), out);
        part(head, "STATEMENT", node.path("query").asString(""), out);
    }

    private static void part(String head, String name, String text, ByteArrayOutputStream out) {
        if (!text.isEmpty()) {
            write(head + name + ":  " + text, out);
        }
    }

    /** One line of the plain log; newlines inside get the tab that the server would have added. */
    private static void write(String text, ByteArrayOutputStream out) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        out.writeBytes(line.replace("\n\t", "\n").replace("\n", "\n\t").getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
