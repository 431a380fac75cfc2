package dev.nightjar.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which store to open, and how.
 *
 * @param url JDBC address, {@code jdbc:h2:file:…} or {@code jdbc:postgresql:…} ({@code postgresql:…} will do)
 * @param password asked for once, when the store is opened
 * @param shared whether other processes may use an H2 file through this one, as the daemon lets them
 * @param purpose what this process does, for the message another process gives when it finds an H2 file locked
 * @param patience how long to wait for a process that holds an H2 file
 */
public record StoreSettings(
        String url, String user, Supplier<String> password, boolean shared, String purpose, Duration patience) {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String USER = "nightjar";

    /** A store without a password, e.g. an H2 file, which only its owner can read. */
    public static StoreSettings at(String url) {
        return new StoreSettings(url, USER, () -> "", false, "nightjar", PATIENCE);
    }

    /** An H2 file; its name is completed with {@code .mv.db}. */
    public static StoreSettings file(Path file) {
        return at("jdbc:h2:file:" + file.toAbsolutePath());
    }

    /** The H2 file under the user's data directory. */
    public static StoreSettings ofThisUser(Map<String, String> environment, Path home, String osName) {
        Path data;
        if (osName.startsWith("Windows")) {
            data = Path.of(environment.getOrDefault(
                    "LOCALAPPDATA", home.resolve("AppData/Local").toString()));
        } else if (osName.startsWith("Mac")) {
            data = home.resolve("Library/Application Support");
        } else {
            String given = environment.getOrDefault("XDG_DATA_HOME", "");
            data = given.isEmpty() ? home.resolve(".local/share") : Path.of(given);
        }
        return file(data.resolve("nightjar").resolve("store"));
    }

    public StoreSettings withUser(String newUser, Supplier<String> newPassword) {
        return new StoreSettings(url, newUser, newPassword, shared, purpose, patience);
    }

    /** Lets other processes use an H2 file through this one. */
    public StoreSettings sharing() {
        return new StoreSettings(url, user, password, true, purpose, patience);
    }

    public StoreSettings forPurpose(String newPurpose) {
        return new StoreSettings(url, user, password, shared, newPurpose, patience);
    }

    public StoreSettings withPatience(Duration newPatience) {
        return new StoreSettings(url, user, password, shared, purpose, newPatience);
    }

    /** Without the address, which may hold a password. */
    @Override
    public String toString() {
        return "StoreSettings[user=" + user + ", shared=" + shared + ", purpose=" + purpose + "]";
    }
}
