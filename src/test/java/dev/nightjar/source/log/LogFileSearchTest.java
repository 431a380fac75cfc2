package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileSearchTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @Test
    void packedTwinsInADirectoryCountOnce() throws IOException {
        for (String name : List.of(
                "p.log", "p.csv.gz", "q.log", "q.log.gz", "r.log", "r.log.1.gz", "s-20261120", "s-20261120.xz")) {
            Files.createFile(directory.resolve(name));
        }
        assertThat(LogFileSearch.find(List.of(directory.toString())).files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("p.csv.gz", "q.log", "r.log", "r.log.1.gz", "s-20261120");
    }

    @Test
    void aPatternBringsTheSameEventsOnceAndSaysWhatItLeftOut() throws IOException {
        for (String name : List.of("day", "day.csv", "day.json", "main.log", "main.csv", "main.csv.1")) {
            Files.createFile(directory.resolve(name));
        }
        LogFileSearch.Found found = LogFileSearch.find(List.of(directory + "/*"));
        assertThat(found.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("day.json", "main.csv", "main.csv.1");
        assertThat(found.leftOut())
                .containsExactly(
                        directory.resolve("day") + " was left out: " + directory.resolve("day.json")
                                + " beside it holds the same events",
                        directory.resolve("day.csv") + " was left out: " + directory.resolve("day.json")
                                + " beside it holds the same events",
                        directory.resolve("main.log") + " was left out: " + directory.resolve("main.csv")
                                + " beside it holds the same events");
    }

    @Test
    void filesThatAreNamedAreTaken() throws IOException {
        List<Path> both =
                List.of(Files.createFile(directory.resolve("a.csv")), Files.createFile(directory.resolve("a.log")));
        assertThat(LogFileSearch.find(both.stream().map(Path::toString).toList())
                        .files())
                .isEqualTo(both);
    }

    @Test
    void aPatternOverAnUnreadableFolderNamesItAndGoesOn() {
        List<String> denied = new ArrayList<>();
        var walk = new LogFileSearch.Walk(FileSystems.getDefault().getPathMatcher("glob:**"), denied);
        Path folder = directory.resolve("private");
        assertThat(walk.visitFileFailed(folder, new AccessDeniedException(folder.toString())))
                .isEqualTo(FileVisitResult.CONTINUE);
        assertThat(denied).singleElement().asString().contains(folder + " cannot be read: permission denied;");
    }

    @Test
    void aPatternFindsFilesInFoldersBelow() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Path log = Files.createFile(directory.resolve("a/b/pg.log"));
        assertThat(LogFileSearch.find(List.of(directory + "/**.log")).files()).containsExactly(log);
        assertThat(LogFileSearch.find(List.of(directory + "/missing/*.log")).missing())
                .hasSize(1);
    }
}
