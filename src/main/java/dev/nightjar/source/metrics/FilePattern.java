package dev.nightjar.source.metrics;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Files by path, or by a pattern of {@code *}, {@code ?}, {@code [..]} and {@code {a,b}} in any part of it. */
public final class FilePattern {
    private static final String WILD = "[*?\\[{]";

    private FilePattern() {}

    /** In the order of their names; empty when nothing matches. */
    public static List<Path> expand(String pattern) throws IOException {
        if (!pattern.matches(".*" + WILD + ".*")) {
            Path file = Path.of(pattern);
            return Files.isRegularFile(file) ? List.of(file) : List.of();
        }
        int slash = pattern.split(WILD, 2)[0].lastIndexOf('/');
        Path base = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + (slash < 0 ? "./" + pattern : pattern));
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : (int) pattern.substring(slash + 1)
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1;
        try (Stream<Path> files = Files.walk(base, depth)) {
            return files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        }
    }
}
