package dev.nightjar.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} by environment variables. Messages never show a value. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private final Map<String, String> environment;

    Placeholders(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    String expand(String raw, String file, int line) {
        if (!raw.contains("${")) {
            return raw;
        }
        Matcher matcher = PLACEHOLDER.matcher(raw);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = Optional.ofNullable(environment.get(name))
                    .or(() -> Optional.ofNullable(matcher.group(2)))
                    .orElseThrow(() -> new ConfigurationException(
                            file,
                            line,
                            "environment variable " + name + " is not set; set it, or give a default as ${" + name
                                    + ":value}"));
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }
}
