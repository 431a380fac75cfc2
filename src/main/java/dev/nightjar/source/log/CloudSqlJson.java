package dev.nightjar.source.log;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Google Cloud SQL: {@code textPayload} is one line of the plain log. Older exports leave the time to the object; what
 * starts with neither time nor process goes on with the line before. Built from its documentation:
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
 */
record CloudSqlJson() implements JsonService {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern PROCESS_FIRST = Pattern.compile("\\[\\d+\\]: ");
    private static final Pattern TIME_FIRST = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

    @Override
    public boolean write(JsonNode object, PlainLines out) {
        if (!object.has("textPayload")) {
            return false;
        }
        String text = object.path("textPayload").asString("");
        if (PROCESS_FIRST.matcher(text).lookingAt()) {
            JsonService.line(plainTime(object.path("timestamp").asString("")) + " " + text, out);
        } else {
            JsonService.line(TIME_FIRST.matcher(text).lookingAt() ? text : "\t" + text, out);
        }
        return true;
    }

    /** As {@code %m} would have printed it. */
    private static String plainTime(String iso) {
        try {
            return MILLIS.format(Instant.parse(iso));
        } catch (DateTimeException noTime) {
            return iso;
        }
    }
}
