package dev.nightjar.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a server's binaries once per version and user. A lock file keeps a second process from doing the same work;
 * a rename at the end keeps a killed one from leaving half of it.
 */
final class BinaryCache {
    /** Writes the binaries into an empty directory. */
    interface Unpacking {
        void into(InputStream packed, Path directory) throws IOException;
    }

    private BinaryCache() {}

    static Path unpacked(ServerHome home, String name, PackedBinary packed, Unpacking unpacking) {
        Path done = home.binaries().resolve(name);
        if (Files.isDirectory(done)) {
            return done;
        }
        // A file lock belongs to the whole JVM: threads need one of their own.
        synchronized (BinaryCache.class) {
            try (FileChannel channel = FileChannel.open(
                    home.binaries().resolve("unpacking.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                if (!Files.isDirectory(done)) {
                    Path unfinished = home.binaries().resolve("unfinished");
                    DirectoryTree.delete(unfinished);
                    Files.createDirectory(unfinished);
                    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
                    try (InputStream in = packed.open()) {
                        unpacking.into(in, unfinished);
                    }
                    Files.move(unfinished, done);
                }
                return done;
            } catch (IOException e) {
                throw new EmbeddedServerException(
                        "Cannot unpack " + packed.origin() + " to " + done + " (" + e
                                + "): is there room, and is the jar whole?",
                        e);
            }
        }
    }
}
