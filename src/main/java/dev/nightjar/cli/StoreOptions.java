package dev.nightjar.cli;

import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where job files and the store are: flags win over the environment, which wins over the defaults. */
final class StoreOptions {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of job files (default: NIGHTJAR_CONFIG, else ./jobs).")
    Optional<Path> config = Optional.empty();

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "JDBC URL of Nightjar's own store, H2 or PostgreSQL (default: NIGHTJAR_STORE, else an H2 file"
                    + " under the user's data directory). User and password: NIGHTJAR_STORE_USER and"
                    + " NIGHTJAR_STORE_PASSWORD.")
    Optional<String> store = Optional.empty();

    Path configFolder() {
        return config.or(() ->
                        Optional.ofNullable(System.getenv("NIGHTJAR_CONFIG")).map(Path::of))
                .orElse(Path.of("jobs"));
    }

    /** Opens the store for a command that ends soon. */
    Store open(String purpose) {
        return Store.open(settings().forPurpose(purpose));
    }

    /** Opens the store so that other commands can use it meanwhile. */
    Store openShared(String purpose) {
        return Store.open(settings().forPurpose(purpose).sharing());
    }

    private StoreSettings settings() {
        Map<String, String> environment = System.getenv();
        StoreSettings settings = store.or(() -> Optional.ofNullable(environment.get("NIGHTJAR_STORE")))
                .map(StoreSettings::at)
                .orElseGet(() -> StoreSettings.ofThisUser(
                        environment, Path.of(System.getProperty("user.home")), System.getProperty("os.name")));
        String user = environment.get("NIGHTJAR_STORE_USER");
        return user == null
                ? settings
                : settings.withUser(user, () -> environment.getOrDefault("NIGHTJAR_STORE_PASSWORD", ""));
    }
}
