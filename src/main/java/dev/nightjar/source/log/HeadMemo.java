package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.util.Arrays;

/**
 * The part of a line's head that stays the same for a session, with what was read from it: so that it is compared rather
 * than read again. Direct-mapped by sixteen of its bytes; bounded. Not thread-safe.
 */
final class HeadMemo {
    private static final int SLOTS = 1 << 12;
    private static final int KEY = 16;
    private static final int LONGEST = 1024;

    /** What a part of a head says. */
    static final class Head {
        final byte[] bytes;
        int pid;
        long sessionId;
        /** Hash of user and database, and of these and the application. */
        long namesHash;

        long originHash;
        final Slice user = new Slice();
        final Slice database = new Slice();
        final Slice application = new Slice();

        private Head(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Takes over from an entry whose slices lie in {@code source}, {@code from} where this head starts. */
        private void keep(LogEntry entry, byte[] source, int from) {
            pid = entry.pid;
            sessionId = entry.sessionId;
            move(entry.user, user, source, from);
            move(entry.database, database, source, from);
            move(entry.application, application, source, from);
            namesHash = Origins.names(user, database);
            originHash = Origins.with(namesHash, application);
        }

        private void move(Slice slice, Slice into, byte[] source, int from) {
            if (slice.bytes == source && slice.from >= from && slice.to <= from + bytes.length) {
                into.set(bytes, slice.from - from, slice.to - from);
            } else {
                into.copy(slice);
            }
        }

        /** Fills the entry as reading would have done; what other parts of the line's head said stays. */
        void fill(LogEntry entry) {
            if (entry.pid == 0) {
                entry.pid = pid;
            }
            if (entry.sessionId == 0) {
                entry.sessionId = sessionId;
            }
            entry.user.set(user.bytes, user.from, user.to);
            entry.database.set(database.bytes, database.from, database.to);
            entry.application.set(application.bytes, application.from, application.to);
            entry.originHash = originHash;
        }
    }

    private final Head[] heads = new Head[SLOTS];
    private Head found = new Head(new byte[0]);

    HeadMemo() {
        Arrays.fill(heads, found);
    }

    /**
     * Length of the known head that starts at {@code at}, 0 if none is known; {@link #found} has it then.
     *
     * @param key where the bytes lie that tell most sessions apart
     */
    int find(byte[] bytes, int at, int key, int to) {
        if (key + KEY > to) {
            return 0;
        }
        Head head = heads[slot(bytes, key)];
        int length = head.bytes.length;
        if (length == 0 || at + length > to || !same(head.bytes, bytes, at)) {
            return 0;
        }
        found = head;
        return length;
    }

    /** The head that {@link #find} found. */
    Head found() {
        return found;
    }

    /** Remembers what was read from {@code bytes[at, end)}, in a line that goes on to {@code to}. */
    void put(byte[] bytes, int at, int key, int end, int to, LogEntry entry) {
        if (key + KEY <= to && end > at && end - at <= LONGEST) {
            Head head = new Head(Arrays.copyOfRange(bytes, at, end));
            head.keep(entry, bytes, at);
            heads[slot(bytes, key)] = head;
        }
    }

    private static boolean same(byte[] head, byte[] bytes, int at) {
        int i = 0;
        for (; i + 8 <= head.length; i += 8) {
            if (ByteSearch.eight(head, i) != ByteSearch.eight(bytes, at + i)) {
                return false;
            }
        }
        for (; i < head.length; i++) {
            if (head[i] != bytes[at + i]) {
                return false;
            }
        }
        return true;
    }

    private static int slot(byte[] bytes, int at) {
        long mixed = ByteSearch.eight(bytes, at) * 0x9E3779B97F4A7C15L ^ ByteSearch.eight(bytes, at + 8);
        mixed *= 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed >>> 52);
    }
}
