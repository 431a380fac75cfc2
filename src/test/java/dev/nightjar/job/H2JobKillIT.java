package dev.nightjar.job;

import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2JobKillIT extends JobKillContract {
    private final H2Gate gate;

    H2JobKillIT(@TempDir Path directory) throws SQLException {
        super(directory);
        gate = new H2Gate(directory);
        try (Store store = Store.open(settings())) {
            H2Gate.install(store.dataSource());
        }
    }

    @Override
    Gate gate() {
        return gate;
    }

    @Override
    StoreSettings settings() {
        return StoreSettings.file(directory.resolve("store"));
    }

    @Override
    StoreSettings copy() {
        try {
            Files.copy(directory.resolve("store.mv.db"), directory.resolve("copy.mv.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return StoreSettings.file(directory.resolve("copy"));
    }

    @Override
    void awaitThatTheKilledIsGone() {
        // The file's lock goes with its process.
    }
}
