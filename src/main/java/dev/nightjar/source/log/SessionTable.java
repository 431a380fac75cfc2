package dev.nightjar.source.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The sessions of a log by process number: open addressing, no boxing. */
final class SessionTable {
    private static final int MOST_SESSIONS = 20_000;
    /** Sessions kept in a stored position: those that spoke last. */
    private static final int MOST_STORED = 2000;

    /** Of the texts that all sessions remember; texts that several remember count as often. */
    private static final long MOST_CHARACTERS = 64_000_000;
    /** Batches from one look at the texts to the next. */
    private static final int BETWEEN_LOOKS = 32;

    /** Goes before what the sessions prepared; positions of earlier releases end there. */
    private static final int PREPARED = 1;

    private int looks;
    private SessionState[] slots = new SessionState[1024];
    private int size;

    /** The session of a process, made if it is new. */
    SessionState of(int pid, Consumer<SessionState> whenDropped) {
        int mask = slots.length - 1;
        int slot = mix(pid) & mask;
        while (slots[slot] != null) {
            if (slots[slot].pid == pid) {
                return slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        if (size >= MOST_SESSIONS) {
            dropOldest(whenDropped);
            return of(pid, whenDropped);
        }
        SessionState session = new SessionState(pid);
        put(session);
        return session;
    }

    /** The session of a process, or one that never said anything. */
    SessionState peek(int pid) {
        int mask = slots.length - 1;
        int slot = mix(pid) & mask;
        while (slots[slot] != null) {
            if (slots[slot].pid == pid) {
                return slots[slot];
            }
            slot = (slot + 1) & mask;
        }
        return new SessionState(pid);
    }

    /** Replaces the session of a process by a new one. */
    SessionState restart(int pid) {
        int mask = slots.length - 1;
        int slot = mix(pid) & mask;
        SessionState fresh = new SessionState(pid);
        while (slots[slot] != null) {
            if (slots[slot].pid == pid) {
                slots[slot] = fresh;
                return fresh;
            }
            slot = (slot + 1) & mask;
        }
        put(fresh);
        return fresh;
    }

    /** Forgets the sessions that spoke least lately, when all together remember too much text. */
    void makeRoom(Consumer<SessionState> whenDropped) {
        if (++looks % BETWEEN_LOOKS != 0) {
            return;
        }
        long characters = 0;
        for (SessionState session : slots) {
            if (session != null) {
                characters += session.characters();
            }
        }
        if (characters > MOST_CHARACTERS) {
            dropOldest(whenDropped);
        }
    }

    List<SessionState> all() {
        List<SessionState> all = new ArrayList<>(size);
        for (SessionState session : slots) {
            if (session != null) {
                all.add(session);
            }
        }
        return all;
    }

    byte[] toBytes() {
        List<SessionState> latest = all();
        latest.sort(Comparator.<SessionState>comparingLong(session -> session.lastTime)
                .reversed()
                .thenComparing(session -> session.pid));
        if (latest.size() > MOST_STORED) {
            latest = latest.subList(0, MOST_STORED);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            VarInts.write(out, latest.size());
            for (SessionState session : latest) {
                session.write(out);
            }
            out.writeByte(PREPARED);
            for (SessionState session : latest) {
                session.writePrepared(out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static SessionTable fromBytes(byte[] bytes) {
        SessionTable table = new SessionTable();
        if (bytes.length == 0) {
            return table;
        }
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            List<SessionState> sessions = new ArrayList<>();
            for (long n = VarInts.read(in); n > 0; n--) {
                sessions.add(SessionState.read(in));
            }
            sessions.forEach(table::put);
            if (in.read() == PREPARED) {
                for (SessionState session : sessions) {
                    session.readPrepared(in);
                }
            }
        } catch (IOException e) {
            throw new UnreadableDigestException("the sessions of a position", e);
        }
        return table;
    }

    private void put(SessionState session) {
        if (size * 2 >= slots.length) {
            SessionState[] old = slots;
            slots = new SessionState[old.length * 2];
            for (SessionState other : old) {
                if (other != null) {
                    place(other);
                }
            }
        }
        place(session);
        size++;
    }

    private void place(SessionState session) {
        int mask = slots.length - 1;
        int slot = mix(session.pid) & mask;
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = session;
    }

    private void dropOldest(Consumer<SessionState> whenDropped) {
        List<SessionState> order = all();
        order.sort(Comparator.<SessionState>comparingLong(session -> session.lastTime)
                .thenComparing(session -> session.pid));
        int drop = order.size() / 2;
        order.subList(0, drop).forEach(whenDropped);
        Arrays.fill(slots, null);
        size = 0;
        order.subList(drop, order.size()).forEach(this::put);
    }

    private static int mix(int pid) {
        int hash = pid * 0x9E3779B1;
        return hash ^ (hash >>> 15);
    }
}
