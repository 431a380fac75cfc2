package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Deletes a directory with all that is in it; follows no links, and does not mind what is gone already. */
final class DirectoryTree extends SimpleFileVisitor<Path> {
    private DirectoryTree() {}

    static void delete(Path root) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                if (Files.exists(root)) {
                    Files.walkFileTree(root, new DirectoryTree());
                }
                return;
            } catch (DirectoryNotEmptyException aDyingServerWroteOnceMore) {
                if (attempt == 5) {
                    throw aDyingServerWroteOnceMore;
                }
            }
        }
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.deleteIfExists(file);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
        if (e != null && !(e instanceof NoSuchFileException)) {
            throw e;
        }
        Files.deleteIfExists(directory);
        return FileVisitResult.CONTINUE;
    }
}
