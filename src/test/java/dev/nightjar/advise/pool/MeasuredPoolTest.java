package dev.nightjar.advise.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Thresholds;
import dev.nightjar.source.metrics.PoolCapture;
import dev.nightjar.source.metrics.PoolCaptureFile;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samples of a real PostgreSQL behind PgBouncer on storage with 1 ms read latency, two cores. Sizes 24 to 64 reach 95 %
 * of the best throughput; more than 96 would be waste.
 */
class MeasuredPoolTest {
    private static final Thresholds SHORT =
            Thresholds.of(Map.of("poolSeconds", 5.0, "poolWindows", 5.0), List.of(PoolThreshold.values()));

    @ParameterizedTest
    @ValueSource(strings = {"profile-s10", "closed-s04-r1", "closed-s08-r1", "closed-s16-r1", "closed-s32-r1"})
    void theAdvisedCapacityReachesThePlateauThatWasMeasured(String run) throws URISyntaxException {
        PoolVerdict verdict = new PoolAdviser(SHORT).judge(load(run));

        assertThat(verdict.capacitySize()).isBetween(18.0, 96.0);
        assertThat(verdict.growthForbidden()).isFalse();
        assertThat(verdict.regime()).isEqualTo(PoolVerdict.Regime.DELAY);
    }

    private static PoolLoad load(String run) throws URISyntaxException {
        PoolCapture capture = PoolCaptureFile.read(Path.of(MeasuredPoolTest.class
                .getResource("/pool/f-read-latency/" + run + ".samples.jsonl")
                .toURI()));
        List<PoolCounters> samples = capture.samples().stream()
                .map(sample -> new PoolCounters(
                        sample.atSeconds(),
                        sample.size(),
                        sample.inUse(),
                        sample.waiters(),
                        sample.checkouts(),
                        sample.waitMs(),
                        sample.holdMs(),
                        sample.timeouts(),
                        sample.cpuSeconds(),
                        sample.lockWaiters()))
                .toList();
        return new PoolLoad(
                run,
                (int) capture.samples().get(capture.samples().size() - 1).size(),
                capture.vcpus(),
                PoolCounters.windows(samples));
    }
}
