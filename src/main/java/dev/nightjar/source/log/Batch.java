package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the classifier made of one segment: counters, and one row for each entry that matters to the order of things in
 * a session. Columns instead of objects, so that millions of statements leave no garbage. Reused.
 */
final class Batch {
    /** A statement with its duration. */
    static final byte EXECUTED = 0;
    /** A statement's text, logged before it ran. */
    static final byte TEXT = 1;
    /** A duration whose text was logged before, or parse and bind. */
    static final byte BARE_DURATION = 2;
    /** A session starts. */
    static final byte CONNECTED = 3;
    /** A session ends. */
    static final byte DISCONNECTED = 4;
    /** A note; its index is in {@link #micros}. */
    static final byte NOTE = 5;

    final Counters counters = new Counters();
    final Map<String, Long> sqlStates = new TreeMap<>();
    final List<KnownStatement> statements = new ArrayList<>();
    final List<Origin> origins = new ArrayList<>();
    final List<Note> notes = new ArrayList<>();
    long firstTime;
    long lastTime;

    int size;
    byte[] kind = new byte[1024];
    /** Whether the statement was prepared: extended protocol or EXECUTE. */
    boolean[] prepared = new boolean[1024];

    long[] time = new long[1024];
    int[] pid = new int[1024];
    long[] session = new long[1024];
    long[] transaction = new long[1024];
    long[] queryId = new long[1024];
    int[] origin = new int[1024];
    int[] statement = new int[1024];
    long[] micros = new long[1024];

    void clear() {
        counters.clear();
        sqlStates.clear();
        statements.clear();
        origins.clear();
        notes.clear();
        size = 0;
        firstTime = Long.MAX_VALUE;
        lastTime = Long.MIN_VALUE;
    }

    void count(LogCounter counter, long by) {
        counters.add(counter, by);
    }

    void add(byte rowKind, LogEntry entry, int originIndex, int statementIndex, long duration, boolean isPrepared) {
        if (size == kind.length) {
            grow();
        }
        kind[size] = rowKind;
        prepared[size] = isPrepared;
        time[size] = entry.timeMicros;
        pid[size] = entry.pid;
        session[size] = entry.sessionId;
        transaction[size] = entry.transaction;
        queryId[size] = entry.queryId;
        origin[size] = originIndex;
        statement[size] = statementIndex;
        micros[size] = duration;
        size++;
    }

    void note(LogEntry entry, int originIndex, Note note) {
        notes.add(note);
        add(NOTE, entry, originIndex, -1, notes.size() - 1L, false);
    }

    private void grow() {
        int length = size * 2;
        kind = Arrays.copyOf(kind, length);
        prepared = Arrays.copyOf(prepared, length);
        time = Arrays.copyOf(time, length);
        pid = Arrays.copyOf(pid, length);
        session = Arrays.copyOf(session, length);
        transaction = Arrays.copyOf(transaction, length);
        queryId = Arrays.copyOf(queryId, length);
        origin = Arrays.copyOf(origin, length);
        statement = Arrays.copyOf(statement, length);
        micros = Arrays.copyOf(micros, length);
    }
}
