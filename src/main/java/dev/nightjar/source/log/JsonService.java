package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** A managed service that gives its logs as JSON: what lines of a plain log one of its objects stands for. */
sealed interface JsonService permits AzureJson, CloudNativePgJson, CloudSqlJson, CloudWatchJson {

    /** What separates the fields of a prefix that is made up from those of an object; no name holds it. */
    String BAR = "\u0001";

    /** Writes the lines of an object; false if it carries none. */
    boolean write(JsonNode object, PlainLines out);

    /** One line of the plain log; newlines inside get the tab that the server would have added. */
    static void line(String text, PlainLines out) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        out.write(line.replace("\n\t", "\n").replace("\n", "\n\t").getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    /** A DETAIL or the like, if there is one. */
    static void part(String head, String name, JsonNode text, PlainLines out) {
        String part = text.asString("");
        if (!part.isEmpty()) {
            line(head + name + ":  " + part, out);
        }
    }
}
