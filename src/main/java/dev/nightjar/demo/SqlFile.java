package dev.nightjar.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The statements of a packed SQL file. */
final class SqlFile {
    private SqlFile() {}

    /** Splits at semicolons that end a line: these files have no others inside statements. */
    static List<String> statements(String name) {
        String text = text(name);
        return Arrays.stream(text.split(";\\s*(\\n|$)"))
                .map(String::strip)
                .filter(statement -> statement.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("--")))
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new DemoException(name + " is not in the jar: build it again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DemoException("Cannot read " + name + " in the jar: " + e.getMessage() + ".", e);
        }
    }
}
