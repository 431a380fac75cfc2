package dev.nightjar.store;

import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import java.time.Instant;
import java.util.List;

/** How far each log file was read, and what was found in each segment. Contents are the log source's own bytes. */
public final class LogStore {
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

    /** The digests of the segments that overlap a window, in order of time. */
    public List<byte[]> digests(String target, Window window) {
        return database.inTransaction(
                "read log digests",
                session -> session.list(
                        "select digest from log_segment where target = ? and to_at >= ? and from_at < ?"
                                + " order by from_at, file, start",
                        row -> Gzip.unpack(row.bytes(1)),
                        target,
                        window.from(),
                        window.to()));
    }

    void purge(String target, Instant upTo) {
        database.inTransaction("purge the log digests of " + target, session -> {
            session.update("delete from log_file where target = ? and last_record <= ?", target, upTo);
            return session.update("delete from log_segment where target = ? and to_at <= ?", target, upTo);
        });
    }
}
