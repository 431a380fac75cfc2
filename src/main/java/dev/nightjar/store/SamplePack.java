package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.store.jdbc.SampleRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Several samples of one subject as one value. Column by column, since neighbours in time are alike and most counters
 * stand still; times to the microsecond, figures bit by bit. An opened one is read in place, figure by figure.
 */
final class SamplePack {
    private static final int FORM = 1;
    private static final int HEAD = 1 + 2 * Integer.BYTES;

    private final ByteBuffer plain;
    private final int size;
    private final int figures;

    private SamplePack(ByteBuffer plain) {
        this.plain = plain;
        this.size = plain.getInt(1);
        this.figures = plain.getInt(1 + Integer.BYTES);
    }

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

    static SamplePack open(byte[] packed) {
        ByteBuffer plain = ByteBuffer.wrap(Gzip.unpack(packed));
        if (plain.capacity() < HEAD || plain.get(0) != FORM) {
            throw damaged("form " + (plain.hasRemaining() ? plain.get(0) : "missing"));
        }
        SamplePack pack = new SamplePack(plain);
        if (plain.capacity() != pack.place(pack.figures, 0)) {
            throw damaged("length " + plain.capacity());
        }
        return pack;
    }

    private static UncheckedIOException damaged(String how) {
        return new UncheckedIOException(
                "packed samples in the store are damaged; restore a backup", new IOException(how));
    }

    /** A moment as it is packed, microseconds since 1970. */
    static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }

    static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    int size() {
        return size;
    }

    /** How many metrics the kind of subject had when it was packed. */
    int figures() {
        return figures;
    }

    /** Begin of a sample's interval, microseconds since 1970. */
    long from(int sample) {
        return plain.getLong(HEAD + Long.BYTES * sample);
    }

    /** End of a sample's interval, microseconds since 1970. */
    long to(int sample) {
        return plain.getLong(HEAD + Long.BYTES * (size + sample));
    }

    boolean afterReset(int sample) {
        return plain.get(HEAD + 2 * Long.BYTES * size + sample) != 0;
    }

    double value(int metric, int sample) {
        return plain.getDouble(place(metric, sample));
    }

    Measures measures(SubjectKind kind, int sample) {
        double[] values = new double[figures];
        for (int metric = 0; metric < figures; metric++) {
            values[metric] = value(metric, sample);
        }
        return Measures.of(kind, values);
    }

    private int place(int metric, int sample) {
        return HEAD + (2 * Long.BYTES + 1) * size + Double.BYTES * (metric * size + sample);
    }
}
