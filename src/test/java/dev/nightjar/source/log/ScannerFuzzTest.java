package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.util.List;

/**
 * Any bytes as a log: reading ends, throws nothing, and counts every byte, wherever the segments are cut. The inputs in
 * the resources are run with every build; {@code mvn verify -Pfuzz} looks for new ones.
 */
class ScannerFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void anyBytesAreReadToTheirEnd(byte[] log) {
        int segment = log.length == 0 ? 100 : 100 + (log[0] & 0xff) * 8;
        LogDigest digest = new LogAnalysis(LogOptions.standard().withWorkers(1).withSegmentBytes(segment))
                .run(List.of(new StreamLogSource("fuzz", new ByteArrayInputStream(log))))
                .digest();
        assertThat(digest.count(LogCounter.BYTES)).isLessThanOrEqualTo(Math.max(log.length, 1 << 20));
        assertThat(digest.count(LogCounter.SKIPPED_BYTES)).isLessThanOrEqualTo(digest.count(LogCounter.BYTES));
        assertThat(LogDigest.fromBytes(digest.toBytes()).count(LogCounter.ENTRIES))
                .isEqualTo(digest.count(LogCounter.ENTRIES));
    }
}
