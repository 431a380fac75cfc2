package dev.nightjar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that are packed into the jar. */
final class Packed {
    private Packed() {}

    /** A text by its path, e.g. {@code sql/grants.sql}. */
    static String text(String path) {
        try (InputStream in = Packed.class.getResourceAsStream("/" + path)) {
            if (in == null) {
                throw new IllegalStateException("the file " + path + " is missing from the jar; build it again");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + path + " cannot be read from the jar", e);
        }
    }
}
