package dev.nightjar.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void longFormIsSortedAndTheLastOfEqualTimesStands() throws IOException {
        List<MetricSeries> series = read("samples.csv", """
                series,at,value
                a,2026-01-01T02:00:00Z,3
                a,2026-01-01T01:00:00Z,1
                b,2026-01-01T01:00:00Z,9
                a,2026-01-01T02:00:00Z,4
                """);

        assertThat(series).extracting(MetricSeries::name).containsExactly("a", "b");
        assertThat(series.get(0).values()).containsExactly(1, 4);
        assertThat(series.get(0).at(0)).contains(Instant.parse("2026-01-01T01:00:00Z"));
        assertThat(series.get(0).rows()).containsExactly(1, 2);
    }

    @Test
    void eachColumnIsAMetricAndAnEmptyCellIsUnknown() throws IOException {
        List<MetricSeries> series =
                read("wide.csv", "at,cpu,disk\n2026-01-01 00:00:00,1.5,\n2026-01-01 00:05:00,2.5,7\n");

        assertThat(series).extracting(MetricSeries::name).containsExactly("cpu", "disk");
        assertThat(series.get(1).values()).containsExactly(Double.NaN, 7);
    }

    @Test
    void aLinePerSeriesWithoutHeaderHasNoTimes() throws IOException {
        List<MetricSeries> series = read("history.csv", "c0,1,2,,4\nc1,5,6,7,8\n");

        assertThat(series.get(0).values()).containsExactly(1, 2, Double.NaN, 4);
        assertThat(series.get(0).seconds()).isEmpty();
    }

    @Test
    void jsonLinesAndOpenMetricsAreRead() throws IOException {
        assertThat(read("m.jsonl", "{\"series\":\"x\",\"at\":\"2026-01-01T00:00:00Z\",\"value\":2.5}\n"))
                .singleElement()
                .satisfies(s -> assertThat(s.values()).containsExactly(2.5));
        assertThat(read("m.prom", "# HELP up\nup{job=\"db\"} 1 1767225600\nup{job=\"db\"} 0 1767225660\n# EOF\n"))
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.name()).isEqualTo("up{job=\"db\"}");
                    assertThat(s.at(1)).contains(Instant.parse("2026-01-01T00:01:00Z"));
                });
    }

    @Test
    void gzippedFilesOfAFolderAreNamedByTheirPath() throws IOException {
        Path file = Files.createDirectories(folder.resolve("host")).resolve("cpu.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("timestamp,value\n2014-07-01 00:00:00,10\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(MetricFile.read(folder)).extracting(MetricSeries::name).containsExactly("host/cpu.csv");
    }

    @Test
    void aFileOfAnotherKindIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> read("notes.csv", "hello\n"))
                .isInstanceOf(MetricFileException.class)
                .hasMessageContaining("series,at,value");
    }

    private List<MetricSeries> read(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return MetricFile.read(file);
    }
}
