package dev.nightjar.advise.redis;

import java.util.List;
import java.util.Optional;

/** CONFIG SET with the value it replaces as the way back. */
record ConfigChange(List<String> apply, List<String> undo) {

    static ConfigChange of(RedisInput input, String name, String value, String otherwise) {
        String before = input.config(name).or(() -> fromInfo(input, name)).orElse(otherwise);
        return new ConfigChange(
                List.of(set(name, value), "# CONFIG REWRITE keeps it over a restart"), List.of(set(name, before)));
    }

    private static Optional<String> fromInfo(RedisInput input, String name) {
        return input.info(name.replace('-', '_'));
    }

    private static String set(String name, String value) {
        return "CONFIG SET " + name + " " + (value.isEmpty() || value.contains(" ") ? '"' + value + '"' : value);
    }
}
