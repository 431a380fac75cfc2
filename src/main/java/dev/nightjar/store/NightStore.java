package dev.nightjar.store;

import dev.nightjar.model.Finding;
import dev.nightjar.model.Impact;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger: what was found and recommended for which window, and the report made of it. */
public final class NightStore {
    private static final String OF_WINDOW = " where target = ? and from_at = ? and to_at = ?";

    private final Database database;
    private final StoredJson json = new StoredJson();

    NightStore(Database database) {
        this.database = database;
    }

    /**
     * Saves what was found for a window. Saving the same revision again, or a newer one, replaces what was there.
     *
     * @param revision 0 for the first judgement of a window, higher when it is judged again
     * @return whether it was saved; false when a newer revision is there
     */
    public boolean save(
            String target,
            Window window,
            int revision,
            List<Finding> findings,
            List<RankedRecommendation> recommendations) {
        List<Object[]> findingRows = new ArrayList<>();
        for (Finding finding : findings) {
            findingRows.add(new Object[] {
                target,
                window.from(),
                window.to(),
                findingRows.size(),
                finding.id(),
                finding.severity().name(),
                finding.impact().secondsPerDay(),
                finding.impact().share(),
                Gzip.pack(json.write(finding))
            });
        }
        List<Object[]> recommendationRows = new ArrayList<>();
        for (RankedRecommendation ranked : recommendations) {
            recommendationRows.add(new Object[] {
                target,
                window.from(),
                window.to(),
                recommendationRows.size(),
                ranked.recommendation().id(),
                ranked.priority(),
                Gzip.pack(json.write(ranked))
            });
        }
        return database.inTransaction("save the night of " + target, session -> {
            if (!takeRevision(session, target, window, revision)) {
                return false;
            }
            session.update("delete from finding" + OF_WINDOW, target, window.from(), window.to());
            session.update("delete from recommendation" + OF_WINDOW, target, window.from(), window.to());
            session.batch(
                    "insert into finding (target, from_at, to_at, place, finding_id, severity, seconds_per_day, share,"
                            + " body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    findingRows);
            session.batch(
                    "insert into recommendation (target, from_at, to_at, place, recommendation_id, priority, body)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    recommendationRows);
            return true;
        });
    }

    /**
     * Saves the report of a revision, as JSON; saving again replaces it.
     *
     * @return whether it was saved; false when a newer revision is there
     */
    public boolean saveReport(String target, Window window, int revision, byte[] report) {
        byte[] packed = Gzip.pack(report);
        return database.inTransaction("save the report of " + target, session -> {
            if (!takeRevision(session, target, window, revision)) {
                return false;
            }
            return session.update("update night set report = ?" + OF_WINDOW, packed, target, window.from(), window.to())
                    == 1;
        });
    }

    public Optional<byte[]> report(String target, Window window) {
        return database.inTransaction(
                "read the report of " + target,
                session -> session.first(
                                "select report from night" + OF_WINDOW,
                                row -> row.bytesIfAny(1).map(Gzip::unpack),
                                target,
                                window.from(),
                                window.to())
                        .flatMap(report -> report));
    }

    /** The findings of a window, in the order in which they were saved. */
    public List<Finding> findings(String target, Window window) {
        return database.inTransaction(
                "read the findings of " + target,
                session -> session.list(
                        "select body from finding" + OF_WINDOW + " order by place",
                        row -> json.read(Gzip.unpack(row.bytes(1)), Finding.class),
                        target,
                        window.from(),
                        window.to()));
    }

    /** The recommendations of a window, in the order in which they were saved. */
    public List<RankedRecommendation> recommendations(String target, Window window) {
        return database.inTransaction(
                "read the recommendations of " + target,
                session -> session.list(
                        "select body from recommendation" + OF_WINDOW + " order by place",
                        row -> json.read(Gzip.unpack(row.bytes(1)), RankedRecommendation.class),
                        target,
                        window.from(),
                        window.to()));
    }

    /** Every finding of windows that ended at or before a moment, by id. */
    public Map<String, FindingHistory> findingHistory(String target, Instant before) {
        return database.inTransaction("read earlier findings of " + target, session -> {
            Map<String, FindingHistory> histories = new LinkedHashMap<>();
            session.each(
                    "select finding_id, to_at, seconds_per_day, share from finding where target = ? and to_at <= ?"
                            + " order by to_at, from_at, place",
                    row -> {
                        Impact impact = new Impact(row.figure(3), row.figure(4));
                        Instant at = row.instant(2);
                        return histories.merge(
                                row.text(1), new FindingHistory(row.text(1), at, at, 1, impact), NightStore::andThen);
                    },
                    target,
                    before);
            return histories;
        });
    }

    /** Every judged window, the newest first. */
    public List<NightEntry> list(String target) {
        return database.inTransaction(
                "list the nights of " + target,
                session -> session.list(
                        "select from_at, to_at, revision, report is not null,"
                                + " (select count(*) from finding f where f.target = n.target"
                                + " and f.from_at = n.from_at and f.to_at = n.to_at),"
                                + " (select count(*) from recommendation r where r.target = n.target"
                                + " and r.from_at = n.from_at and r.to_at = n.to_at)"
                                + " from night n where target = ? order by to_at desc, from_at desc",
                        row -> new NightEntry(
                                target,
                                new Window(row.instant(1), row.instant(2)),
                                (int) row.number(3),
                                (int) row.number(5),
                                (int) row.number(6),
                                row.flag(4)),
                        target));
    }

    /** Forgets nights, their findings, recommendations and reports. */
    void purge(String target, Instant upTo) {
        database.inTransaction(
                "purge the nights of " + target,
                session -> session.update("delete from night where target = ? and to_at <= ?", target, upTo));
    }

    private static boolean takeRevision(Session session, String target, Window window, int revision)
            throws SQLException {
        Optional<Long> there = session.first(
                "select revision from night" + OF_WINDOW + " for update",
                row -> row.number(1),
                target,
                window.from(),
                window.to());
        if (there.isEmpty()) {
            session.update(
                    "insert into night (target, from_at, to_at, revision) values (?, ?, ?, ?)",
                    target,
                    window.from(),
                    window.to(),
                    revision);
        } else if (there.get() < revision) {
            session.update(
                    "update night set revision = ?, report = null" + OF_WINDOW,
                    revision,
                    target,
                    window.from(),
                    window.to());
        }
        return there.isEmpty() || there.get() <= revision;
    }

    private static FindingHistory andThen(FindingHistory earlier, FindingHistory later) {
        int more = later.lastSeen().equals(earlier.lastSeen()) ? 0 : 1;
        return new FindingHistory(
                earlier.id(), earlier.firstSeen(), later.lastSeen(), earlier.nightsSeen() + more, later.lastImpact());
    }
}
