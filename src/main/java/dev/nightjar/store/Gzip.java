package dev.nightjar.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses what is stored as one value. Fast rather than small: it is written every few minutes. */
final class Gzip {
    private Gzip() {}

    static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 3 + 64);
        try (Fast out = new Fast(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] unpack(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed), packed.length)) {
            byte[] plain = in.readNBytes(size(packed));
            // The check sum is compared at the end, which is seen by trying to read on.
            if (in.read() >= 0) {
                throw new IOException("longer than it says");
            }
            return plain;
        } catch (IOException e) {
            throw new UncheckedIOException("a value in the store is damaged; restore a backup", e);
        }
    }

    /** The last four bytes tell the plain size (RFC 1952), so that it need not be grown into. */
    private static int size(byte[] packed) throws IOException {
        int size = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(packed.length - Integer.BYTES);
        if (size < 0) {
            throw new IOException("size " + size);
        }
        return size;
    }

    private static final class Fast extends GZIPOutputStream {
        Fast(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
