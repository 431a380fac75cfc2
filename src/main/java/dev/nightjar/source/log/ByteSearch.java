package dev.nightjar.source.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks for bytes eight at a time. Reference: H. Warren, "Hacker's Delight", 6-1, finding a zero byte. */
final class ByteSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** Index of the first {@code wanted} in {@code bytes[from, to)}, or {@code to}. */
    static int find(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at) ^ pattern;
            long zeros = (word - LOW_BITS) & ~word & HIGH_BITS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Index of the first {@code one} or {@code other} in {@code bytes[from, to)}, or {@code to}. */
    static int findEither(byte[] bytes, int from, int to, byte one, byte other) {
        long ones = (one & 0xffL) * LOW_BITS;
        long others = (other & 0xffL) * LOW_BITS;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long first = word ^ ones;
            long second = word ^ others;
            long zeros = (((first - LOW_BITS) & ~first) | ((second - LOW_BITS) & ~second)) & HIGH_BITS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    /** The eight bytes at {@code at}, the first of them lowest. */
    static long eight(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Index of the last {@code wanted} in {@code bytes[from, to)}, or -1. */
    static int findLast(byte[] bytes, int from, int to, byte wanted) {
        int at = to - 1;
        while (at >= from && bytes[at] != wanted) {
            at--;
        }
        return at < from ? -1 : at;
    }

    /** How often {@code wanted} occurs in {@code bytes[from, to)}. */
    static int count(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        int count = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at) ^ pattern;
            long nonZero = ((word & ~HIGH_BITS) + ~HIGH_BITS) | word;
            count += Long.bitCount(~nonZero & HIGH_BITS);
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                count++;
            }
        }
        return count;
    }

    static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Index of the first occurrence of {@code wanted}, or -1. */
    static int find(byte[] bytes, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        for (int at = from; at <= last; at++) {
            at = find(bytes, at, last + 1, wanted[0]);
            if (at > last) {
                return -1;
            }
            if (startsWith(bytes, at, to, wanted)) {
                return at;
            }
        }
        return -1;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
