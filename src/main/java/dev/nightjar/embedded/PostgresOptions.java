package dev.nightjar.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How to start an {@link EmbeddedPostgres}.
 *
 * @param binaries which PostgreSQL
 * @param settings server settings as in postgresql.conf, values without quotes; they win over the launcher's own, except
 *     for the port, the address and the socket directory
 * @param initdbArguments appended to the launcher's own ({@code -E UTF8 --locale=C}), so that they win
 * @param directory where the data go and stay, absent or empty before; empty = a private directory deleted on close
 */
public record PostgresOptions(
        PostgresBinaries binaries,
        Map<String, String> settings,
        List<String> initdbArguments,
        Optional<Path> directory) {
    public PostgresOptions {
        settings = Map.copyOf(settings);
        initdbArguments = List.copyOf(initdbArguments);
    }

    public static PostgresOptions defaults(PostgresBinaries binaries) {
        return new PostgresOptions(binaries, Map.of(), List.of(), Optional.empty());
    }

    public PostgresOptions withSetting(String name, String value) {
        return withSettings(Map.of(name, value));
    }

    public PostgresOptions withSettings(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return new PostgresOptions(binaries, all, initdbArguments, directory);
    }

    public PostgresOptions withInitdbArguments(String... more) {
        List<String> all = new ArrayList<>(initdbArguments);
        all.addAll(List.of(more));
        return new PostgresOptions(binaries, settings, all, directory);
    }

    /** No durability at all: for data that can be made again. */
    public PostgresOptions withoutDurability() {
        return withSettings(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
    }

    public PostgresOptions withDirectory(Path data) {
        return new PostgresOptions(binaries, settings, initdbArguments, Optional.of(data));
    }
}
