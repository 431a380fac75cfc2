package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that answer at once load little: what they load is what they take. */
class StartUpTest {
    @Test
    void helpLoadsNeitherSpringNorADatabaseNorTheStatistics(@TempDir Path folder) throws Exception {
        List<String> classes = classesOf(folder, "--help");

        assertThat(classes).hasSizeBetween(100, 3_000);
        assertThat(classes)
                .noneMatch(name -> Stream.of(
                                "org.springframework.",
                                "org.quartz.",
                                "org.h2.",
                                "org.postgresql.",
                                "tech.tablesaw.",
                                "org.thymeleaf.",
                                "org.openpdf.",
                                "com.lowagie.")
                        .anyMatch(name::startsWith));
    }

    @Test
    void aFileIsAnalysedWithoutSpringOrAStore(@TempDir Path folder) throws Exception {
        Path log = Files.writeString(
                folder.resolve("a.log"),
                "2026-11-20 10:00:00.000 UTC [1] LOG:  duration: 1.000 ms  statement: select 1\n");

        assertThat(classesOf(
                        folder,
                        "logs",
                        log.toString(),
                        "--json",
                        folder.resolve("o.json").toString()))
                .noneMatch(name -> Stream.of("org.springframework.boot.", "org.quartz.", "org.h2.", "org.postgresql.")
                        .anyMatch(name::startsWith));
    }

    private static List<String> classesOf(Path folder, String... arguments) throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Xlog:class+load=info:file=" + loaded + "::filecount=0",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.nightjar.cli.Nightjar"),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("out.txt")))
                .isZero();
        return Files.readAllLines(loaded).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" .*", ""))
                .toList();
    }
}
