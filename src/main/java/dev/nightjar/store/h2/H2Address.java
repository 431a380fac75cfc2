package dev.nightjar.store.h2;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an H2 database is.
 *
 * @param place what stands before the options, e.g. {@code jdbc:h2:file:/var/lib/nightjar/store}
 * @param options those given, each with its leading semicolon
 */
record H2Address(String place, String options) {

    /**
     * MODE and the two after it make its SQL PostgreSQL's. With the default WRITE_DELAY a kill -9 loses acknowledged
     * commits. DB_CLOSE_ON_EXIT would close the database before our own shutdown is done with it.
     * A trace file would hold statements with their values, readable by everybody.
     */
    private static final String[] REQUIRED = {
        "MODE=PostgreSQL",
        "DATABASE_TO_LOWER=TRUE",
        "DEFAULT_NULL_ORDERING=HIGH",
        "WRITE_DELAY=0",
        "DB_CLOSE_ON_EXIT=FALSE",
        "TRACE_LEVEL_FILE=0"
    };

    private static final String PREFIX = "jdbc:h2:";

    static H2Address parse(String url, Path home) {
        int semicolon = url.indexOf(';');
        String place = semicolon < 0 ? url : url.substring(0, semicolon);
        String options = semicolon < 0 ? "" : url.substring(semicolon);
        String name = place.substring(PREFIX.length());
        if (name.startsWith("mem:") || name.startsWith("tcp:") || name.startsWith("ssl:")) {
            return new H2Address(place, options);
        }
        String path = name.startsWith("file:") ? name.substring("file:".length()) : name;
        Path file = path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
        return ofFile(file, options);
    }

    static H2Address ofFile(Path file, String options) {
        String path = file.toAbsolutePath().normalize().toString().replace('\\', '/');
        return new H2Address(PREFIX + "file:" + path, options);
    }

    /** The database's file without its ending, where it is a file of this machine. */
    Optional<Path> file() {
        String prefix = PREFIX + "file:";
        return place.startsWith(prefix) ? Optional.of(Path.of(place.substring(prefix.length()))) : Optional.empty();
    }

    /**
     * The address with all options that the store needs; those given win. A file is opened again when the interrupt of a
     * thread, such as the scheduler's at its end, closed it.
     */
    String url() {
        return withOptions(file().map(file -> PREFIX + retrying(file)).orElse(place));
    }

    /** H2's name of a database in a file. */
    static String retrying(Path file) {
        return "retry:" + file.toString().replace('\\', '/');
    }

    /** The address of the same database in the process that shares it. */
    String sharedUrl(int port, String key) {
        return withOptions(PREFIX + "tcp://127.0.0.1:" + port + "/" + key);
    }

    private String withOptions(String start) {
        StringBuilder url = new StringBuilder(start).append(options);
        String given = options.toUpperCase(Locale.ROOT);
        for (String option : REQUIRED) {
            String name = option.substring(0, option.indexOf('=') + 1);
            if (!given.contains(";" + name)) {
                url.append(';').append(option);
            }
        }
        return url.toString();
    }
}
