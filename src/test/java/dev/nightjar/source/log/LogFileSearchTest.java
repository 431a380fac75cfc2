package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
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
            write(name, "2026-11-20 10:00:00");
        }
        assertThat(LogFileSearch.find(List.of(directory.toString())).files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("p.csv.gz", "q.log", "r.log", "r.log.1.gz", "s-20261120");
    }

    @Test
    void aPatternBringsTheSameEventsOnceAndSaysWhatItLeftOut() throws IOException {
        for (String name : List.of("day", "day.csv", "day.json", "main.log", "main.csv", "main.csv.1")) {
            write(name, "2026-11-20 10:00:00");
        }
        LogFileSearch.Found found = LogFileSearch.find(List.of(directory + "/*"));
        assertThat(found.files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("day.json", "main.csv", "main.csv.1");
        assertThat(found.leftOut())
                .containsExactlyInAnyOrder(
                        directory.resolve("day") + " was left out: " + directory.resolve("day.json")
                                + " beside it holds the same events",
                        directory.resolve("day.csv") + " was left out: " + directory.resolve("day.json")
                                + " beside it holds the same events",
                        directory.resolve("main.log") + " was left out: " + directory.resolve("main.csv")
                                + " beside it holds the same events");
    }

    @Test
    void namesThatAreAlikeAreNoTwinsIfTheLogsTellOtherThings() throws IOException {
        write("postgresql-Mon.log", "2026-11-16 10:00:00");
        write("postgresql-Mon.log.gz", "2026-11-09 10:00:00");
        write("main.log", "2026-11-16 10:00:00");
        write("main.csv", "2026-10-01 10:00:00");
        Files.createFile(directory.resolve("day.json"));
        write("day.log", "2026-11-16 10:00:00");
        LogFileSearch.Found found = LogFileSearch.find(List.of(directory.toString()));
        assertThat(found.files()).hasSize(6);
        assertThat(found.leftOut()).isEmpty();
    }

    /** Two entries, in the format and the packing that the name says; the content is that of the time alone. */
    private void write(String name, String time) throws IOException {
        String entries = Stream.of("one", "two")
                .map(text -> entry(name, time, "duration: 1.000 ms  statement: select " + text))
                .collect(Collectors.joining());
        byte[] bytes = entries.getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve(name);
        if (name.endsWith(".gz")) {
            Files.write(file, LogFollowerTest.gzip(bytes));
        } else if (name.endsWith(".xz")) {
            try (OutputStream out = new XZCompressorOutputStream(Files.newOutputStream(file))) {
                out.write(bytes);
            }
        } else {
            Files.write(file, bytes);
        }
    }

    private static String entry(String name, String time, String message) {
        if (name.contains(".json")) {
            return "{\"timestamp\":\"" + time + ".000 UTC\",\"pid\":7,\"error_severity\":\"LOG\",\"message\":\""
                    + message + "\"}\n";
        }
        return name.contains(".csv")
                ? time + ".000 UTC,\"app\",\"shop\",7,\"[local]\"," + session(time) + ",1,\"SELECT\"," + time
                        + " UTC,3/1,0,LOG,00000,\"" + message + "\",,,,,,,,,\"\",\"client backend\"\n"
                : time + ".000 UTC [7] LOG:  " + message + "\n";
    }

    /** Its first half is the time at which it started. */
    private static String session(String time) {
        Instant start = Instant.parse(time.replace(' ', 'T') + "Z");
        return Long.toHexString(start.getEpochSecond()) + ".7";
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
