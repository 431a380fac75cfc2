package dev.nightjar.store.h2;

import dev.nightjar.store.h2.HolderFile.Holder;
import dev.nightjar.store.jdbc.Dialect;
import dev.nightjar.store.jdbc.StoreException;
import dev.nightjar.store.jdbc.StoreInUseException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.h2.api.ErrorCode;

/**
 * Opens an H2 database: through the process that shares it, if there is one, else the file itself.
 *
 * @param shared whether other processes may use it through this one
 * @param purpose what this process does, for the message that another one gives when it finds the file locked
 * @param patience how long to wait for a process that has the file and does not share it
 */
public record H2Opening(
        String url, String user, String password, boolean shared, String purpose, Duration patience, Path home) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Opens it.
     *
     * @throws StoreInUseException when another process has the file and does not share it
     * @throws StoreException when it cannot be opened for another reason
     */
    public Dialect open() {
        SharedServer.bindToLoopback();
        H2Address address = H2Address.parse(url, home);
        Optional<Path> file = address.file();
        if (file.isEmpty()) {
            close(connect(address.url()));
            return new H2Dialect(address.place(), address.url(), user, password, false, () -> {});
        }
        return openFile(address, file.get());
    }

    private Dialect openFile(H2Address address, Path file) {
        makeDirectory(file);
        HolderFile holders = new HolderFile(file.resolveSibling(file.getFileName() + ".holder"));
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Holder> holder = holders.read().filter(Holder::isAlive);
            if (holder.isPresent() && holder.get().shares()) {
                String through =
                        address.sharedUrl(holder.get().port(), holder.get().key());
                if (answers(through)) {
                    return new H2Dialect(file.toString(), through, user, password, false, () -> {});
                }
            }
            try {
                return openDirectly(address, file, holders);
            } catch (StoreInUseException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause(e);
            }
        }
    }

    private Dialect openDirectly(H2Address address, Path file, HolderFile holders) {
        Connection first = connect(address.url());
        try {
            makePrivate(file.resolveSibling(file.getFileName() + ".mv.db"));
            long pid = ProcessHandle.current().pid();
            if (!shared) {
                holders.write(new Holder(pid, purpose, 0, ""));
                return new H2Dialect(file.toString(), address.url(), user, password, true, holders::delete);
            }
            SharedServer server = SharedServer.start(file);
            holders.write(new Holder(pid, purpose, server.port(), server.key()));
            return new H2Dialect(file.toString(), address.url(), user, password, true, () -> {
                holders.delete();
                server.close();
            });
        } finally {
            // Not before the pool has its first connection: the database closes with the last one.
            close(first);
        }
    }

    private boolean answers(String through) {
        try (Connection connection = DriverManager.getConnection(through, user, password)) {
            return connection.isValid(0);
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.WRONG_USER_OR_PASSWORD) {
                throw refused(e);
            }
            return false;
        }
    }

    private Connection connect(String to) {
        try {
            return DriverManager.getConnection(to, user, password);
        } catch (SQLException e) {
            throw refused(e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException(
                    "could not close a connection to the store: " + e.getMessage()
                            + "; check the free space of its disk",
                    e);
        }
    }

    private StoreException refused(SQLException e) {
        H2Address address = H2Address.parse(url, home);
        String place = address.file().map(Path::toString).orElse(address.place());
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                new StoreInUseException(
                        "the store " + place + " is in use by " + holder(address)
                                + "; wait for it, stop it, or run nightjar serve, which shares the store with other"
                                + " commands",
                        e);
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                new StoreException(
                        "the store " + place + " does not accept the password of " + user
                                + "; give the user and password with which it was made",
                        e);
            case ErrorCode.FILE_VERSION_ERROR_1 ->
                new StoreException(
                        "the store " + place + ".mv.db was written by another version of H2; use the Nightjar that"
                                + " wrote it, or another --store",
                        e);
            default ->
                new StoreException(
                        "cannot open the store " + place + ": " + e.getMessage()
                                + "; check that the directory can be written, or give another --store",
                        e);
        };
    }

    private static String holder(H2Address address) {
        return address.file()
                .flatMap(file -> new HolderFile(file.resolveSibling(file.getFileName() + ".holder")).read())
                .filter(Holder::isAlive)
                .map(Holder::inWords)
                .orElse("another process");
    }

    private static void makeDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot make the directory " + directory + " for the store: " + e.getMessage()
                            + "; give another --store",
                    e);
        }
    }

    private static void makePrivate(Path file) {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        } catch (IOException e) {
            throw new StoreException(
                    "cannot keep others from reading the store " + file + ": " + e.getMessage() + "; check its owner",
                    e);
        }
    }

    private static void pause(StoreInUseException because) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw because;
        }
    }
}
