package dev.nightjar.source.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds log files by name, pattern or directory. Of those that a directory or a pattern brings, {@link LogTwins} holds
 * back what would be counted twice; a file that is named is taken.
 */
public final class LogFileSearch {
    /**
     * What was found.
     *
     * @param files in order of name
     * @param leftOut of files that hold the same events as another one: a sentence each
     * @param missing names that led to nothing
     * @param denied files and folders that could not be looked into: where, and why
     */
    public record Found(List<Path> files, List<String> leftOut, List<String> missing, List<String> denied) {}

    private LogFileSearch() {}

    /** Files for names, patterns such as {@code /var/log/postgresql/*.log*}, and directories. */
    public static Found find(List<String> names) {
        Set<Path> files = new TreeSet<>();
        List<String> leftOut = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> denied = new ArrayList<>();
        for (String name : names) {
            int deniedBefore = denied.size();
            List<Path> found = find(name, leftOut, denied);
            if (found.isEmpty() && denied.size() == deniedBefore) {
                missing.add(name);
            }
            files.addAll(found);
        }
        return new Found(List.copyOf(files), List.copyOf(leftOut), missing, List.copyOf(denied));
    }

    private static List<Path> find(String name, List<String> leftOut, List<String> denied) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                return withoutTwins(list(path), leftOut);
            }
            if (Files.exists(path)) {
                return List.of(path);
            }
            if (!Files.notExists(path)) {
                denied.add(denial(path, new AccessDeniedException(name)));
                return List.of();
            }
            return withoutTwins(matching(name, denied), leftOut);
        } catch (InvalidPathException e) {
            return List.of();
        } catch (IOException e) {
            denied.add(denial(Path.of(name), e));
            return List.of();
        }
    }

    private static String denial(Path path, IOException e) {
        return e instanceof AccessDeniedException
                ? path + " cannot be read: permission denied; run this as a user who may read it, or add this one to"
                        + " the group that owns it"
                : path + " cannot be read (" + e.getMessage() + ")";
    }

    private static List<Path> matching(String pattern, List<String> denied) throws IOException {
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
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        Walk walk = new Walk(matcher, denied);
        Files.walkFileTree(root, Set.of(), depth, walk);
        return walk.found.stream().sorted().toList();
    }

    /** Collects files that match; a folder that cannot be opened is named, and the rest goes on. */
    static final class Walk extends SimpleFileVisitor<Path> {
        private final PathMatcher matcher;
        private final List<String> denied;
        private final List<Path> found = new ArrayList<>();

        Walk(PathMatcher matcher, List<String> denied) {
            this.matcher = matcher;
            this.denied = denied;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (matcher.matches(file) && Files.isRegularFile(file)) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            denied.add(denial(file, e));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            if (e != null) {
                denied.add(denial(directory, e));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> withoutTwins(List<Path> files, List<String> leftOut) {
        LogTwins twins = LogTwins.among(files.stream().map(FileLogSource::new).toList());
        leftOut.addAll(twins.leftOut());
        return twins.kept().stream().map(log -> Path.of(log.name())).toList();
    }
}
