package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of managed services: Cloud SQL ({@code textPayload}), Azure ({@code properties}), CloudWatch
 * ({@code events[].message}), CloudNativePG ({@code record}). Built from their documentation; no real sample was seen.
 */
final class JsonUnwrapper implements Unwrapper {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern PROCESS_FIRST = Pattern.compile("\\[\\d+\\]: ");
    private static final Pattern TIME_FIRST = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
    private static final Pattern SESSION = Pattern.compile("[^-]*-[^-]*-[^-]*-([0-9a-f]+\\.[0-9a-f]+)-");

    private static final String PUNCTUATION = ",[]";

    /** What separates fields of a made-up prefix; no name holds it. */
    private static final String BAR = "\u0001";

    /** Prefix of lines made from Azure's fields. */
    static final String AZURE_PREFIX = "%m" + BAR + "%p" + BAR + "%e" + BAR + "%c" + BAR;

    /** Prefix of lines made from csvlog's columns. */
    static final String RECORD_PREFIX = "%m" + BAR + "%p" + BAR + "%e" + BAR + "%c" + BAR + "%v" + BAR + "%Q" + BAR
            + "%u" + BAR + "%d" + BAR + "%a" + BAR;

    /** Something in the log that stands for an entry, and the bytes of the log that are its own. */
    private record Entry(JsonNode node, int bytes) {}

    private final boolean newestFirst;

    /**
     * @param newestFirst whether what was logged last comes first
     */
    JsonUnwrapper(boolean newestFirst) {
        this.newestFirst = newestFirst;
    }

    @Override
    public void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed) {
        List<Entry> entries = entries(bytes, from, to, passed);
        if (newestFirst) {
            Collections.reverse(entries);
        }
        for (Entry entry : entries) {
            out.start(entry.bytes());
            if (!write(entry.node(), out)) {
                out.takeBack();
                passed.skipped(1, entry.bytes());
            }
        }
    }

    private static List<Entry> entries(byte[] bytes, int from, int to, Passed passed) {
        List<Entry> entries = new ArrayList<>();
        JsonObjects objects = new JsonObjects((start, end) -> passOver(bytes, start, end, passed));
        for (int end = objects.next(bytes, from, to); end >= 0; end = objects.next(bytes, end, to)) {
            int length = end - objects.from();
            try {
                entries.add(new Entry(JsonMapper.shared().readTree(bytes, objects.from(), length), length));
            } catch (JacksonException notJson) {
                passed.skipped(lines(bytes, objects.from(), end), length);
            }
        }
        return entries;
    }

    /**
     * Whether an export begins with what was logged last, as {@code gcloud logging read} gives it unless told otherwise:
     * told by most of the steps between entries of its first part, for services are not exact about the order.
     */
    static boolean isNewestFirst(byte[] bytes, int from, int to) {
        int ahead = 0;
        Optional<Instant> before = Optional.empty();
        for (Entry entry : entries(bytes, from, to, (lines, skipped) -> {})) {
            Optional<Instant> time = time(entry.node());
            if (before.isPresent() && time.isPresent()) {
                ahead += time.get().compareTo(before.get()) < 0 ? -1 : 0;
                ahead += time.get().compareTo(before.get()) > 0 ? 1 : 0;
            }
            before = time;
        }
        return ahead < 0;
    }

    /** Milliseconds since 1970, or text whose fraction may lack its last zeros. */
    private static Optional<Instant> time(JsonNode entry) {
        JsonNode time = entry.path("timestamp");
        if (time.isIntegralNumber()) {
            return Optional.of(Instant.ofEpochMilli(time.asLong()));
        }
        try {
            return Optional.of(OffsetDateTime.parse(time.asString("")).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** Between two objects, only the punctuation of a list is no loss. */
    private static void passOver(byte[] bytes, int from, int to, Passed passed) {
        for (int at = from; at < to; at++) {
            if (bytes[at] > ' ' ? PUNCTUATION.indexOf(bytes[at]) < 0 : bytes[at] <= 0) {
                passed.skipped(lines(bytes, at, to), to - at);
                return;
            }
        }
    }

    private static long lines(byte[] bytes, int from, int to) {
        return Math.max(1, ByteSearch.count(bytes, from, to, (byte) '\n'));
    }

    private static boolean write(JsonNode node, PlainLines out) {
        if (node.has("textPayload")) {
            cloudSql(node, out);
        } else if (node.path("properties").has("message")) {
            azure(node.path("properties"), out);
        } else if (node.path("record").has("error_severity")) {
            record(node.path("record"), out);
        } else if (node.path("message").isString()) {
            write(node.path("message").asString(), out);
        } else {
            return false;
        }
        return true;
    }

    /** Older exports leave the time to the envelope; what starts with neither time nor process goes on with the line before. */
    private static void cloudSql(JsonNode node, PlainLines out) {
        String text = node.path("textPayload").asString("");
        if (PROCESS_FIRST.matcher(text).lookingAt()) {
            write(plainTime(node.path("timestamp").asString("")) + " " + text, out);
        } else if (TIME_FIRST.matcher(text).lookingAt()) {
            write(text, out);
        } else {
            write("\t" + text, out);
        }
    }

    /** As {@code %m} would have printed it. */
    private static String plainTime(String iso) {
        try {
            return MILLIS.format(Instant.parse(iso));
        } catch (DateTimeException noTime) {
            return iso;
        }
    }

    private static void azure(JsonNode node, PlainLines out) {
        String level = node.path("errorLevel").asString("LOG");
        String message = node.path("message").asString("");
        int start = message.indexOf(level + ":  ");
        String head = node.path("timestamp").asString("")
                + BAR
                + node.path("processId").asString("0")
                + BAR
                + node.path("sqlerrcode").asString("")
                + BAR
                + session(message)
                + BAR;
        write(head + level + ":  " + (start < 0 ? message : message.substring(start + level.length() + 3)), out);
        part(head, "DETAIL", node.path("detail").asString(""), out);
        part(head, "STATEMENT", node.path("statement").asString(""), out);
    }

    /** Azure's own prefix names the session: {@code 2026-01-01 00:00:00 UTC-6955b900.1a-LOG:  ...}. */
    private static String session(String message) {
        Matcher session = SESSION.matcher(message);
        return session.lookingAt() ? session.group(1) : "0.0";
    }

    private static void record(JsonNode node, PlainLines out) {
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

    private static void part(String head, String name, String text, PlainLines out) {
        if (!text.isEmpty()) {
            write(head + name + ":  " + text, out);
        }
    }

    /** One line of the plain log; newlines inside get the tab that the server would have added. */
    private static void write(String text, PlainLines out) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        out.write(line.replace("\n\t", "\n").replace("\n", "\n\t").getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
