package dev.nightjar.sql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The growing canonical text as bytes; constants are one byte each, numbered only when it becomes a String. */
final class CanonicalText {
    static final byte CONSTANT = 1;
    static final byte FOLDED_LIST = 2;

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    void cutTo(int newLength) {
        length = newLength;
    }

    long hash() {
        return XxHash64.hash(bytes, 0, length);
    }

    void token(byte single) {
        room(2);
        if (length > 0) {
            bytes[length++] = ' ';
        }
        bytes[length++] = single;
    }

    void token(byte[] source, int from, int to) {
        int count = to - from;
        room(count + 1);
        if (length > 0) {
            bytes[length++] = ' ';
        }
        if (count < 8) {
            for (int i = from; i < to; i++) {
                bytes[length++] = source[i];
            }
        } else {
            System.arraycopy(source, from, bytes, length, count);
            length += count;
        }
    }

    void lowerCaseToken(byte[] source, int from, int to) {
        room(to - from + 1);
        int at = length;
        if (at > 0) {
            bytes[at++] = ' ';
        }
        for (int i = from; i < to; i++) {
            byte b = source[i];
            bytes[at++] = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
        }
        length = at;
    }

    boolean sameBytes(int from, int to, int otherFrom, int otherTo) {
        return Arrays.equals(bytes, from, to, bytes, otherFrom, otherTo);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    /** Gives back the memory that one very long statement took. */
    void shrink() {
        if (bytes.length > 1 << 20) {
            bytes = new byte[1024];
            length = 0;
        }
    }

    /** UTF-8 where it is, Latin-1 otherwise: a log holds the encodings of all databases. */
    @Override
    public String toString() {
        return text(length);
    }

    /** The text of the first bytes only, for texts of which nobody wants megabytes. */
    String text(int longest) {
        StringBuilder out = new StringBuilder(Math.min(length, longest) + 16);
        int constants = 0;
        for (char c : decode(whole(longest)).toCharArray()) {
            if (c == CONSTANT) {
                out.append('$').append(++constants);
            } else if (c == FOLDED_LIST) {
                out.append('$').append(++constants).append(" /*, ... */");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** At most so many bytes, not cut inside a character of UTF-8. */
    private int whole(int longest) {
        if (longest >= length) {
            return length;
        }
        int end = longest;
        while (end > 0 && end > longest - 4 && (bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return end;
    }

    private String decode(int count) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, count))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        }
    }
}
