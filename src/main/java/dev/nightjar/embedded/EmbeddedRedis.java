package dev.nightjar.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A private Redis server (6.2): loopback only, random password, nothing written to disk unless asked.
 *
 * <p>Stopped and deleted like {@link EmbeddedPostgres}. Redis does run as root, so no other user is needed.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);

    private final RedisOptions options;
    private final Path program;
    private final ServerDirectory directory;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-embedded-redis");
    private int port;
    private long pid = -1;

    private EmbeddedRedis(RedisOptions options, Path program, ServerDirectory directory) {
        this.options = options;
        this.program = program;
        this.directory = directory;
    }

    /**
     * Starts a server.
     *
     * @throws EmbeddedServerException with the server's own words when it does not start
     */
    public static EmbeddedRedis start(RedisOptions options) {
        return start(options, ServerHome.ofThisUser());
    }

    static EmbeddedRedis start(RedisOptions options, ServerHome home) {
        StaleServers.sweep(home);
        EmbeddedRedis server =
                new EmbeddedRedis(options, program(home), ServerDirectory.create(home, "redis", ServerUser.CURRENT));
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.launchOnFreePort();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public String host() {
        return LoopbackPort.HOST;
    }

    public Optional<String> password() {
        return options.password();
    }

    public long pid() {
        return pid;
    }

    /** The last lines of the server's log, its own words. */
    public String serverLog() {
        return ServerProcess.tail(directory.log());
    }

    /**
     * Leaves the server up when this JVM ends; its directory is swept once it has been stopped.
     *
     * @return the command that stops it
     */
    public synchronized String keep() {
        Runtime.getRuntime().removeShutdownHook(hook);
        directory.keep();
        return "kill " + pid;
    }

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
        if (!directory.isKept()) {
            directory.close();
        }
    }

    private void launchOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = LoopbackPort.free();
            try {
                configure();
                launch();
                return;
            } catch (IOException e) {
                throw new EmbeddedServerException("Cannot write into " + directory.path() + ": " + e + ".", e);
            } catch (EmbeddedServerException e) {
                if (attempt == LoopbackPort.ATTEMPTS || !LoopbackPort.isTaken(serverLog())) {
                    throw e;
                }
            }
        }
    }

    private void configure() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("save", "");
        all.put("appendonly", "no");
        all.putAll(options.settings());
        all.put("bind", LoopbackPort.HOST);
        all.put("port", Integer.toString(port));
        all.put("daemonize", "no");
        all.put(
                "dir",
                options.directory().orElse(directory.path()).toAbsolutePath().toString());
        // The sweep recognises the process by its command line.
        all.put("set-proc-title", "no");
        options.password().ifPresent(secret -> all.put("requirepass", secret));
        String text = all.entrySet().stream()
                .map(setting -> setting.getKey() + " " + value(setting.getValue()) + "\n")
                .collect(Collectors.joining());
        Files.writeString(configuration(), text);
    }

    /** A value with spaces is several arguments to Redis; an empty one must be said. */
    private static String value(String value) {
        return value.isEmpty() ? "\"\"" : value;
    }

    private Path configuration() {
        return directory.path().resolve("redis.conf");
    }

    private void launch() {
        List<String> command = List.of(program.toString(), configuration().toString());
        Process process = ServerProcess.start(ServerUser.CURRENT.command(command), directory.path(), directory.log());
        pid = process.pid();
        directory.record(new RecordedServer(pid, configuration().toString(), "TERM"));
        try {
            long deadline = System.nanoTime() + START_PATIENCE.toNanos();
            while (!serverLog().contains("Ready to accept connections")) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    process.destroyForcibly();
                    throw new EmbeddedServerException(
                            "Redis did not start in " + directory.path() + ". It says:\n" + serverLog());
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while Redis was starting.", e);
        }
    }

    private static Path program(ServerHome home) {
        Platform platform = Platform.current();
        PackedBinary packed = PackedBinary.onClassPath(platform.redisEntry())
                .orElseThrow(() -> new EmbeddedServerException("There is no Redis for " + platform.system() + " "
                        + platform.processor() + " on the class path: com.github.codemonstur:embedded-redis has "
                        + "Linux and macOS on amd64 and arm64."));
        String name = "redis-" + Long.toHexString(packed.crc());
        return BinaryCache.unpacked(home, name, packed, EmbeddedRedis::copy).resolve("redis-server");
    }

    private static void copy(InputStream in, Path into) throws IOException {
        Path program = into.resolve("redis-server");
        Files.copy(in, program);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
