package dev.nightjar.source.log.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Scratch memory for the texts of one entry that are not verbatim in the file. Reset per entry. */
public final class Unescaper {
    private static final int USUAL_SIZE = 64 * 1024;

    private byte[] scratch = new byte[USUAL_SIZE];
    private int used;

    public void reset() {
        used = 0;
        if (scratch.length > 1 << 24) {
            scratch = new byte[USUAL_SIZE];
        }
    }

    /** CSV: {@code ""} is one quote. */
    public void undoubleQuotes(byte[] bytes, int from, int to, Slice into) {
        room(to - from);
        int start = used;
        int at = from;
        while (at < to) {
            int quote = ByteSearch.find(bytes, at, to, (byte) '"');
            System.arraycopy(bytes, at, scratch, used, quote - at);
            used += quote - at;
            if (quote < to) {
                scratch[used++] = '"';
            }
            at = quote + 2;
        }
        into.set(scratch, start, used);
    }

    /** The text without the tab that the server puts after each newline inside an entry. */
    public void unindent(Slice text) {
        if (ByteSearch.find(text.bytes, text.from, text.to, (byte) '\n') == text.to) {
            return;
        }
        room(text.length());
        int start = used;
        int at = text.from;
        while (at < text.to) {
            int end = Math.min(text.to, ByteSearch.find(text.bytes, at, text.to, (byte) '\n') + 1);
            System.arraycopy(text.bytes, at, scratch, used, end - at);
            used += end - at;
            at = end < text.to && text.bytes[end] == '\t' ? end + 1 : end;
        }
        text.set(scratch, start, used);
    }

    /** A JSON string's contents. Damaged escapes stay as they are. */
    public void unescapeJson(byte[] bytes, int from, int to, Slice into) {
        room(to - from);
        int start = used;
        int at = from;
        while (at < to) {
            int backslash = ByteSearch.find(bytes, at, to, (byte) '\\');
            System.arraycopy(bytes, at, scratch, used, backslash - at);
            used += backslash - at;
            at = backslash + 1 < to ? escape(bytes, backslash, to) : to;
        }
        into.set(scratch, start, used);
    }

    /** XML text: the five entities that the server writes. */
    public void unescapeXml(byte[] bytes, int from, int to, Slice into) {
        byte[] text = Slice.decode(bytes, from, to)
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#x0d;", "\r")
                .replace("&amp;", "&")
                .getBytes(StandardCharsets.UTF_8);
        into.set(text, 0, text.length);
    }

    private int escape(byte[] bytes, int backslash, int to) {
        byte kind = bytes[backslash + 1];
        switch (kind) {
            case 'n' -> scratch[used++] = '\n';
            case 't' -> scratch[used++] = '\t';
            case 'r' -> scratch[used++] = '\r';
            case 'b' -> scratch[used++] = '\b';
            case 'f' -> scratch[used++] = '\f';
            case 'u' -> {
                return unicode(bytes, backslash, to);
            }
            default -> scratch[used++] = kind;
        }
        return backslash + 2;
    }

    private int unicode(byte[] bytes, int backslash, int to) {
        int unit = fourHex(bytes, backslash + 2, to);
        if (unit < 0) {
            scratch[used++] = '\\';
            return backslash + 1;
        }
        int at = backslash + 6;
        int codePoint = unit;
        if (Character.isHighSurrogate((char) unit) && at + 1 < to && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            int low = fourHex(bytes, at + 2, to);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                codePoint = Character.toCodePoint((char) unit, (char) low);
                at += 6;
            }
        }
        append(codePoint);
        return at;
    }

    private void append(int codePoint) {
        if (codePoint < 0x80) {
            scratch[used++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            scratch[used++] = (byte) (0xc0 | (codePoint >> 6));
            scratch[used++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            scratch[used++] = (byte) (0xe0 | (codePoint >> 12));
            scratch[used++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            scratch[used++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            scratch[used++] = (byte) (0xf0 | (codePoint >> 18));
            scratch[used++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            scratch[used++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            scratch[used++] = (byte) (0x80 | (codePoint & 0x3f));
        }
    }

    private static int fourHex(byte[] bytes, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void room(int more) {
        if (used + more > scratch.length) {
            // Slices already handed out keep the old array.
            scratch = used == 0
                    ? new byte[Math.max(scratch.length * 2, more)]
                    : Arrays.copyOf(scratch, Math.max(scratch.length * 2, used + more));
        }
    }
}
