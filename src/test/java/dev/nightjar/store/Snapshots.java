package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.SlotMetric;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Builds snapshots for tests. */
final class Snapshots {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private Snapshots() {}

    /** A moment some seconds after noon. */
    static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    static Snapshot aSnapshot(long seconds, Observation... observations) {
        return aSnapshotAt(at(seconds), observations);
    }

    static Snapshot aSnapshotAt(Instant at, Observation... observations) {
        return new Snapshot("shop", "pg_stat_statements", at, "epoch 1", List.of(observations));
    }

    static Snapshot anotherEpoch(Snapshot snapshot) {
        return new Snapshot(
                snapshot.target(), snapshot.source(), snapshot.at(), "another epoch", snapshot.observations());
    }

    static Observation aStatement(String key, double calls) {
        return aStatement(key, calls, "select " + key);
    }

    static Observation aStatement(String key, double calls, String text) {
        return new Observation(
                Subject.of(SubjectKind.STATEMENT, key, Map.of(Subject.TEXT, text)),
                Measures.unknown(SubjectKind.STATEMENT)
                        .with(StatementMetric.CALLS, calls)
                        .with(StatementMetric.MAX_MS, 5));
    }

    static Observation aTable(String key, double liveRows, double age) {
        return new Observation(
                Subject.of(SubjectKind.TABLE, key),
                Measures.unknown(SubjectKind.TABLE)
                        .with(TableMetric.SEQ_SCANS, 10)
                        .with(TableMetric.LIVE_ROWS, liveRows)
                        .with(TableMetric.FROZEN_XID_AGE, age));
    }

    static Observation aSequence(double used, double range) {
        return new Observation(
                Subject.of(SubjectKind.SEQUENCE, "shop/public.s"),
                Measures.unknown(SubjectKind.SEQUENCE)
                        .with(SequenceMetric.USED, used)
                        .with(SequenceMetric.RANGE, range));
    }

    static Observation aSlot(double kept) {
        return new Observation(
                Subject.of(SubjectKind.REPLICATION_SLOT, "slot"),
                Measures.unknown(SubjectKind.REPLICATION_SLOT).with(SlotMetric.WAL_KEPT, kept));
    }

    static Observation sessions(double count) {
        return new Observation(
                Subject.of(SubjectKind.SESSIONS, "shop/app/web/active"),
                Measures.unknown(SubjectKind.SESSIONS).with(SessionsMetric.COUNT, count));
    }
}
