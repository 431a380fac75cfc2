package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Where embedded servers live: unpacked binaries in {@code bin} (kept), one directory per running server in {@code run}.
 *
 * <p>By default the user's own cache directory, which nobody else can read. When root has to start servers as another
 * user, that user must be able to reach the place: then it is {@code /var/cache/nightjar}, whose {@code bin} is
 * readable and whose {@code run/…} directories belong to that user alone.
 *
 * @param root the directory; created when missing
 * @param user as whom PostgreSQL runs
 */
record ServerHome(Path root, ServerUser user) {
    /** Names another root directory: system property, or environment variable {@code NIGHTJAR_CACHE}. */
    static final String PROPERTY = "nightjar.cache";

    static ServerHome ofThisUser() {
        ServerUser user = ServerUser.choose();
        return new ServerHome(chosen().orElseGet(() -> standard(user)), user);
    }

    Path binaries() {
        return directory("bin");
    }

    Path runs() {
        return directory("run");
    }

    /** Makes a directory for its owner only, or also passable for the server's user where that is another one. */
    private Path directory(String name) {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                restrict(root);
            }
            Path directory = root.resolve(name);
            makeOwn(directory);
            restrict(directory);
            return directory;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot use " + root + " for embedded servers (" + e
                            + "): set NIGHTJAR_CACHE to a directory of yours.",
                    e);
        }
    }

    private void restrict(Path directory) throws IOException {
        Files.setPosixFilePermissions(
                directory, PosixFilePermissions.fromString(user.ownsFiles() ? "rwxr-xr-x" : "rwx------"));
    }

    private static void makeOwn(Path directory) throws IOException {
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw there;
            }
        }
    }

    private static Optional<Path> chosen() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv("NIGHTJAR_CACHE")))
                .filter(name -> !name.isBlank())
                .map(name -> Path.of(name).toAbsolutePath().normalize());
    }

    private static Path standard(ServerUser user) {
        if (user.ownsFiles()) {
            return Path.of("/var/cache/nightjar");
        }
        Path cache = Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .filter(name -> name.startsWith("/"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache"));
        return writable(cache) ? cache.resolve("nightjar") : temporary();
    }

    private static boolean writable(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return Files.isWritable(existing);
    }

    /** For users without a home: a directory of ours in the shared temporary one, refused if somebody else made it. */
    private static Path temporary() {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "nightjar-" + System.getProperty("user.name"));
        try {
            makeOwn(directory);
            Path probe = Files.createTempFile("nightjar", null);
            boolean ours = Files.getOwner(probe).equals(Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS));
            Files.delete(probe);
            if (!ours) {
                throw new IOException("it belongs to another user");
            }
            return directory;
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot use " + directory + " (" + e + "): set NIGHTJAR_CACHE to a directory of yours.", e);
        }
    }
}
