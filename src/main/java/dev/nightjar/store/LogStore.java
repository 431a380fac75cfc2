package dev.nightjar.store;

import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** How far each log file was read, and what was found in each segment. Contents are the log source's own bytes. */
public final class LogStore {
    /** Digests that are in memory together. */
    private static final int AT_ONCE = 50;

    private final Database database;

    LogStore(Database database) {
        this.database = database;
    }

    /** Where to read on in every file of a target, in no particular order. */
    public List<byte[]> positions(String target) {
        return database.inTransaction(
                "read how far the logs of " + target + " were read",
                session -> session.list(
                        "select place from log_file where target = ? order by file",
                        row -> Gzip.unpack(row.bytes(1)),
                        target));
    }

    /**
     * Saves what was found in a segment together with the position after it. What was stored of the file from that
     * start on is replaced, so that reading a segment again, even with another length, counts nothing twice.
     *
     * @param start offset of the segment's first byte; segments of one file come in order
     * @param from time of the segment's first record
     * @param to time of its last
     */
    public void append(
            String target, String file, long start, Instant from, Instant to, byte[] digest, byte[] newPosition) {
        database.inTransaction("save what was read of " + file, session -> {
            session.update("delete from log_segment where target = ? and file = ? and start >= ?", target, file, start);
            session.update("delete from log_file where target = ? and file = ?", target, file);
            session.update(
                    "insert into log_segment (target, file, start, from_at, to_at, digest) values (?, ?, ?, ?, ?, ?)",
                    target,
                    file,
                    start,
                    from,
                    to,
                    Gzip.pack(digest));
            return session.update(
                    "insert into log_file (target, file, place, last_record) values (?, ?, ?, ?)",
                    target,
                    file,
                    Gzip.pack(newPosition),
                    to);
        });
    }

    /**
     * Adds up the digests of the segments that overlap a window, in order of time, one in memory at a time.
     *
     * @param sum made anew if the store has to be asked again
     */
    public <A> A sum(String target, Window window, Supplier<A> sum, BiConsumer<A, byte[]> add) {
        return database.inTransaction("read log digests", session -> {
            A all = sum.get();
            session.each(
                    "select digest from log_segment where target = ? and to_at >= ? and from_at < ?"
                            + " order by from_at, file, start",
                    row -> {
                        add.accept(all, Gzip.unpack(row.bytes(1)));
                        return all;
                    },
                    target,
                    window.from(),
                    window.to());
            return all;
        });
    }

    /** The times that segments within a window tell of, in order; they may overlap. */
    public List<Window> covered(String target, Window window) {
        return database.inTransaction(
                "read which times log digests tell of",
                session -> session.list(
                        "select from_at, to_at from log_segment where target = ? and to_at >= ? and from_at < ?"
                                + " order by from_at, to_at",
                        row -> new Window(row.instant(1), row.instant(2).plusMillis(1)),
                        target,
                        window.from(),
                        window.to()));
    }

    /**
     * Makes one digest of those of each finished UTC day, so that a month of large logs is read in a moment. A day that
     * gets more later is packed again.
     *
     * @param moment days that are over then are packed
     * @param merge digests, in order of time, to one that says the same
     */
    public void packDays(String target, Instant moment, Function<List<byte[]>, byte[]> merge) {
        for (Instant day : daysOfSeveral(target, moment.truncatedTo(ChronoUnit.DAYS))) {
            int packed = packSome(target, day, merge);
            while (packed == AT_ONCE) {
                packed = packSome(target, day, merge);
            }
        }
    }

    /** The UTC days before a moment in which several segments end. */
    private List<Instant> daysOfSeveral(String target, Instant end) {
        SortedMap<Instant, Integer> segments = new TreeMap<>();
        database.inTransaction("look for log digests to pack", session -> {
            segments.clear();
            session.each(
                    "select to_at from log_segment where target = ? and to_at < ?",
                    row -> segments.merge(row.instant(1).truncatedTo(ChronoUnit.DAYS), 1, Integer::sum),
                    target,
                    end);
            return segments.size();
        });
        segments.values().removeIf(count -> count < 2);
        return List.copyOf(segments.keySet());
    }

    /**
     * Makes one segment, of a file called after the day, of the first of a day; what an earlier call made is the first of
     * all. One transaction: whoever reads finds each segment once. Gives how many there were.
     */
    private int packSome(String target, Instant day, Function<List<byte[]>, byte[]> merge) {
        String packed = "day " + day;
        return database.inTransaction("pack the log digests of " + target, session -> {
            List<Segment> segments = session.list(
                    "select file, start, from_at, to_at, digest from log_segment"
                            + " where target = ? and to_at >= ? and to_at < ?"
                            + " order by case when file = ? then 0 else 1 end, from_at, file, start"
                            + " fetch first ? rows only",
                    row -> new Segment(
                            row.text(1), row.number(2), row.instant(3), row.instant(4), Gzip.unpack(row.bytes(5))),
                    target,
                    day,
                    day.plus(1, ChronoUnit.DAYS),
                    packed,
                    AT_ONCE);
            byte[] digest = merge.apply(segments.stream().map(Segment::digest).toList());
            for (Segment segment : segments) {
                session.update(
                        "delete from log_segment where target = ? and file = ? and start = ?",
                        target,
                        segment.file,
                        segment.start);
            }
            session.update(
                    "insert into log_segment (target, file, start, from_at, to_at, digest) values (?, ?, ?, ?, ?, ?)",
                    target,
                    packed,
                    0L,
                    segments.stream()
                            .map(Segment::from)
                            .min(Comparator.naturalOrder())
                            .orElse(day),
                    segments.stream()
                            .map(Segment::to)
                            .max(Comparator.naturalOrder())
                            .orElse(day),
                    Gzip.pack(digest));
            return segments.size();
        });
    }

    void purge(String target, Instant upTo) {
        database.inTransaction("purge the log digests of " + target, session -> {
            session.update("delete from log_file where target = ? and last_record <= ?", target, upTo);
            return session.update("delete from log_segment where target = ? and to_at <= ?", target, upTo);
        });
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
    private record Segment(String file, long start, Instant from, Instant to, byte[] digest) {}
}
