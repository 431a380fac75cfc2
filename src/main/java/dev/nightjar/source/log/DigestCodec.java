package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** A digest as bytes: a version, then the fields in their order, deflated; the traces first, to be read alone. */
final class DigestCodec {
    private static final int MAGIC = 0x4e4a4c44;
    private static final int VERSION = 4;

    private DigestCodec() {}

    static byte[] write(LogDigest digest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream head = new DataOutputStream(bytes)) {
            head.writeInt(MAGIC);
            head.writeByte(VERSION);
            try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
                body(digest, out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static LogDigest read(byte[] bytes) {
        return read(bytes, DigestCodec::body);
    }

    /** Only the traces: weeks of digests are looked through for them. */
    static StatementTraces readTraces(byte[] bytes) {
        return read(bytes, DigestCodec::traces);
    }

    /** Reads what it needs of a body of some version. */
    private interface Body<T> {
        T read(DataInput in, int version) throws IOException;
    }

    private static <T> T read(byte[] bytes, Body<T> body) {
        try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (head.readInt() != MAGIC) {
                throw new IOException("no digest");
            }
            int version = head.readByte();
            if (version < 1 || version > VERSION) {
                throw new IOException("version " + version + " is not known");
            }
            try (DataInputStream in = new DataInputStream(new InflaterInputStream(head))) {
                return body.read(in, version);
            }
        } catch (IOException e) {
            throw new UnreadableDigestException(String.valueOf(e.getMessage()), e);
        }
    }

    private static StatementTraces traces(DataInput in, int version) throws IOException {
        return version > 3 ? StatementTraces.read(in) : new StatementTraces();
    }

    private static void body(LogDigest digest, DataOutput out) throws IOException {
        digest.traces.write(out);
        digest.counters.write(out);
        VarInts.write(out, digest.firstTime);
        VarInts.write(out, digest.lastTime);
        VarInts.write(out, digest.restStatements);
        VarInts.write(out, digest.restCalls);
        VarInts.write(out, digest.restMicros);
        VarInts.write(out, digest.sqlStates.size());
        for (Map.Entry<String, Long> state : digest.sqlStates.entrySet()) {
            writeText(out, state.getKey());
            VarInts.write(out, state.getValue());
        }
        digest.hours.write(out);
        digest.errorHours.write(out);
        VarInts.write(out, digest.statements.size());
        for (StatementStats statement : digest.statements.values()) {
            statement.write(out);
        }
        digest.failures.write(out);
        digest.lockWaits.write(out);
        digest.maintenance.write(out);
        digest.server.write(out);
        digest.nPlusOne.write(out);
        digest.insertBatches.write(out);
        digest.sessionRepeats.write(out);
        events(digest, out);
        VarInts.write(out, digest.remarks.size());
        for (String remark : digest.remarks) {
            writeText(out, remark);
        }
        digest.chatty.write(out);
        digest.evicted.write(out);
        List<StatementStats> partial = digest.statements.values().stream()
                .filter(StatementStats::partial)
                .toList();
        VarInts.write(out, partial.size());
        for (StatementStats statement : partial) {
            out.writeLong(statement.known().fingerprint());
        }
    }

    private static void events(LogDigest digest, DataOutput out) throws IOException {
        VarInts.write(out, digest.deadlocks.size());
        for (DeadlockEvent deadlock : digest.deadlocks) {
            VarInts.write(out, Micros.of(deadlock.at()));
            writeText(out, deadlock.database());
            writeText(out, deadlock.victim());
            VarInts.write(out, deadlock.waits().size());
            for (DeadlockEvent.Wait wait : deadlock.waits()) {
                VarInts.write(out, wait.process());
                writeText(out, wait.lock());
                VarInts.write(out, wait.blockedBy());
                writeText(out, wait.statement());
            }
        }
        VarInts.write(out, digest.plans.size());
        for (PlanEvent plan : digest.plans) {
            out.writeLong(plan.fingerprint().value());
            writeText(out, plan.statement());
            VarInts.write(out, Micros.of(plan.at()));
            out.writeDouble(plan.durationMs());
            writeText(out, plan.text());
        }
        VarInts.write(out, digest.checkpoints.size());
        for (Checkpoint checkpoint : digest.checkpoints) {
            VarInts.write(out, Micros.of(checkpoint.at()));
            VarInts.write(out, checkpoint.buffers());
            out.writeDouble(checkpoint.writeSeconds());
            out.writeDouble(checkpoint.syncSeconds());
            out.writeDouble(checkpoint.totalSeconds());
            VarInts.write(out, checkpoint.distanceKb());
        }
    }

    private static LogDigest body(DataInput in, int version) throws IOException {
        LogDigest digest = new LogDigest();
        digest.traces.add(traces(in, version));
        digest.counters.add(Counters.read(in));
        digest.firstTime = VarInts.read(in);
        digest.lastTime = VarInts.read(in);
        digest.restStatements = VarInts.read(in);
        digest.restCalls = VarInts.read(in);
        digest.restMicros = VarInts.read(in);
        for (long n = VarInts.read(in); n > 0; n--) {
            digest.sqlStates.put(readText(in), VarInts.read(in));
        }
        digest.hours.add(HourBuckets.read(in));
        digest.errorHours.add(HourBuckets.read(in));
        for (long n = VarInts.read(in); n > 0; n--) {
            StatementStats statement = StatementStats.read(in);
            digest.put(statement);
        }
        digest.failures.add(EventTable.read(in));
        digest.lockWaits.add(EventTable.read(in));
        digest.maintenance.add(version == 1 ? MaintenanceTable.of(EventTable.read(in)) : MaintenanceTable.read(in));
        digest.server.add(EventTable.read(in));
        digest.nPlusOne.add(RepeatTable.read(in));
        digest.insertBatches.add(RepeatTable.read(in));
        digest.sessionRepeats.add(RepeatTable.read(in));
        events(digest, in);
        for (long n = VarInts.read(in); n > 0; n--) {
            digest.remarks.add(readText(in));
        }
        if (version > 1) {
            digest.chatty.add(ChattySessions.read(in));
        }
        if (version > 2) {
            digest.evicted.read(in);
            for (long n = VarInts.read(in); n > 0; n--) {
                StatementStats statement = digest.statements.get(in.readLong());
                if (statement == null) {
                    throw new IOException("a mark on a statement that is not there");
                }
                statement.markPartial();
            }
        }
        return digest;
    }

    private static void events(LogDigest digest, DataInput in) throws IOException {
        for (long n = VarInts.read(in); n > 0; n--) {
            long at = VarInts.read(in);
            String database = readText(in);
            String victim = readText(in);
            List<DeadlockEvent.Wait> waits = new ArrayList<>();
            for (long w = VarInts.read(in); w > 0; w--) {
                waits.add(new DeadlockEvent.Wait(
                        (int) VarInts.read(in), readText(in), (int) VarInts.read(in), readText(in)));
            }
            digest.add(new DeadlockEvent(Micros.toInstant(at), database, waits, victim));
        }
        for (long n = VarInts.read(in); n > 0; n--) {
            Fingerprint fingerprint = new Fingerprint(in.readLong());
            String statement = readText(in);
            long at = VarInts.read(in);
            double duration = in.readDouble();
            digest.add(new PlanEvent(fingerprint, statement, Micros.toInstant(at), duration, readText(in)));
        }
        for (long n = VarInts.read(in); n > 0; n--) {
            digest.add(new Checkpoint(
                    Micros.toInstant(VarInts.read(in)),
                    VarInts.read(in),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    VarInts.read(in)));
        }
    }

    static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        VarInts.write(out, bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        long length = VarInts.read(in);
        if (length < 0 || length > 64L * 1024 * 1024) {
            throw new IOException("a text of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
