package dev.nightjar.store;

import dev.nightjar.model.Snapshot;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Counters and levels over time. */
public final class SampleStore {
    private final Database database;
    private final StoredJson json = new StoredJson();

    SampleStore(Database database) {
        this.database = database;
    }

    /**
     * Saves what happened since the last snapshot of the same target and source, and this snapshot as the next last
     * one: all of it or nothing. The first snapshot of a source only marks where counting begins.
     *
     * @return rows written; 0 also when this snapshot is not later than the last one, which changes nothing
     */
    public int record(Snapshot taken) {
        // As it will be read back, so that comparing times does not depend on digits that are not kept.
        Snapshot snapshot = new Snapshot(
                taken.target(), taken.source(), Session.stored(taken.at()), taken.epoch(), taken.observations());
        return database.inTransaction(
                "record a snapshot of " + snapshot.source() + " of " + snapshot.target(),
                session -> new SnapshotRecorder(database.dialect(), json, session, snapshot).record());
    }

    /** When a source was last recorded. */
    public Optional<Instant> lastAt(String target, String source) {
        return database.inTransaction(
                "look up the last snapshot of " + source,
                session -> session.first(
                        "select taken_at from last_snapshot where target = ? and source = ?",
                        row -> row.instant(1),
                        target,
                        source));
    }

    /**
     * Every subject that did something in the lookback; databases, tables, indexes and pools that were there also when
     * they did nothing (without samples, counters 0). An interval counts to the window in which it ends.
     *
     * @param lookback what {@link SubjectHistory#lookback()} sums up
     * @param night what {@link SubjectHistory#night()} sums up; ends with the lookback
     */
    public List<SubjectHistory> histories(String target, Window lookback, Window night) {
        return collect(
                target, EnumSet.allOf(SubjectKind.class), lookback, night, history -> history, Collectors.toList());
    }

    /**
     * The same of some kinds, of which only what is made of each subject stays: what is not kept of it is gone when the next one
     * is read, so that weeks of thousands of statements need not fit in memory.
     *
     * @param each makes something of a subject; called by several threads at once
     * @param into collects it, subject after subject in one thread
     */
    public <T, R> R collect(
            String target,
            Set<SubjectKind> kinds,
            Window lookback,
            Window night,
            Function<? super SubjectHistory, ? extends T> each,
            Collector<? super T, ?, R> into) {
        // A collision reads again from the start, into a container of its own.
        return database.inSnapshot(
                "read the samples of " + target,
                session -> new HistoryReader(json, session, target, kinds, lookback, night).read(each, into));
    }

    /** How much of a lookback each source saw, by name. */
    public List<SourceCoverage> coverage(String target, Window lookback) {
        Map<String, List<Visit>> visits = new TreeMap<>();
        database.inTransaction("read the visits to " + target, session -> {
            visits.clear();
            session.each(
                    "select source, from_at, to_at, after_reset from visit"
                            + " where target = ? and to_at > ? and from_at < ? order by to_at",
                    row -> visits.computeIfAbsent(row.text(1), source -> new ArrayList<>())
                            .add(new Visit(new Window(row.instant(2), row.instant(3)), row.flag(4))),
                    target,
                    lookback.from(),
                    lookback.to());
            return visits;
        });
        return visits.entrySet().stream()
                .map(entry -> coverage(entry.getKey(), entry.getValue(), lookback))
                .toList();
    }

    /** Forgets what ended at or before a moment; subjects that are gone go with their last sample. */
    void purge(String target, Instant upTo) {
        String ofTarget = " and subject_id in (select id from subject where target = ?)";
        database.inTransaction("purge the samples of " + target, session -> {
            session.update("delete from sample_pack where last_at <= ?" + ofTarget, upTo, target);
            session.update("delete from sample where to_at <= ?" + ofTarget, upTo, target);
            session.update("delete from visit where target = ? and to_at <= ?", target, upTo);
            return session.update(
                    "delete from subject where target = ? and gone_at <= ?"
                            + " and not exists (select 1 from sample where sample.subject_id = subject.id)"
                            + " and not exists (select 1 from sample_pack where sample_pack.subject_id = subject.id)",
                    target,
                    upTo);
        });
        database.inTransaction("drop empty months", session -> {
            database.dialect().dropEmptyMonths(session, upTo);
            return true;
        });
    }

    private static SourceCoverage coverage(String source, List<Visit> visits, Window lookback) {
        Duration covered = Duration.ZERO;
        for (Visit visit : visits) {
            covered = covered.plus(visit.within(lookback));
        }
        return new SourceCoverage(
                source,
                covered.toMillis() / (double) lookback.duration().toMillis(),
                visits.stream().map(Visit::interval).toList(),
                visits.stream().filter(Visit::reset).map(Visit::interval).toList());
    }

    private record Visit(Window interval, boolean reset) {
        Duration within(Window lookback) {
            Instant from = interval.from().isBefore(lookback.from()) ? lookback.from() : interval.from();
            Instant to = interval.to().isAfter(lookback.to()) ? lookback.to() : interval.to();
            return Duration.between(from, to);
        }
    }
}
