package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/**
 * The directory of one running server: who started it, which process it is, its log, and its data unless the caller
 * put them elsewhere.
 *
 * <p>The starting JVM holds a lock on the file {@code lock} as long as it lives; the kernel drops it even after
 * kill -9. That, not a process id, tells {@link StaleServers} whether somebody still wants the server. The file
 * {@code owner} only tells a JVM its own directories: opening and closing a lock file of one's own would drop the lock.
 */
final class ServerDirectory implements AutoCloseable {
    static final String LOCK = "lock";
    static final String OWNER = "owner";
    static final String KEPT = "kept";
    static final String UNFINISHED = ".new-";

    private final Path path;
    private final FileChannel lock;

    private ServerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one under a name that says the kind of server; it appears to sweepers only once it is locked.
     *
     * @param user as whom the server runs
     */
    static ServerDirectory create(ServerHome home, String kind, ServerUser user) {
        try {
            Path unfinished = Files.createTempDirectory(
                    home.runs(),
                    UNFINISHED + kind + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel lock =
                    FileChannel.open(unfinished.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            Files.writeString(unfinished.resolve(OWNER), thisProcess());
            user.give(unfinished);
            Path path = unfinished.resolveSibling(
                    unfinished.getFileName().toString().substring(UNFINISHED.length()));
            Files.move(unfinished, path);
            return new ServerDirectory(path, lock);
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot make a directory for a server in " + home.root() + ": " + e + ".", e);
        }
    }

    /** Process id and start: in containers, every run may have the same id. */
    static String thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " "
                + self.info().startInstant().map(Instant::toString).orElse("");
    }

    Path path() {
        return path;
    }

    Path log() {
        return path.resolve("server.log");
    }

    /** Records which process to stop if this JVM is killed. */
    void record(RecordedServer server) {
        try {
            server.write(path);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot write into " + path + ": " + e + ".", e);
        }
    }

    /** Whether {@link #keep} was called. */
    boolean isKept() {
        return Files.exists(path.resolve(KEPT));
    }

    /** Leaves the directory, and whatever runs in it, behind on purpose. */
    void keep() {
        try {
            Files.writeString(path.resolve(KEPT), "");
            lock.close();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot write into " + path + ": " + e + ".", e);
        }
    }

    /** Stops the recorded server if it still runs, and deletes the directory. */
    @Override
    public void close() {
        try {
            RecordedServer.read(path).ifPresent(RecordedServer::stop);
            DirectoryTree.delete(path);
            lock.close();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot delete " + path + " (" + e + "): delete it by hand.", e);
        }
    }
}
