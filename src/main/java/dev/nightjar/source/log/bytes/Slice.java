package dev.nightjar.source.log.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A range of bytes that is valid only as long as the buffer under it; mutable and reused. */
public final class Slice {
    private static final byte[] NOTHING = {};

    public byte[] bytes = NOTHING;
    public int from;
    public int to;

    public void set(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
    }

    /** A copy that outlives the buffer. */
    public void copy(Slice other) {
        set(Arrays.copyOfRange(other.bytes, other.from, other.to), 0, other.length());
    }

    public void clear() {
        from = 0;
        to = 0;
    }

    public boolean isEmpty() {
        return from >= to;
    }

    public int length() {
        return to - from;
    }

    public boolean startsWith(byte[] prefix) {
        return ByteSearch.startsWith(bytes, from, to, prefix);
    }

    /** The text, at most {@code limit} bytes of it: UTF-8 where it is, Latin-1 otherwise. */
    public String text(int limit) {
        return decode(bytes, from, Math.min(to, from + limit));
    }

    public String text() {
        return decode(bytes, from, to);
    }

    public static String decode(byte[] bytes, int from, int to) {
        if (from >= to) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }
}
