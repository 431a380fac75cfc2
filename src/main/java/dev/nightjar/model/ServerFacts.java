package dev.nightjar.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server as it describes itself.
 *
 * @param versionNumber e.g. 180006
 * @param version e.g. {@code 18.6}
 * @param startedAt on the report's clock
 */
public record ServerFacts(
        int versionNumber,
        String version,
        String systemIdentifier,
        boolean inRecovery,
        Instant startedAt,
        List<Setting> settings) {

    public ServerFacts {
        settings = List.copyOf(settings);
    }

    public int major() {
        return versionNumber / 10_000;
    }

    public Optional<Setting> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }
}
