package dev.nightjar.store.h2;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;

/**
 * A file beside the database that says who has it open and, where that process shares it, how to reach it. Only its
 * owner can read it, because the key opens the database. It may be stale after a kill; the lock on the database is not.
 */
final class HolderFile {
    private final Path path;

    HolderFile(Path path) {
        this.path = path;
    }

    /**
     * Who has the database open.
     *
     * @param purpose what it does, e.g. {@code nightjar serve}
     * @param port on loopback, 0 where it does not share
     * @param key stands for the database's name, and is as good as a password
     */
    record Holder(long pid, String purpose, int port, String key) {

        boolean shares() {
            return port > 0;
        }

        boolean isAlive() {
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }

        String inWords() {
            return "process " + pid + " (" + purpose + ")";
        }
    }

    Optional<Holder> read() {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            lines.load(reader);
            return Optional.of(new Holder(
                    Long.parseLong(lines.getProperty("pid", "")),
                    lines.getProperty("purpose", ""),
                    Integer.parseInt(lines.getProperty("port", "")),
                    lines.getProperty("key", "")));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Holder holder) {
        Properties lines = new Properties();
        lines.setProperty("pid", Long.toString(holder.pid()));
        lines.setProperty("purpose", holder.purpose());
        lines.setProperty("port", Integer.toString(holder.port()));
        lines.setProperty("key", holder.key());
        StringWriter text = new StringWriter();
        try {
            lines.store(text, null);
            Path directory = path.toAbsolutePath().getParent();
            Path fresh = Files.createTempFile(directory, path.getFileName().toString(), ".new", ownerOnly());
            Files.writeString(fresh, text.toString(), StandardCharsets.ISO_8859_1);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
