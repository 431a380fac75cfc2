package dev.nightjar.source.log;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds log files by name, pattern or directory. In a directory, of files that a server writes side by side with the
 * same events ({@code x.json}, {@code x.csv}, {@code x.log}) only the first of these counts.
 */
public final class LogFileSearch {
    private static final Pattern NAME = Pattern.compile("(.*)\\.(json|csv|log)((?:\\.\\d+)?(?:\\.(?:gz|zst|bz2|xz))?)");
    private static final List<String> BEST_FIRST = List.of("json", "csv", "log");

    /** What was found, in order of name, and the names that led to nothing. */
    public record Found(List<Path> files, List<String> missing) {}

    private LogFileSearch() {}

    /** Files for names, patterns such as {@code /var/log/postgresql/*.log*}, and directories. */
    public static Found find(List<String> names) {
        Set<Path> files = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            List<Path> found = find(name);
            if (found.isEmpty()) {
                missing.add(name);
            }
            files.addAll(found);
        }
        return new Found(List.copyOf(files), missing);
    }

    private static List<Path> find(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return withoutTwins(list(path));
            }
            if (Files.exists(path)) {
                return List.of(path);
            }
            return matching(name);
        } catch (IOException | InvalidPathException e) {
            return List.of();
        }
    }

    private static List<Path> matching(String pattern) throws IOException {
        int firstStar = pattern.length();
        for (char special : "*?[{".toCharArray()) {
            int at = pattern.indexOf(special);
            firstStar = at >= 0 ? Math.min(firstStar, at) : firstStar;
        }
        if (firstStar == pattern.length()) {
            return List.of();
        }
        int slash = pattern.lastIndexOf('/', firstStar);
        Path root = slash < 0 ? Path.of("") : Path.of(pattern.substring(0, slash + 1));
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        int depth = pattern.contains("**")
                ? 16
                : (int) pattern.substring(slash + 1)
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1;
        try (Stream<Path> files = Files.walk(root, depth)) {
            return files.filter(Files::isRegularFile)
                    .filter(matcher::matches)
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> withoutTwins(List<Path> files) {
        TreeMap<String, Path> best = new TreeMap<>();
        List<Path> kept = new ArrayList<>();
        for (Path file : files) {
            var name = NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                kept.add(file);
                continue;
            }
            best.merge(name.group(1) + name.group(3), file, LogFileSearch::better);
        }
        kept.addAll(best.values());
        kept.sort(null);
        return kept;
    }

    private static Path better(Path one, Path other) {
        return rank(one) <= rank(other) ? one : other;
    }

    private static int rank(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? BEST_FIRST.indexOf(name.group(2)) : BEST_FIRST.size();
    }
}
