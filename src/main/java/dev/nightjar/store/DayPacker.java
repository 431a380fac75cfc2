package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.SampleRow;
import dev.nightjar.store.jdbc.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the samples of finished days into one value per subject and day. Each day is one transaction: whoever reads finds
 * every sample once, and a process that is killed leaves whole days.
 */
final class DayPacker {
    private static final Duration DAY = Duration.ofDays(1);

    /** Rows per round trip. */
    private static final int BATCH = 500;

    /** So that no pack is larger than a row of H2 may be: 2,000 samples of 60 metrics are 1 MB before they are compressed. */
    private static final int MOST_IN_ONE = 2_000;

    private final Database database;
    private final String target;

    DayPacker(Database database, String target) {
        this.database = database;
        this.target = target;
    }

    /** Packs the UTC days that are over at a moment. */
    void packUntil(Instant moment) {
        Instant end = moment.truncatedTo(ChronoUnit.DAYS);
        for (Optional<Instant> first = firstUnpacked(end); first.isPresent(); first = firstUnpacked(end)) {
            // A sample belongs to the day in which it ends; midnight is the end of a day.
            Instant day = first.get().minusNanos(1_000).truncatedTo(ChronoUnit.DAYS);
            database.inSnapshot(
                    "pack the samples of " + target, session -> pack(session, new Window(day, day.plus(DAY))));
        }
    }

    private Optional<Instant> firstUnpacked(Instant end) {
        return database.inTransaction(
                "look for samples of " + target + " to pack",
                session -> session.first(
                                "select min(p.to_at) from subject s join sample p on p.subject_id = s.id"
                                        + " where s.target = ? and p.to_at <= ?",
                                row -> row.instantIfAny(1),
                                target,
                                end)
                        .flatMap(found -> found));
    }

    private boolean pack(Session session, Window day) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<SampleRow> ofSubject = new ArrayList<>();
        session.each(
                "select p.subject_id, p.from_at, p.to_at, p.after_reset, p.measures, s.kind"
                        + " from subject s join sample p on p.subject_id = s.id"
                        + " where s.target = ? and p.to_at > ? and p.to_at <= ? order by p.subject_id, p.to_at",
                row -> {
                    long subject = row.number(1);
                    if (ofSubject.size() == MOST_IN_ONE
                            || (!ofSubject.isEmpty() && ofSubject.get(0).subjectId() != subject)) {
                        addPack(rows, ofSubject);
                    }
                    return ofSubject.add(new SampleRow(
                            subject,
                            row.instant(2),
                            row.instant(3),
                            row.flag(4),
                            Measures.of(SubjectKind.valueOf(row.text(6)), row.figures(5))));
                },
                target,
                day.from(),
                day.to());
        addPack(rows, ofSubject);
        for (int i = 0; i < rows.size(); i += BATCH) {
            session.batch(
                    "insert into sample_pack (subject_id, first_at, last_at, body) values (?, ?, ?, ?)",
                    rows.subList(i, Math.min(rows.size(), i + BATCH)));
        }
        session.update(
                "delete from sample where to_at > ? and to_at <= ?"
                        + " and subject_id in (select id from subject where target = ?)",
                day.from(),
                day.to(),
                target);
        return true;
    }

    private static void addPack(List<@Nullable Object[]> rows, List<SampleRow> entries) {
        if (!entries.isEmpty()) {
            rows.add(new Object[] {
                entries.get(0).subjectId(),
                entries.get(0).to(),
                entries.get(entries.size() - 1).to(),
                SamplePack.pack(entries)
            });
            entries.clear();
        }
    }
}
