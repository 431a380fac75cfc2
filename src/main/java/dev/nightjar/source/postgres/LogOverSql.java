package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.sql.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The server's log files read through the server: lists {@code pg_ls_logdir()} and reads parts of bounded length, with
 * the function of {@code sql/grants.sql} or, where the role may execute it, {@code pg_read_binary_file}.
 *
 * <p>One session, opened when it is constructed. Not thread-safe.
 */
public final class LogOverSql implements AutoCloseable {
    /** The most that one call of {@link #read} returns; two to three times that passes through the server's memory. */
    public static final int LONGEST_READ = 8 << 20;

    private static final String SOURCE = "postgres log";

    private final PostgresSession session;
    private final PostgresTarget target;
    private final TimeMap timeMap;
    private Optional<String> chunkSql = Optional.empty();

    /**
     * A file of the server's log directory.
     *
     * @param name without the directory
     * @param size in bytes when it was listed
     * @param modifiedAt on the report's clock
     * @param unchangedFor how long it had not been written to, by the server's clock
     */
    public record ServerFile(String name, long size, Instant modifiedAt, Duration unchangedFor) {}

    /**
     * Opens the session.
     *
     * @throws PostgresUnavailableException when the server cannot be reached
     */
    public LogOverSql(PostgresTarget target, TimeMap timeMap) {
        this.target = target;
        this.timeMap = timeMap;
        this.session = PostgresSession.open(target, target.database());
    }

    /**
     * The files of the log directory, oldest first.
     *
     * @throws LogUnreadableException when the role may not list them or there is no log directory
     */
    public List<ServerFile> list() {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(CollectSql.text("log-files"))) {
            List<ServerFile> files = new ArrayList<>();
            while (row.next()) {
                Instant modified = Instant.ofEpochMilli(
                        row.getBigDecimal("modified_at").movePointRight(3).longValue());
                files.add(new ServerFile(
                        row.getString("name"), row.getLong("size"), timeMap.toMapped(modified), Duration.ofMillis((long)
                                (row.getDouble("unchanged_s") * 1000))));
            }
            return files;
        } catch (SQLException e) {
            throw new LogUnreadableException(missing(e), e);
        }
    }

    /**
     * Bytes of a file from an offset on; fewer than asked for at its end, none beyond it or when it is gone.
     *
     * @param name as {@link #list} gave it
     * @param length up to {@link #LONGEST_READ}
     * @throws LogUnreadableException when the role may not read it
     */
    public byte[] read(String name, long offset, int length) {
        if (name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new IllegalArgumentException("a log file is named without a directory, not " + name);
        }
        if (offset < 0 || length < 0 || length > LONGEST_READ) {
            throw new IllegalArgumentException(
                    "read from 0 on, at most " + LONGEST_READ + " bytes at once, not " + length + " at " + offset);
        }
        try {
            if (chunkSql.isPresent()) {
                return read(chunkSql.get(), name, offset, length);
            }
            byte[] bytes;
            String sql = CollectSql.text("log-chunk-function");
            try {
                bytes = read(sql, name, offset, length);
            } catch (SQLException e) {
                if (!isAbsent(e)) {
                    throw e;
                }
                sql = CollectSql.text("log-chunk");
                bytes = read(sql, name, offset, length);
            }
            chunkSql = Optional.of(sql);
            return bytes;
        } catch (SQLException e) {
            throw new LogUnreadableException(missing(e), e);
        }
    }

    private byte[] read(String sql, String name, long offset, int length) throws SQLException {
        Connection connection = session.connection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setLong(2, offset);
            statement.setLong(3, length);
            try (ResultSet row = statement.executeQuery()) {
                byte[] bytes = row.next() ? row.getBytes(1) : null;
                return bytes == null ? new byte[0] : bytes;
            }
        } catch (SQLException e) {
            if ("58P01".equals(e.getSQLState())) {
                return new byte[0];
            }
            throw e;
        }
    }

    /** The function of grants.sql is not there or not for this role. */
    private static boolean isAbsent(SQLException e) {
        return List.of("42883", "3F000", "42501").contains(String.valueOf(e.getSQLState()));
    }

    private MissingInput missing(SQLException e) {
        String role = Identifiers.quote(target.user());
        String remedy = switch (String.valueOf(e.getSQLState())) {
            case "42501" ->
                ServerMessage.of(e).contains("pg_ls_logdir")
                        ? "GRANT pg_monitor TO " + role + ";"
                        : Grants.part(Grants.LOG, target, target.database())
                                + ", or give the files' paths in logs.files of the job file";
            case "58P01" ->
                "turn on logging_collector (restart), or give the files' paths in logs.files of the" + " job file";
            default -> QueryRefusal.remedy(e, target.user());
        };
        return new MissingInput(SOURCE, ServerMessage.of(e), remedy);
    }

    @Override
    public void close() {
        session.close();
    }
}
