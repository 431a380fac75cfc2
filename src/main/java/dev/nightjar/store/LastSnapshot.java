package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Observation;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The snapshot that the next one of the same source is compared with, with the ids of its subjects: one value of a few
 * tens of kilobytes, so that a visit needs neither a read nor a write per subject.
 */
record LastSnapshot(Instant at, String epoch, Map<SubjectName, Entry> entries) {

    /** Identity of a subject within a target and source. */
    record SubjectName(SubjectKind kind, String key) {
        static SubjectName of(Subject subject) {
            return new SubjectName(subject.kind(), subject.key());
        }
    }

    /** What is known of one subject. */
    record Entry(long id, int attributesHash, Measures measures) {}

    /** As a snapshot that can be compared; attributes are not part of it. */
    Snapshot toSnapshot(String target, String source) {
        List<Observation> observations = new ArrayList<>(entries.size());
        entries.forEach((name, entry) ->
                observations.add(new Observation(Subject.of(name.kind(), name.key()), entry.measures())));
        return new Snapshot(target, source, at, epoch, observations);
    }

    byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(entries.size());
            for (Map.Entry<SubjectName, Entry> each : entries.entrySet()) {
                writeText(out, each.getKey().kind().name());
                writeText(out, each.getKey().key());
                out.writeLong(each.getValue().id());
                out.writeInt(each.getValue().attributesHash());
                double[] values = each.getValue().measures().toArray();
                out.writeInt(values.length);
                for (double value : values) {
                    out.writeDouble(value);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Gzip.pack(bytes.toByteArray());
    }

    static LastSnapshot unpack(Instant at, String epoch, byte[] packed) {
        Map<SubjectName, Entry> entries = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Gzip.unpack(packed)))) {
            int size = in.readInt();
            for (int i = 0; i < size; i++) {
                SubjectKind kind = SubjectKind.valueOf(readText(in));
                SubjectName name = new SubjectName(kind, readText(in));
                long id = in.readLong();
                int attributesHash = in.readInt();
                double[] values = new double[in.readInt()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = in.readDouble();
                }
                entries.put(name, new Entry(id, attributesHash, Measures.of(kind, values)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the last snapshot in the store is damaged; restore a backup", e);
        }
        return new LastSnapshot(at, epoch, entries);
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
