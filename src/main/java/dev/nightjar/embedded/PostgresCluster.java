package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A data directory: made by initdb, configured by postgresql.conf. */
final class PostgresCluster {
    static final String SUPERUSER = "postgres";

    private static final int INITDB_SECONDS = 300;

    private final PostgresOptions options;
    private final ServerUser user;
    private final Path installation;
    private final ServerDirectory directory;
    private final Path data;

    PostgresCluster(PostgresOptions options, ServerHome home, Path installation, ServerDirectory directory) {
        this.options = options;
        this.user = home.user();
        this.installation = installation;
        this.directory = directory;
        this.data = options.directory()
                .map(given -> given.toAbsolutePath().normalize())
                .orElse(directory.path().resolve("data"));
    }

    Path data() {
        return data;
    }

    /** Runs initdb with a password for the superuser and appends the settings. */
    void create(String password) {
        try {
            makeDataDirectory();
            Path passwordFile = directory.path().resolve("password");
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, password);
            user.give(passwordFile);
            try {
                initdb(passwordFile);
            } finally {
                Files.delete(passwordFile);
            }
            append(settings());
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot make a database cluster in " + data + ": " + e + ".", e);
        }
    }

    /** Appends settings to postgresql.conf; the last one of a name counts. */
    void append(Map<String, String> settings) {
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining("", "\n", ""));
        try {
            Files.writeString(data.resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot write the settings of " + data + ": " + e + ".", e);
        }
    }

    /** The last lines of what the logging collector wrote; empty without one. */
    String collectedLog() {
        Path logs = data.resolve(options.settings().getOrDefault("log_directory", "log"));
        if (!Files.isDirectory(logs)) {
            return "";
        }
        try (Stream<Path> files = Files.list(logs)) {
            return files.max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .map(ServerProcess::tail)
                    .orElse("");
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + logs + ": " + e + ".", e);
        }
    }

    private void makeDataDirectory() throws IOException {
        if (options.directory().isPresent()) {
            Files.createDirectories(data);
            try (var entries = Files.list(data)) {
                if (entries.findAny().isPresent()) {
                    throw new EmbeddedServerException(data + " is not empty: name a new directory for the server.");
                }
            }
        } else {
            Files.createDirectory(data);
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        user.give(data);
    }

    private void initdb(Path passwordFile) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                installation.resolve("bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                SUPERUSER,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync"));
        command.addAll(options.initdbArguments());
        Process process = ServerProcess.start(user.command(command), directory.path(), directory.log());
        directory.record(new RecordedServer(process.pid(), data.toString(), "KILL"));
        try {
            if (!process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EmbeddedServerException("initdb of " + options.binaries() + " failed in " + data
                        + " (the user " + userName() + " must be able to reach it and " + installation + "). It says:\n"
                        + ServerProcess.tail(directory.log()));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted during initdb in " + data + ".", e);
        }
    }

    private String userName() {
        return user.ownsFiles() ? Integer.toString(user.owner()) : System.getProperty("user.name");
    }

    private Map<String, String> settings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("max_wal_size", "128MB");
        all.put("min_wal_size", "32MB");
        all.put("timezone", "UTC");
        all.put("log_timezone", "UTC");
        all.putAll(options.settings());
        all.put("listen_addresses", LoopbackPort.HOST);
        all.put("unix_socket_directories", "");
        return all;
    }
}
