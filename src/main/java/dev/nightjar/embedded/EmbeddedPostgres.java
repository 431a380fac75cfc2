package dev.nightjar.embedded;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A private PostgreSQL server: loopback only, scram password, a directory that only its user can read.
 *
 * <p>It is stopped and deleted by {@link #close}, at the end of the JVM, or, when the JVM is killed, by the next start
 * of any embedded server ({@link StaleServers}). First start about 4 s (unpacking), then about 1 s.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** Without a checkpoint, but with its shared memory taken along. */
    private static final String ABORT = "QUIT";

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final PostgresOptions options;
    private final ServerHome home;
    private final Path installation;
    private final ServerDirectory directory;
    private final PostgresCluster cluster;
    private final String password = Secret.random();
    private final Thread hook = new Thread(this::stopAndDelete, "stop-embedded-postgres");
    private int port;

    private EmbeddedPostgres(PostgresOptions options, ServerHome home, Path installation, ServerDirectory directory) {
        this.options = options;
        this.home = home;
        this.installation = installation;
        this.directory = directory;
        this.cluster = new PostgresCluster(options, home, installation, directory);
    }

    /**
     * Makes a database cluster and starts its server.
     *
     * @throws EmbeddedServerException with the server's own words when it does not start
     */
    public static EmbeddedPostgres start(PostgresOptions options) {
        return start(options, ServerHome.ofThisUser());
    }

    static EmbeddedPostgres start(PostgresOptions options, ServerHome home) {
        StaleServers.sweep(home);
        Path installation = options.binaries().unpacked(home);
        EmbeddedPostgres server = new EmbeddedPostgres(
                options,
                home,
                installation,
                ServerDirectory.create(home, "postgres-" + options.binaries().major(), home.user()));
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.cluster.create(server.password);
            server.launchOnFreePort();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where private data directories are made: the place that needs the disk space. */
    public static Path location() {
        return ServerHome.ofThisUser().runs();
    }

    public int port() {
        return port;
    }

    /** The major version, such as 18. */
    public int major() {
        return options.binaries().major();
    }

    /** The superuser. */
    public String user() {
        return PostgresCluster.SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** The address of a database, without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database;
    }

    /** Connects as superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "nightjar");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    public Path dataDirectory() {
        return cluster.data();
    }

    /** The postmaster's process id. */
    public long pid() {
        return postmaster().pid();
    }

    /** Stops (ending every session, with a checkpoint) and starts again on the same port. */
    public synchronized void restart() {
        stop();
        launch();
    }

    /** The last lines of the server's log, its own words. */
    public String serverLog() {
        return ServerProcess.tail(directory.log()) + cluster.collectedLog();
    }

    /**
     * Leaves the server up when this JVM ends; its directory is swept once it has been stopped.
     *
     * @return the command that stops it
     */
    public synchronized String keep() {
        Runtime.getRuntime().removeShutdownHook(hook);
        directory.keep();
        return "kill -INT " + postmaster().pid();
    }

    /** Stops the server, ending every session, and deletes its data unless the caller named the directory. */
    @Override
    public void close() {
        // An interrupted thread cannot read files: closed like this, a server would survive Ctrl-C.
        boolean interrupted = Thread.interrupted();
        stopAndDelete();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // Then the hook finds nothing left to do.
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stopAndDelete() {
        if (directory.isKept()) {
            return;
        }
        // Data that nobody will read again need no checkpoint.
        if (options.directory().isPresent()) {
            stop();
        }
        directory.close();
    }

    /** Ends every session, with a checkpoint. */
    private void stop() {
        ServerProcess.find(postmaster().pid(), cluster.data().toString())
                .ifPresent(process -> ServerProcess.stop(process, "INT", STOP_PATIENCE));
    }

    private void launchOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = LoopbackPort.free();
            cluster.append(Map.of("port", Integer.toString(port)));
            try {
                launch();
                return;
            } catch (EmbeddedServerException e) {
                if (attempt == LoopbackPort.ATTEMPTS || !LoopbackPort.isTaken(serverLog())) {
                    throw e;
                }
            }
        }
    }

    private void launch() {
        List<String> command = List.of(
                installation.resolve("bin/postgres").toString(),
                "-D",
                cluster.data().toString());
        Process process = ServerProcess.start(home.user().command(command), directory.path(), directory.log());
        directory.record(new RecordedServer(process.pid(), cluster.data().toString(), ABORT));
        try {
            long deadline = System.nanoTime() + START_PATIENCE.toNanos();
            while (!PostmasterFile.read(cluster.data()).ready()) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new EmbeddedServerException(
                            options.binaries() + " did not start in " + cluster.data() + ". It says:\n" + lastWords());
                }
            }
            directory.record(
                    new RecordedServer(postmaster().pid(), cluster.data().toString(), ABORT));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while PostgreSQL was starting.", e);
        }
    }

    /** A logging collector writes down what killed the server a moment after the server has gone. */
    private String lastWords() throws InterruptedException {
        String log = serverLog();
        for (int wait = 0; wait < 50 && !log.contains("FATAL"); wait++) {
            TimeUnit.MILLISECONDS.sleep(20);
            log = serverLog();
        }
        return log;
    }

    private PostmasterFile postmaster() {
        return PostmasterFile.read(cluster.data());
    }
}
