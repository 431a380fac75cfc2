package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes plain log lines out of the JSON of a {@link JsonService}. No real sample was seen of any. */
final class JsonUnwrapper implements Unwrapper {
    private static final String PUNCTUATION = ",[]";

    /** Something in the log that stands for an entry, and the bytes of the log that are its own. */
    private record Entry(JsonNode node, int bytes) {}

    private final JsonService service;
    private final boolean newestFirst;

    /**
     * @param newestFirst whether what was logged last comes first
     */
    JsonUnwrapper(JsonService service, boolean newestFirst) {
        this.service = service;
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
            if (!service.write(entry.node(), out)) {
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
}
