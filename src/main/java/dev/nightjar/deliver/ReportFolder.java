package dev.nightjar.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A folder into which a report's files are written, each of them whole or not at all. */
public final class ReportFolder {
    private final Path folder;

    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Where a file of that name is, or would be. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path write(String name, String text) {
        return write(name, text.getBytes(StandardCharsets.UTF_8));
    }

    public Path write(String name, byte[] bytes) {
        Path file = file(name);
        Path unfinished = file(name + ".part");
        try {
            Files.createDirectories(folder);
            Files.write(unfinished, bytes);
            move(unfinished, file);
        } catch (IOException failed) {
            throw new DeliveryException(
                    "the file " + file + " cannot be written; make the folder writable and see that its disk has room",
                    failed,
                    false);
        }
        return file;
    }

    private static void move(Path unfinished, Path file) throws IOException {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
