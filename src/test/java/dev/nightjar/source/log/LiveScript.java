package dev.nightjar.source.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements of a file in the test resources: between lines {@code ----}, or {@code ---- 16} for 16 and later. */
final class LiveScript {
    private static final Pattern BORDER = Pattern.compile("\\n?----(?: (\\d+))?\\n");

    private LiveScript() {}

    static List<String> statements(String name, int major) {
        String text = text(name);
        List<String> statements = new ArrayList<>();
        Matcher border = BORDER.matcher(text);
        int from = 0;
        int since = 0;
        while (border.find()) {
            add(statements, text.substring(from, border.start()), since, major);
            since = border.group(1) == null ? 0 : Integer.parseInt(border.group(1));
            from = border.end();
        }
        add(statements, text.substring(from), since, major);
        return statements;
    }

    private static void add(List<String> statements, String sql, int since, int major) {
        if (!sql.isBlank() && major >= since) {
            statements.add(sql);
        }
    }

    private static String text(String name) {
        try (InputStream in = LiveScript.class.getResourceAsStream("/logs/live/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
