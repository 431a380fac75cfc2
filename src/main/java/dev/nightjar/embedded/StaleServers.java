package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cleans up after killed runs: stops servers whose starter is dead and deletes their directories. Every start of an
 * embedded server calls it; a live run, and a server kept on purpose that still runs, are left alone.
 */
public final class StaleServers {
    /** A directory without an owner is taken for abandoned only then: its maker may be just about to lock it. */
    private static final Duration UNFINISHED_FOR = Duration.ofMinutes(10);

    private StaleServers() {}

    /**
     * Sweeps the current user's servers.
     *
     * @return the directories removed
     */
    public static List<Path> sweep() {
        return sweep(ServerHome.ofThisUser());
    }

    static List<Path> sweep(ServerHome home) {
        return directories(home.runs()).stream().filter(StaleServers::sweepOne).toList();
    }

    private static boolean sweepOne(Path directory) {
        try {
            return isUnfinished(directory) ? isOld(directory) && remove(directory) : removeIfAbandoned(directory);
        } catch (IOException anotherSweeperWasFaster) {
            return false;
        }
    }

    private static boolean removeIfAbandoned(Path directory) throws IOException {
        if (Files.readString(directory.resolve(ServerDirectory.OWNER)).equals(ServerDirectory.thisProcess())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(directory.resolve(ServerDirectory.LOCK), StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                return false;
            }
            Optional<RecordedServer> server = RecordedServer.read(directory);
            if (Files.exists(directory.resolve(ServerDirectory.KEPT))
                    && server.map(RecordedServer::isAlive).orElse(false)) {
                return false;
            }
            server.ifPresent(RecordedServer::stop);
            return remove(directory);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherThreadSweeps) {
            return null;
        }
    }

    private static boolean isUnfinished(Path directory) {
        return directory.getFileName().toString().startsWith(ServerDirectory.UNFINISHED);
    }

    private static boolean isOld(Path directory) throws IOException {
        Instant now = InstantSource.system().instant();
        return Files.getLastModifiedTime(directory).toInstant().isBefore(now.minus(UNFINISHED_FOR));
    }

    private static boolean remove(Path directory) throws IOException {
        DirectoryTree.delete(directory);
        return true;
    }

    private static List<Path> directories(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + parent + ": " + e + ".", e);
        }
    }
}
