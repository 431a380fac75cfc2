package dev.nightjar.source.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.PoolMetric;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.Sample;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolSampleFileTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Window HOUR = new Window(START, START.plusSeconds(3600));

    private final Path folder;

    PoolSampleFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aPoolIsReadAtTheResolutionOfItsFile() throws IOException {
        Path file = write("pool.jsonl", line(0, 10, 100), line(1, 10, 160), line(4000, 10, 999));

        PoolSampleFile.Reading reading = PoolSampleFile.read(List.of(file.toString()), HOUR, "shop", TimeMap.IDENTITY);

        assertThat(reading.missing()).isEmpty();
        PoolSamples pool = reading.pools().get(0);
        assertThat(pool.size()).isEqualTo(10);
        assertThat(pool.points()).extracting(PoolSamples.Point::acquired).containsExactly(100.0, 160.0);
        assertThat(pool.points().get(1).atSeconds() - pool.points().get(0).atSeconds())
                .isEqualTo(1);
        assertThat(pool.points().get(0).timeouts()).isNaN();
    }

    @Test
    void windowsAreOnTheReportsClockAndPointsOnTheServers() throws IOException {
        Path file = write("pool.jsonl", line(0, 10, 100), line(10, 10, 160), line(20, 10, 170));
        TimeMap hundredfold = new TimeMap(START, START.minusSeconds(1500), 100);

        PoolSampleFile.Reading reading = PoolSampleFile.read(List.of(file.toString()), HOUR, "shop", hundredfold);

        assertThat(reading.pools().get(0).points())
                .singleElement()
                .satisfies(point -> assertThat(point.atSeconds()).isEqualTo(START.getEpochSecond() + 20.0));
        assertThat(reading.snapshots().get(0).at()).isEqualTo(START.plusSeconds(500));
    }

    @Test
    void aPoolThatChangedItsSizeIsTwo() throws IOException {
        Path file = write("pool.jsonl", line(0, 10, 100), line(1, 20, 160));

        assertThat(PoolSampleFile.read(List.of(file.toString()), HOUR, "shop", TimeMap.IDENTITY)
                        .pools())
                .extracting(PoolSamples::size)
                .containsExactly(10, 20);
    }

    @Test
    void theLatestSamplesBecomeSnapshotsWhoseCountersSubtract() throws IOException {
        Path file = folder.resolve("pool.jsonl");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            many.append(line(i, 10, i)).append('\n');
        }
        Files.writeString(file, many);
        var before = PoolSampleFile.latest(List.of(file.toString()), "shop", TimeMap.IDENTITY);
        Files.writeString(file, many + line(2300, 10, 2500) + "\n{\"at\": \"half a l");
        var after = PoolSampleFile.latest(List.of(file.toString()), "shop", TimeMap.IDENTITY);

        Sample sample =
                after.snapshots().get(0).since(before.snapshots().get(0)).get(0);
        assertThat(sample.measures().get(PoolMetric.ACQUIRED)).isEqualTo(501);
        assertThat(sample.interval().duration()).hasSeconds(301);
        assertThat(after.missing()).isEmpty();
    }

    @Test
    void badLinesAreCountedAndTheFirstIsNamed() throws IOException {
        Path file = write("pool.jsonl", line(0, 10, 100), "nonsense", "{\"at\": \"yesterday\"}", line(1, 10, 160));

        PoolSampleFile.Reading reading = PoolSampleFile.read(List.of(file.toString()), HOUR, "shop", TimeMap.IDENTITY);

        assertThat(reading.pools().get(0).points()).hasSize(2);
        assertThat(reading.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason())
                        .startsWith("2 of 4 lines of")
                        .endsWith("the first is line 2"));
    }

    @Test
    void patternsFindFilesAndAMissingOneIsSaid() throws IOException {
        write("pool-a.jsonl", line(0, 10, 100));
        write("pool-b.jsonl", line(1, 10, 160));

        PoolSampleFile.Reading reading = PoolSampleFile.read(
                List.of(folder + "/pool-*.jsonl", folder + "/none.jsonl"), HOUR, "shop", TimeMap.IDENTITY);

        assertThat(reading.pools().get(0).points()).hasSize(2);
        assertThat(reading.missing())
                .singleElement()
                .satisfies(missing -> assertThat(missing.reason()).contains("none.jsonl"));
    }

    private Path write(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private static String line(int seconds, int size, int acquired) {
        return "{\"at\": \"" + START.plusSeconds(seconds) + "\", \"pool\": \"api\", \"size\": " + size
                + ", \"active\": 3, \"idle\": 7, \"pending\": 0, \"acquired\": " + acquired
                + ", \"acquireMs\": 12, \"usageMs\": 3456}";
    }
}
