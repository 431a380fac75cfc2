package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Machine-readable output: members in the order they were put, unknown numbers as {@code null}. */
final class JsonFile {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonFile() {}

    /** Writes a tree of maps and lists to a file, or to the command's standard output for {@code -}. */
    static void write(String file, Map<String, ?> tree, PrintWriter standardOutput) {
        String text = JSON.writeValueAsString(tree);
        if (file.equals("-")) {
            standardOutput.println(text);
            standardOutput.flush();
            return;
        }
        try {
            Files.writeString(Path.of(file), text + "\n", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be written (" + e + "); name another with --json");
        }
    }

    /** A map in the order of its arguments: name, value, name, value…; doubles that are not finite become {@code null}. */
    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), plain(namesAndValues[i + 1]));
        }
        return object;
    }

    static List<@Nullable Object> numbers(double[] values) {
        List<@Nullable Object> list = new java.util.ArrayList<>();
        for (double value : values) {
            list.add(plain(value));
        }
        return list;
    }

    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof java.time.Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        return value;
    }
}
