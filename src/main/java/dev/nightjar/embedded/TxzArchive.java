package dev.nightjar.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a tar.xz archive: directories, files with their executable bit, symbolic links. */
final class TxzArchive {
    private TxzArchive() {}

    /** Unpacks what a server needs: static libraries and build files for linking against it are left out. */
    static void unpack(InputStream archive, Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(archive), 1 << 16))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("the archive has an entry outside of itself: " + entry.getName());
                }
                if (!isForLinking(entry.getName())) {
                    write(tar, entry, target);
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static boolean isForLinking(String name) {
        return name.endsWith(".a") || name.contains("/pkgconfig/") || name.contains("/pgxs/");
    }
}
