package dev.nightjar.store;

import dev.nightjar.model.Window;
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

    /** A sample without its subject. */
    record Entry(Window interval, boolean afterReset, double[] measures) {}

    /** Packs at least one sample; all have as many figures. */
    static byte[] pack(List<Entry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int figures = entries.get(0).measures().length;
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeInt(entries.size());
            out.writeInt(figures);
            for (Entry entry : entries) {
                out.writeLong(micros(entry.interval().from()));
            }
            for (Entry entry : entries) {
                out.writeLong(micros(entry.interval().to()));
            }
            for (Entry entry : entries) {
                out.writeBoolean(entry.afterReset());
            }
            for (int i = 0; i < figures; i++) {
                for (Entry entry : entries) {
                    out.writeLong(Double.doubleToRawLongBits(entry.measures()[i]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Gzip.pack(bytes.toByteArray());
    }

    static List<Entry> unpack(byte[] packed) {
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
            List<Entry> entries = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                entries.add(new Entry(new Window(from[i], to[i]), afterReset[i], measures[i]));
            }
            return entries;
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
