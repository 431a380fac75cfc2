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
    /** In the place of the number of entries, which is never negative, with which the first form began. */
    private static final int WITH_PARTS = -2;

    /** Identity of a subject within a target and source. */
    record SubjectName(SubjectKind kind, String key) {
        static SubjectName of(Subject subject) {
            return new SubjectName(subject.kind(), subject.key());
        }
    }

    /** What is known of one subject. */
    record Entry(long id, int attributesHash, Measures measures, Map<String, Measures> parts) {}

    /** As a snapshot that can be compared; attributes are not part of it. */
    Snapshot toSnapshot(String target, String source) {
        List<Observation> observations = new ArrayList<>(entries.size());
        entries.forEach((name, entry) -> observations.add(
                new Observation(Subject.of(name.kind(), name.key()), entry.measures(), entry.parts())));
        return new Snapshot(target, source, at, epoch, observations);
    }

    byte[] pack() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(WITH_PARTS);
            out.writeInt(entries.size());
            for (Map.Entry<SubjectName, Entry> each : entries.entrySet()) {
                writeText(out, each.getKey().kind().name());
                writeText(out, each.getKey().key());
                out.writeLong(each.getValue().id());
                out.writeInt(each.getValue().attributesHash());
                writeMeasures(out, each.getValue().measures());
                writeParts(out, each.getValue().parts());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Gzip.pack(bytes.toByteArray());
    }

    static LastSnapshot unpack(Instant at, String epoch, byte[] packed) {
        Map<SubjectName, Entry> entries = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Gzip.unpack(packed)))) {
            int form = in.readInt();
            int size = form == WITH_PARTS ? in.readInt() : form;
            for (int i = 0; i < size; i++) {
                SubjectKind kind = SubjectKind.valueOf(readText(in));
                SubjectName name = new SubjectName(kind, readText(in));
                long id = in.readLong();
                int attributesHash = in.readInt();
                Measures measures = readMeasures(in, kind);
                Map<String, Measures> parts = form == WITH_PARTS ? readParts(in, measures) : Map.of();
                entries.put(name, new Entry(id, attributesHash, measures, parts));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the last snapshot in the store is damaged; restore a backup", e);
        }
        return new LastSnapshot(at, epoch, entries);
    }

    private static void writeMeasures(DataOutputStream out, Measures measures) throws IOException {
        double[] values = measures.toArray();
        out.writeInt(values.length);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static Measures readMeasures(DataInputStream in, SubjectKind kind) throws IOException {
        double[] values = new double[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
        return Measures.of(kind, values);
    }

    /** A single part is the whole. */
    private static void writeParts(DataOutputStream out, Map<String, Measures> parts) throws IOException {
        out.writeInt(parts.size());
        for (Map.Entry<String, Measures> part : parts.entrySet()) {
            writeText(out, part.getKey());
            if (parts.size() > 1) {
                writeMeasures(out, part.getValue());
            }
        }
    }

    private static Map<String, Measures> readParts(DataInputStream in, Measures whole) throws IOException {
        int size = in.readInt();
        Map<String, Measures> parts = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String name = readText(in);
            parts.put(name, size == 1 ? whole : readMeasures(in, whole.kind()));
        }
        return parts;
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
