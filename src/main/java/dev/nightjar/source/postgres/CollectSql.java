package dev.nightjar.source.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The queries of {@code sql/collect}: {@code name.sql} for all versions, or {@code name.15.sql} from version 15 on until
 * a file with a higher number. Each holds a mark by which Nightjar knows its own statements; it follows the first word,
 * for the server keeps comments only within a statement.
 */
final class CollectSql {
    static final String MARK = "/* nightjar */";
    private static final int OLDEST = 13;

    private CollectSql() {}

    static String text(String name) {
        return read(name)
                .orElseThrow(() -> new IllegalStateException(
                        "the query sql/collect/" + name + ".sql is missing from the jar; build it again"));
    }

    /** The query for a major version; empty where that version has no such view. */
    static Optional<String> text(String name, int major) {
        for (int version = major; version >= OLDEST; version--) {
            Optional<String> text = read(name + "." + version);
            if (text.isPresent()) {
                return text;
            }
        }
        return read(name);
    }

    private static Optional<String> read(String name) {
        try (InputStream in = CollectSql.class.getResourceAsStream("/sql/collect/" + name + ".sql")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(marked(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("the query sql/collect/" + name + ".sql cannot be read from the jar", e);
        }
    }

    private static String marked(String file) {
        StringBuilder body = new StringBuilder();
        file.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .forEach(line -> body.append(line).append('\n'));
        return body.toString().strip().replaceFirst("\\s", " " + MARK + " ");
    }
}
