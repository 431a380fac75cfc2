package dev.nightjar.source.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Azure Database for PostgreSQL, diagnostic setting "PostgreSQLLogs": {@code properties.message} with the fields of the
 * entry beside it. Built from its documentation:
 * https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-logging
 */
record AzureJson() implements JsonService {
    /** Of the lines that it writes. */
    static final String PREFIX = String.join(BAR, "%m", "%p", "%e", "%c", "");

    /** Its own prefix names the session: {@code 2026-01-01 00:00:00 UTC-6955b900.1a-LOG:  ...}. */
    private static final Pattern SESSION = Pattern.compile("[^-]*-[^-]*-[^-]*-([0-9a-f]+\\.[0-9a-f]+)-");

    @Override
    public boolean write(JsonNode object, PlainLines out) {
        JsonNode entry = object.path("properties");
        if (!entry.has("message")) {
            return false;
        }
        String severity = entry.path("errorLevel").asString("LOG") + ":  ";
        String message = entry.path("message").asString("");
        int start = message.indexOf(severity);
        String head = String.join(
                BAR,
                entry.path("timestamp").asString(""),
                entry.path("processId").asString("0"),
                entry.path("sqlerrcode").asString(""),
                session(message),
                "");
        JsonService.line(head + severity + (start < 0 ? message : message.substring(start + severity.length())), out);
        JsonService.part(head, "DETAIL", entry.path("detail"), out);
        JsonService.part(head, "STATEMENT", entry.path("statement"), out);
        return true;
    }

    private static String session(String message) {
        Matcher session = SESSION.matcher(message);
        return session.lookingAt() ? session.group(1) : "0.0";
    }
}
