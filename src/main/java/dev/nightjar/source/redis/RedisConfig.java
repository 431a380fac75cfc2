package dev.nightjar.source.redis;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** CONFIG GET * without its secrets: of a password one learns whether there is one. */
final class RedisConfig {
    static final String SET = "(set)";

    private RedisConfig() {}

    static SortedMap<String, String> withoutSecrets(SortedMap<String, String> all) {
        SortedMap<String, String> safe = new TreeMap<>();
        all.forEach((name, value) -> safe.put(name, isSecret(name) && !value.isEmpty() ? SET : value));
        return safe;
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("requirepass")
                || lower.equals("masterauth")
                || lower.equals("primaryauth")
                || lower.endsWith("-pass")
                || lower.contains("password")
                || lower.contains("secret");
    }
}
