package dev.nightjar.source.log;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** How a log is packed. */
enum Packing {
    NONE,
    GZIP,
    ZSTD,
    BZIP2,
    XZ;

    static final int MAGIC_LENGTH = 6;
    private static final int BUFFER = 64 * 1024;
    /** kB that unpacking XZ may take. */
    private static final int XZ_MEMORY_KB = 128 * 1024;

    static Packing of(byte[] start) {
        if (starts(start, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (starts(start, 0x28, 0xb5, 0x2f, 0xfd)) {
            return ZSTD;
        }
        if (starts(start, 'B', 'Z', 'h')) {
            return BZIP2;
        }
        return starts(start, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
    }

    /**
     * The unpacked bytes.
     *
     * @param packedSize bytes of the file, -1 if unknown: what unpacks to a thousand times its size is a trap
     */
    InputStream unpack(InputStream packed, long packedSize) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> bounded(new GZIPInputStream(packed, BUFFER), packedSize);
            case ZSTD -> bounded(new ZstdInputStream(new BufferedInputStream(packed, BUFFER)), packedSize);
            case BZIP2 ->
                bounded(new BZip2CompressorInputStream(new BufferedInputStream(packed, BUFFER), true), packedSize);
            case XZ ->
                bounded(
                        XZCompressorInputStream.builder()
                                .setInputStream(new BufferedInputStream(packed, BUFFER))
                                .setDecompressConcatenated(true)
                                .setMemoryLimitKiB(XZ_MEMORY_KB)
                                .get(),
                        packedSize);
        };
    }

    private static InputStream bounded(InputStream unpacked, long packedSize) {
        return packedSize < 0 ? unpacked : new Bounded(unpacked, packedSize);
    }

    private static boolean starts(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Logs pack to a tenth, seldom a hundredth of their size; far beyond that, somebody wants to fill the machine. */
    private static final class Bounded extends FilterInputStream {
        private static final long MOST_TIMES = 300;
        private static final long ALWAYS_ALLOWED = 256L * 1024 * 1024;

        private long left;

        Bounded(InputStream in, long packedSize) {
            super(in);
            left = Math.max(ALWAYS_ALLOWED, packedSize * MOST_TIMES);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            spend(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            spend(count);
            return count;
        }

        private void spend(int count) throws IOException {
            left -= Math.max(0, count);
            if (left < 0) {
                throw new IOException("unpacks to more than " + MOST_TIMES
                        + " times its size; unpack it by hand if it is really a log");
            }
        }
    }
}
