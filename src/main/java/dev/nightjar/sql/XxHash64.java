package dev.nightjar.sql;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 over bytes, seed 0: fast, well mixed, not cryptographic. Fingerprints are stored, so this function never
 * changes. Reference: Y. Collet, "xxHash fast digest algorithm", github.com/Cyan4973/xxHash, doc/xxhash_spec.md.
 */
public final class XxHash64 {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    /** The sum overflows, as the specification wants. */
    private static final long P1_PLUS_P2 = 0x60EA27EEADC0B5D6L;

    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;

    private XxHash64() {}

    /** The hash of {@code bytes[from, to)}. */
    public static long hash(byte[] bytes, int from, int to) {
        int at = from;
        long h;
        if (to - from >= 32) {
            long a = P1_PLUS_P2;
            long b = P2;
            long c = 0;
            long d = -P1;
            for (; at <= to - 32; at += 32) {
                a = round(a, (long) LONG.get(bytes, at));
                b = round(b, (long) LONG.get(bytes, at + 8));
                c = round(c, (long) LONG.get(bytes, at + 16));
                d = round(d, (long) LONG.get(bytes, at + 24));
            }
            h = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            h = merge(merge(merge(merge(h, a), b), c), d);
        } else {
            h = P5;
        }
        h += to - from;
        for (; at <= to - 8; at += 8) {
            h = Long.rotateLeft(h ^ round(0, (long) LONG.get(bytes, at)), 27) * P1 + P4;
        }
        if (at <= to - 4) {
            h = Long.rotateLeft(h ^ (((int) INT.get(bytes, at) & 0xffffffffL) * P1), 23) * P2 + P3;
            at += 4;
        }
        for (; at < to; at++) {
            h = Long.rotateLeft(h ^ ((bytes[at] & 0xff) * P5), 11) * P1;
        }
        h = (h ^ (h >>> 33)) * P2;
        h = (h ^ (h >>> 29)) * P3;
        return h ^ (h >>> 32);
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * P2, 31) * P1;
    }

    private static long merge(long h, long accumulator) {
        return (h ^ round(0, accumulator)) * P1 + P4;
    }
}
