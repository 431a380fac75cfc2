package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells by its keys whether a JSON object is an entry of {@code jsonlog} or of a managed service. */
final class JsonShape {
    /** An object that is longer is told by what stands in its first part. */
    private static final int LONGEST = 64 * 1024;

    private int next;

    /** Where to look on after the object that {@link #of} found, whatever its keys; where it was if it is none. */
    int next() {
        return next;
    }

    /** What the object or list of objects is that starts at {@code at}; empty if it is no JSON, or has no known key. */
    Optional<LogFormat> of(byte[] bytes, int at, int to) {
        next = at;
        int start = at;
        while (start < to && (bytes[start] == '[' || JsonObjects.isBlank(bytes[start]))) {
            start++;
        }
        if (start >= to || bytes[start] != '{') {
            return Optional.empty();
        }
        int limit = Math.min(to, start + LONGEST);
        JsonObjects objects = new JsonObjects();
        int end = objects.next(bytes, start, limit);
        if (end < 0) {
            Optional<LogFormat> told = byText(new String(bytes, start, limit - start, StandardCharsets.ISO_8859_1));
            if (told.isPresent()) {
                int newline = ByteSearch.find(bytes, start, to, (byte) '\n');
                // Written over many lines, all that follows belongs to it; on one line, only that is too long.
                next = newline < limit ? to : newline + 1;
            }
            return told;
        }
        try {
            JsonNode node = JsonMapper.shared().readTree(bytes, objects.from(), end - objects.from());
            next = end;
            while (next < to && (bytes[next] == ',' || bytes[next] == ']' || JsonObjects.isBlank(bytes[next]))) {
                next++;
            }
            return byKeys(node, objects.from() > start);
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<LogFormat> byKeys(JsonNode node, boolean member) {
        if (node.has("textPayload")) {
            return Optional.of(LogFormat.CLOUDSQL);
        }
        if (node.path("properties").isObject()) {
            return Optional.of(LogFormat.AZURE);
        }
        if (node.path("record").isObject() && node.has("logger")) {
            return Optional.of(LogFormat.CLOUDNATIVEPG);
        }
        if (node.has("error_severity")) {
            return Optional.of(LogFormat.JSONLOG);
        }
        // An event that stands alone could be of anything, but for its time.
        boolean event = node.path("message").isString()
                && (member || node.path("timestamp").isIntegralNumber());
        return event ? Optional.of(LogFormat.CLOUDWATCH) : Optional.empty();
    }

    private static Optional<LogFormat> byText(String text) {
        if (text.contains("\"textPayload\"")) {
            return Optional.of(LogFormat.CLOUDSQL);
        }
        if (text.contains("\"properties\"")) {
            return Optional.of(LogFormat.AZURE);
        }
        if (text.contains("\"record\"") && text.contains("\"logger\"")) {
            return Optional.of(LogFormat.CLOUDNATIVEPG);
        }
        if (text.contains("\"events\"")) {
            return Optional.of(LogFormat.CLOUDWATCH);
        }
        return text.contains("\"error_severity\"") ? Optional.of(LogFormat.JSONLOG) : Optional.empty();
    }
}
