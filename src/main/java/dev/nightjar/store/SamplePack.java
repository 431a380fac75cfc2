package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.store.jdbc.SampleRow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Several samples of one subject as one value. Column by column, since neighbours in time are alike and most counters
 * stand still; times to the microsecond, figures bit by bit.
 */
final class SamplePack {
    private static final int FORM = 1;

    private SamplePack() {}

    /** Packs at least one sample of one subject. */
    static byte[] pack(List<SampleRow> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        double[][] measures = rows.stream().map(row -> row.measures().toArray()).toArray(double[][]::new);
        int figures = measures[0].length;
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeInt(rows.size());
            out.writeInt(figures);
            for (SampleRow row : rows) {
                out.writeLong(micros(row.from()));
            }
            for (SampleRow row : rows) {
                out.writeLong(micros(row.to()));
            }
            for (SampleRow row : rows) {
                out.writeBoolean(row.afterReset());
            }
            for (int i = 0; i < figures; i++) {
                for (double[] row : measures) {
                    out.writeLong(Double.doubleToRawLongBits(row[i]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Gzip.pack(bytes.toByteArray());
    }

    static List<SampleRow> unpack(long subjectId, SubjectKind kind, byte[] packed) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Gzip.unpack(packed)))) {
            int form = in.readByte();
            if (form != FORM) {
                throw new IOException("form " + form);
            }
            int size = in.readInt();
            int figures = in.readInt();
            Instant[] from = instants(in, size);
            Instant[] to = instants(in, size);
            boolean[] afterReset = new boolean[size];
            for (int i = 0; i < size; i++) {
                afterReset[i] = in.readBoolean();
            }
            double[][] measures = new double[size][figures];
            for (int column = 0; column < figures; column++) {
                for (int i = 0; i < size; i++) {
                    measures[i][column] = Double.longBitsToDouble(in.readLong());
                }
            }
            List<SampleRow> rows = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                rows.add(new SampleRow(subjectId, from[i], to[i], afterReset[i], Measures.of(kind, measures[i])));
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException("packed samples in the store are damaged; restore a backup", e);
        }
    }

    private static Instant[] instants(DataInputStream in, int size) throws IOException {
        Instant[] instants = new Instant[size];
        for (int i = 0; i < size; i++) {
            instants[i] = Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS);
        }
        return instants;
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
