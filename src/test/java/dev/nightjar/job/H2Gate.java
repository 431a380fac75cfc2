package dev.nightjar.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** A gate in an H2 store: {@link H2GateTrigger} and two files. */
final class H2Gate implements Gate {
    private static final List<String> TABLES =
            List.of("batch_step_execution", "visit", "last_snapshot", "log_segment", "delivery");

    private final Path directory;
    private String point = "";

    H2Gate(Path directory) {
        this.directory = directory;
    }

    /** Must be done once while no other process has the store. */
    static void install(DataSource store) throws SQLException {
        try (Connection connection = store.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                for (String event : List.of("insert", "update")) {
                    statement.execute("create trigger if not exists gate_" + table + "_" + event + " before " + event
                            + " on " + table + " for each row call '" + H2GateTrigger.class.getName() + "'");
                }
            }
        }
    }

    @Override
    public void close(GatePoint at) {
        point = at.written();
        try {
            Files.deleteIfExists(directory.resolve("reached"));
            Files.deleteIfExists(directory.resolve("open"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isReached() {
        return Files.exists(directory.resolve("reached"));
    }

    @Override
    public void open() {
        point = "";
        try {
            Files.writeString(directory.resolve("open"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] jvmArguments() {
        return new String[] {"-D" + H2GateTrigger.POINT + "=" + point, "-D" + H2GateTrigger.DIRECTORY + "=" + directory
        };
    }
}
