package dev.nightjar.advise.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Night;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.SnapshotHistory;
import dev.nightjar.model.Thresholds;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import dev.nightjar.source.redis.RedisCapture;
import dev.nightjar.source.redis.RedisReading;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Captures of real Redis 7.0.15 servers, twenty-five seconds each. */
class CapturedServersTest {
    @Test
    void aHealthyCacheIsLeftInPeace() throws URISyntaxException {
        Advice advice = assess("02-healthy-cache");

        assertThat(advice.findings()).extracting(Finding::check).isSubsetOf("RED-OBS-LATMON", "RED-SEC-AUTH");
        assertThat(advice.findings()).extracting(Finding::severity).containsOnly(Severity.INFO);
        assertThat(advice.recommendations()).isEmpty();
    }

    @Test
    void aCacheMuchTooSmallThrowsOutWhatIsAskedForNext() throws URISyntaxException {
        Advice advice = assess("03-evict-allkeys-lru-low-hit");

        assertThat(advice.findings())
                .extracting(Finding::check)
                .contains("RED-EVICT", "RED-HIT-LOW")
                .isSubsetOf("RED-EVICT", "RED-HIT-LOW", "RED-OBS-LATMON", "RED-PERSIST-NONE", "RED-SEC-AUTH");
        Finding evictions = finding(advice, "RED-EVICT");
        assertThat(evictions.severity()).isEqualTo(Severity.HIGH);
        assertThat(evictions.evidence().get(0).value()).isBetween(14_000.0, 15_000.0);
        assertThat(finding(advice, "RED-HIT-LOW").symptomOf()).containsExactly(evictions.id());
        assertThat(finding(advice, "RED-HIT-LOW").evidence().get(0).value()).isBetween(19.0, 20.0);
    }

    @Test
    void theAnswerIsAStepWithTheOldValueAsTheWayBack() throws URISyntaxException {
        Recommendation larger =
                assess("03-evict-allkeys-lru-low-hit").recommendations().get(0);

        assertThat(larger.language()).isEqualTo(Recommendation.Language.REDIS);
        assertThat(larger.apply().get(0)).isEqualTo("CONFIG SET maxmemory 75497472");
        assertThat(larger.rollback()).containsExactly("CONFIG SET maxmemory 50331648");
    }

    private static Finding finding(Advice advice, String check) {
        return advice.findings().stream()
                .filter(one -> one.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Advice assess(String capture) throws URISyntaxException {
        RedisReading reading = RedisCapture.read(
                Path.of(CapturedServersTest.class
                        .getResource("/redis/" + capture)
                        .toURI()),
                "cache");
        List<Snapshot> snapshots = reading.snapshots();
        Window window = new Window(
                snapshots.get(0).at(), snapshots.get(snapshots.size() - 1).at().plusMillis(1));
        return new RedisChecks(Thresholds.STANDARD)
                .assess(new Night(
                        "cache",
                        window,
                        window,
                        TimeMap.IDENTITY,
                        Double.NaN,
                        Double.NaN,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        reading.facts(),
                        Optional.empty(),
                        List.of(),
                        SnapshotHistory.of(snapshots),
                        reading.missing()));
    }
}
