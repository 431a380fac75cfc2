package dev.nightjar.source.log;

import tools.jackson.databind.JsonNode;

/**
 * CloudNativePG: {@code record} with the columns of csvlog. Built from its documentation:
 * https://cloudnative-pg.io/documentation/current/logging/
 */
record CloudNativePgJson() implements JsonService {
    /** Of the lines that it writes. */
    static final String PREFIX = String.join(BAR, "%m", "%p", "%e", "%c", "%v", "%Q", "%u", "%d", "%a", "");

    @Override
    public boolean write(JsonNode object, PlainLines out) {
        JsonNode columns = object.path("record");
        if (!columns.has("error_severity")) {
            return false;
        }
        String head = String.join(
                BAR,
                columns.path("log_time").asString(""),
                columns.path("process_id").asString("0"),
                columns.path("sql_state_code").asString(""),
                columns.path("session_id").asString("0.0"),
                columns.path("virtual_transaction_id").asString(""),
                columns.path("query_id").asString(""),
                columns.path("user_name").asString(""),
                columns.path("database_name").asString(""),
                columns.path("application_name").asString(""),
                "");
        String severity = columns.path("error_severity").asString("LOG");
        JsonService.line(head + severity + ":  " + columns.path("message").asString(""), out);
        JsonService.part(head, "DETAIL", columns.path("detail"), out);
        JsonService.part(head, "CONTEXT", columns.path("context"), out);
        JsonService.part(head, "STATEMENT", columns.path("query"), out);
        return true;
    }
}
