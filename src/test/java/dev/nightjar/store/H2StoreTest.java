package dev.nightjar.store;

import static dev.nightjar.store.Snapshots.aSnapshot;
import static dev.nightjar.store.Snapshots.aStatement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.store.jdbc.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {
    private final Path directory;

    H2StoreTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    StoreSettings settings() {
        return StoreSettings.file(directory.resolve("data").resolve("store"));
    }

    @Test
    void onlyItsOwnerCanReadTheFile() throws IOException {
        Path file = directory.resolve("data").resolve("store.mv.db");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void nothingIsLeftBesideTheFileWhenItIsClosed() throws IOException {
        store.close();

        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of("store.mv.db"));
        }
    }

    @Test
    void aWrongPasswordIsSaid() {
        assertThatThrownBy(() -> Store.open(settings().withUser("nightjar", () -> "wrong")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("does not accept the password of nightjar")
                .hasMessageNotContaining("wrong\"");
    }

    @Test
    void aStoreOfANewerReleaseIsLeftAlone() throws SQLException {
        markAsNewer(store);
        store.close();

        assertThatThrownBy(() -> Store.open(settings()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a newer Nightjar");
    }

    @Test
    void aFileShrinksAfterAPurge() throws IOException {
        for (int i = 0; i < 60; i++) {
            store.samples().record(aSnapshot(i, aStatement("a" + i + "x".repeat(20_000), i)));
        }
        Path file = directory.resolve("data").resolve("store.mv.db");
        store.tidy("shop", keeping(Snapshots.at(7200), Snapshots.at(7200)));
        long before = Files.size(file);
        store.close();

        assertThat(Files.size(file)).isLessThan(before / 2);
        store = Store.open(settings());
        assertThat(store.samples().record(aSnapshot(61, aStatement("a", 1)))).isEqualTo(1);
    }

    @Test
    void anAddressThatIsNeitherIsRefused() {
        assertThatThrownBy(() -> Store.open(StoreSettings.at("jdbc:mysql://db/store?password=secret")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("jdbc:h2: nor jdbc:postgresql:")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theDefaultFileIsUnderTheDataDirectoryOfTheSystem() {
        Path home = Path.of("/home/ada");

        assertThat(StoreSettings.ofThisUser(Map.of(), home, "Linux").url())
                .isEqualTo("jdbc:h2:file:/home/ada/.local/share/nightjar/store");
        assertThat(StoreSettings.ofThisUser(Map.of("XDG_DATA_HOME", "/data"), home, "Linux")
                        .url())
                .isEqualTo("jdbc:h2:file:/data/nightjar/store");
        assertThat(StoreSettings.ofThisUser(Map.of(), home, "Mac OS X").url())
                .isEqualTo("jdbc:h2:file:/home/ada/Library/Application Support/nightjar/store");
    }

    static void markAsNewer(Store store) throws SQLException {
        try (var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into \"schema_history\" (\"installed_rank\", \"version\", \"description\","
                    + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                    + " values (999, '999', 'future', 'SQL', 'V999__future.sql', 'x', 1, true)");
        }
    }
}
