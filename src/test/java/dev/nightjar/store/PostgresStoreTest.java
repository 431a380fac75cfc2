package dev.nightjar.store;

import static dev.nightjar.store.Snapshots.aSnapshot;
import static dev.nightjar.store.Snapshots.aStatement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.store.jdbc.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
    private final TestDatabase database = TestPostgres.shared(18).newDatabase();

    @Override
    StoreSettings settings() {
        return StoreSettings.at(database.url()).withUser(database.user(), database::password);
    }

    @Test
    void monthsThatAreOverAreDroppedAsAWhole() throws SQLException {
        store.samples().record(aSnapshot(0, aStatement("a", 0)));
        store.samples().record(aSnapshot(60, aStatement("a", 1)));
        store.samples().record(aSnapshot(86_400 * 40, aStatement("a", 2)));
        assertThat(partitions()).containsExactly("sample_2026_03", "sample_2026_04");

        store.tidy("shop", keeping(Snapshots.at(86_400 * 40), Snapshots.at(86_400 * 35)));

        assertThat(partitions()).containsExactly("sample_2026_04");
    }

    @Test
    void aWrongPasswordIsSaidWithoutTellingIt() {
        assertThatThrownBy(() -> Store.open(StoreSettings.at(database.url()).withUser(database.user(), () -> "guess")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not let " + database.user() + " in")
                .hasMessageNotContaining("guess");
    }

    @Test
    void aPasswordInTheAddressIsNotRepeated() {
        assertThatThrownBy(() -> Store.open(StoreSettings.at("postgresql://nightjar:geheim@127.0.0.1:1/store")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("127.0.0.1:1/store")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void anUnknownDatabaseIsSaid() {
        String url = database.url().replace(database.name(), "nowhere");

        assertThatThrownBy(() -> Store.open(StoreSettings.at(url).withUser(database.user(), database::password)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("CREATE DATABASE");
    }

    @Test
    void aStoreOfANewerReleaseIsLeftAlone() throws SQLException {
        H2StoreTest.markAsNewer(store);

        assertThatThrownBy(() -> Store.open(settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a newer Nightjar");
    }

    @Test
    void twoProcessesMayOpenAnEmptyDatabaseAtOnce() throws InterruptedException {
        TestDatabase fresh = TestPostgres.shared(18).newDatabase();
        StoreSettings settings = StoreSettings.at(fresh.url()).withUser(fresh.user(), fresh::password);
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> Store.open(settings).close());
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
    }

    private List<String> partitions() throws SQLException {
        List<String> names = new ArrayList<>();
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select c.relname from pg_inherits i"
                        + " join pg_class c on c.oid = i.inhrelid where i.inhparent = 'sample'::regclass order by 1")) {
            while (result.next()) {
                names.add(result.getString(1));
            }
        }
        return names;
    }
}
