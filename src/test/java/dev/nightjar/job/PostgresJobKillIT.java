package dev.nightjar.job;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class PostgresJobKillIT extends JobKillContract {
    private final TestDatabase database = TestPostgres.shared(18).newDatabase();
    private PostgresGate gate;

    PostgresJobKillIT(@TempDir Path directory) throws SQLException {
        super(directory);
        Store.open(settings()).close();
        gate = new PostgresGate(database);
    }

    @Override
    Gate gate() {
        return gate;
    }

    @Override
    StoreSettings settings() {
        return of(database);
    }

    /** A template must have no sessions. */
    @Override
    StoreSettings copy() {
        try {
            gate.disconnect();
            TestDatabase copy = TestPostgres.shared(18).copyOf(database);
            gate = new PostgresGate(database);
            return of(copy);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void awaitThatTheKilledIsGone() {
        gate.awaitThatNobodyElseIsConnected();
    }

    private static StoreSettings of(TestDatabase database) {
        return StoreSettings.at(database.url()).withUser(database.user(), database::password);
    }
}
