package dev.nightjar.source.log.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks for bytes eight at a time. Reference: H. Warren, "Hacker's Delight", 6-1, finding a zero byte. */
public final class ByteSearch {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /** Index of the first {@code wanted} in {@code bytes[from, to)}, or {@code to}. */
    public static int find(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at) ^ pattern;
            long zeros = (word - LOW_BITS) & ~word & HIGH_BITS;
            if (zeros != 0) {
                return at + firstOf(zeros);
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    /** Index of the first {@code one} or {@code other} in {@code bytes[from, to)}, or {@code to}. */
    public static int findEither(byte[] bytes, int from, int to, byte one, byte other) {
        long ones = (one & 0xffL) * LOW_BITS;
        long others = (other & 0xffL) * LOW_BITS;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long first = word ^ ones;
            long second = word ^ others;
            long zeros = (((first - LOW_BITS) & ~first) | ((second - LOW_BITS) & ~second)) & HIGH_BITS;
            if (zeros != 0) {
                return at + firstOf(zeros);
            }
        }
        while (at < to && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        return at;
    }

    /** The eight bytes at {@code at}, the first of them lowest. */
    public static long eight(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Index of the last {@code wanted} in {@code bytes[from, to)}, or -1. */
    public static int findLast(byte[] bytes, int from, int to, byte wanted) {
        int at = to - 1;
        while (at >= from && bytes[at] != wanted) {
            at--;
        }
        return at < from ? -1 : at;
    }

    /** The index, 0 to 7, of the lowest byte whose high bit is the only one set; no call for the quick compiler. */
    private static int firstOf(long highBits) {
        return (int) ((((highBits & -highBits) >>> 7) * 0x0001020304050607L) >>> 56);
    }

    /** How often {@code wanted} occurs in {@code bytes[from, to)}. */
    public static int count(byte[] bytes, int from, int to, byte wanted) {
        int count = 0;
        for (int at = find(bytes, from, to, wanted); at < to; at = find(bytes, at + 1, to, wanted)) {
            count++;
        }
        return count;
    }

    /** Whether {@code wanted} occurs an odd number of times in {@code bytes[from, to)}. */
    public static boolean isOdd(byte[] bytes, int from, int to, byte wanted) {
        long pattern = (wanted & 0xffL) * LOW_BITS;
        // Of each column of bytes, whether an odd number differs; what does not differ is the rest.
        long oddDiffer = 0;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long word = (long) LONG.get(bytes, at) ^ pattern;
            oddDiffer ^= ((word & ~HIGH_BITS) + ~HIGH_BITS) | word;
        }
        int count = at - from + Long.bitCount(oddDiffer & HIGH_BITS);
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                count++;
            }
        }
        return (count & 1) == 1;
    }

    public static boolean startsWith(byte[] bytes, int from, int to, byte[] prefix) {
        int length = prefix.length;
        if (to - from < length) {
            return false;
        }
        if (length < 8) {
            for (int i = 0; i < length; i++) {
                if (bytes[from + i] != prefix[i]) {
                    return false;
                }
            }
            return true;
        }
        int at = 0;
        for (; at < length - 8; at += 8) {
            if (eight(bytes, from + at) != eight(prefix, at)) {
                return false;
            }
        }
        // The last word overlaps the one before it.
        return eight(bytes, from + length - 8) == eight(prefix, length - 8);
    }

    /** Index of the first occurrence of {@code wanted}, or -1. */
    public static int find(byte[] bytes, int from, int to, byte[] wanted) {
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

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
