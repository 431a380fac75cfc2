package dev.nightjar.model;

import static dev.nightjar.model.StatementMetric.CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void countersBecomeIncrementsAndLevelsStay() {
        Snapshot before = aSnapshot(0, "epoch 1", anObservation("a", 10, 5));
        Snapshot after = aSnapshot(60, "epoch 1", anObservation("a", 17, 9));

        Sample sample = after.since(before).get(0);

        assertThat(sample.measures().get(CALLS)).isEqualTo(7);
        assertThat(sample.measures().get(StatementMetric.MAX_MS)).isEqualTo(9);
        assertThat(sample.interval()).isEqualTo(new Window(NOON, NOON.plusSeconds(60)));
        assertThat(sample.afterReset()).isFalse();
    }

    @Test
    void resetBetweenSnapshotsStartsANewEpoch() {
        Snapshot before = aSnapshot(0, "epoch 1", anObservation("a", 10, 5));
        Snapshot after = aSnapshot(60, "epoch 2", anObservation("a", 12, 5));

        Sample sample = after.since(before).get(0);

        assertThat(sample.measures().get(CALLS)).isEqualTo(12);
        assertThat(sample.afterReset()).isTrue();
    }

    @Test
    void anEvictedStatementThatComesBackCountsFromZero() {
        Snapshot before = aSnapshot(0, "epoch 1", anObservation("a", 10, 5));
        Snapshot after = aSnapshot(60, "epoch 1", anObservation("a", 4, 5));

        Sample sample = after.since(before).get(0);

        assertThat(sample.measures().get(CALLS)).isEqualTo(4);
        assertThat(sample.afterReset()).isTrue();
    }

    @Test
    void aStatementSeenForTheFirstTimeBeganInTheInterval() {
        Snapshot before = aSnapshot(0, "epoch 1");
        Snapshot after = aSnapshot(60, "epoch 1", anObservation("a", 4, 5));

        assertThat(after.since(before).get(0).measures().get(CALLS)).isEqualTo(4);
    }

    @Test
    void aClockThatWentBackYieldsNothing() {
        Snapshot before = aSnapshot(60, "epoch 1", anObservation("a", 10, 5));
        Snapshot after = aSnapshot(0, "epoch 1", anObservation("a", 17, 5));

        assertThat(after.since(before)).isEmpty();
    }

    private static Snapshot aSnapshot(long seconds, String epoch, Observation... observations) {
        return new Snapshot(
                "shop",
                "pg_stat_statements",
                NOON.plusSeconds(seconds),
                epoch,
                Stream.of(observations).toList());
    }

    private static Observation anObservation(String key, double calls, double maxMs) {
        Measures measures =
                Measures.unknown(SubjectKind.STATEMENT).with(CALLS, calls).with(StatementMetric.MAX_MS, maxMs);
        return new Observation(Subject.of(SubjectKind.STATEMENT, key), measures);
    }
}
