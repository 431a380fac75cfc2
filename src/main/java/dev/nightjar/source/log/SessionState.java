package dev.nightjar.source.log;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be remembered of one session between its entries: the text that waits for its duration, the open
 * transaction, and the SELECT before. Plain fields, changed millions of times a second.
 */
final class SessionState {
    /** More different statements than this in one transaction are a bulk load, not a loop over a parent. */
    private static final int MOST_IN_TRANSACTION = 500;

    private static final int COST_OF_STATEMENT = 100;

    /** Prepared statements of one session that are remembered by name. */
    private static final int MOST_PREPARED = 100;

    final int pid;
    long sessionId;
    long lastTime;
    KnownStatement pending = NONE;
    boolean pendingPrepared;
    /** What ran last, for those who wait for its locks. */
    KnownStatement last = NONE;
    /** Virtual transaction, or -1 where only BEGIN and COMMIT tell. */
    long transaction;

    boolean open;
    KnownStatement lastRead = NONE;
    KnownStatement readBefore = NONE;
    long waitedMicros;

    int size;
    KnownStatement[] statements = new KnownStatement[4];
    String[] parents = new String[4];
    long[] calls = new long[4];
    long[] micros = new long[4];

    /** All that the session ran, and since when. */
    long statementsRun;

    long microsRun;
    long firstTime;
    Origin origin = new Origin("", "", "");

    /** A run of the same read outside of a transaction. */
    KnownStatement run = NONE;

    String runParent = "";
    long runCalls;
    long runMicros;

    /** What it prepared, by the hash of the name; nearly always nothing. */
    private Map<Long, KnownStatement> prepared = Map.of();
    /** What the EXECUTE in the next row runs; none where its own text is all that is known. */
    private KnownStatement named = NONE;

    static final KnownStatement NONE = new KnownStatement(0, "", KnownStatement.Command.OTHER);

    SessionState(int pid) {
        this.pid = pid;
    }

    void repeat(KnownStatement statement, String parent, long duration) {
        int at = 0;
        while (at < size && statements[at].fingerprint() != statement.fingerprint()) {
            at++;
        }
        if (at == size) {
            if (size == MOST_IN_TRANSACTION) {
                return;
            }
            if (size == statements.length) {
                statements = Arrays.copyOf(statements, size * 2);
                parents = Arrays.copyOf(parents, size * 2);
                calls = Arrays.copyOf(calls, size * 2);
                micros = Arrays.copyOf(micros, size * 2);
            }
            statements[at] = statement;
            parents[at] = parent;
            calls[at] = 0;
            micros[at] = 0;
            size++;
        }
        calls[at]++;
        micros[at] += duration;
    }

    void prepare(long name, KnownStatement executed) {
        if (prepared.isEmpty()) {
            prepared = new LinkedHashMap<>();
        }
        if (prepared.size() < MOST_PREPARED || prepared.containsKey(name)) {
            prepared.put(name, executed);
        }
    }

    void executeNext(long name) {
        named = prepared.getOrDefault(name, NONE);
    }

    /** What the EXECUTE of this row runs, once. */
    KnownStatement takeNamed() {
        KnownStatement taken = named;
        named = NONE;
        return taken;
    }

    /** Characters of the texts it remembers, and what else each costs. */
    long characters() {
        long sum = 0;
        for (KnownStatement known : List.of(pending, last, lastRead, readBefore, run)) {
            sum += known.text().length();
        }
        for (KnownStatement known : prepared.values()) {
            sum += known.text().length() + COST_OF_STATEMENT;
        }
        for (int i = 0; i < size; i++) {
            sum += statements[i].text().length() + COST_OF_STATEMENT;
        }
        return sum;
    }

    void write(DataOutput out) throws IOException {
        VarInts.write(out, pid);
        out.writeLong(sessionId);
        VarInts.write(out, lastTime);
        write(out, pending);
        out.writeBoolean(pendingPrepared);
        write(out, last);
        out.writeLong(transaction);
        out.writeBoolean(open);
        write(out, lastRead);
        write(out, readBefore);
        VarInts.write(out, waitedMicros);
        VarInts.write(out, size);
        for (int i = 0; i < size; i++) {
            write(out, statements[i]);
            DigestCodec.writeText(out, parents[i]);
            VarInts.write(out, calls[i]);
            VarInts.write(out, micros[i]);
        }
        write(out, run);
        DigestCodec.writeText(out, runParent);
        VarInts.write(out, runCalls);
        VarInts.write(out, runMicros);
        VarInts.write(out, statementsRun);
        VarInts.write(out, microsRun);
        VarInts.write(out, firstTime);
        DigestCodec.writeText(out, origin.database());
        DigestCodec.writeText(out, origin.user());
        DigestCodec.writeText(out, origin.application());
    }

    static SessionState read(DataInput in) throws IOException {
        SessionState session = new SessionState((int) VarInts.read(in));
        session.sessionId = in.readLong();
        session.lastTime = VarInts.read(in);
        session.pending = readStatement(in);
        session.pendingPrepared = in.readBoolean();
        session.last = readStatement(in);
        session.transaction = in.readLong();
        session.open = in.readBoolean();
        session.lastRead = readStatement(in);
        session.readBefore = readStatement(in);
        session.waitedMicros = VarInts.read(in);
        long statements = VarInts.read(in);
        for (long n = 0; n < statements; n++) {
            KnownStatement statement = readStatement(in);
            String parent = DigestCodec.readText(in);
            long calls = VarInts.read(in);
            session.repeat(statement, parent, VarInts.read(in));
            session.calls[session.size - 1] = calls;
        }
        session.run = readStatement(in);
        session.runParent = DigestCodec.readText(in);
        session.runCalls = VarInts.read(in);
        session.runMicros = VarInts.read(in);
        session.statementsRun = VarInts.read(in);
        session.microsRun = VarInts.read(in);
        session.firstTime = VarInts.read(in);
        session.origin = new Origin(DigestCodec.readText(in), DigestCodec.readText(in), DigestCodec.readText(in));
        return session;
    }

    void writePrepared(DataOutput out) throws IOException {
        VarInts.write(out, prepared.size());
        for (Map.Entry<Long, KnownStatement> entry : prepared.entrySet()) {
            out.writeLong(entry.getKey());
            write(out, entry.getValue());
        }
    }

    void readPrepared(DataInput in) throws IOException {
        for (long n = VarInts.read(in); n > 0; n--) {
            prepare(in.readLong(), readStatement(in));
        }
    }

    private static void write(DataOutput out, KnownStatement statement) throws IOException {
        out.writeLong(statement.fingerprint());
        DigestCodec.writeText(out, statement.text());
    }

    private static KnownStatement readStatement(DataInput in) throws IOException {
        long fingerprint = in.readLong();
        String text = DigestCodec.readText(in);
        return text.isEmpty() && fingerprint == 0 ? NONE : KnownStatement.of(fingerprint, text);
    }
}
