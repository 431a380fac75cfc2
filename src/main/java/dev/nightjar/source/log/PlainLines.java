package dev.nightjar.source.log;

import java.util.Arrays;

/**
 * Lines taken out of an envelope, and how many bytes of the log carried each of them, so that what is passed over can be
 * counted in bytes of the log. Reused.
 */
final class PlainLines {
    private byte[] bytes;
    private int length;
    private int[] starts = new int[8];
    private int[] carriers = new int[8];
    private int lines;

    PlainLines(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        length = 0;
        lines = 0;
    }

    /** Starts a line that so many bytes of the log carry. */
    void start(int carrier) {
        if (lines == starts.length) {
            starts = Arrays.copyOf(starts, lines * 2);
            carriers = Arrays.copyOf(carriers, lines * 2);
        }
        starts[lines] = length;
        carriers[lines++] = carrier;
    }

    /** Takes the start back: nothing came. */
    void takeBack() {
        lines--;
    }

    /** Adds bytes of the log that carry more of the line started last. */
    void goOn(int carrier) {
        carriers[lines - 1] += carrier;
    }

    void write(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void write(byte[] source) {
        write(source, 0, source.length);
    }

    void write(byte[] source, int from, int to) {
        ensure(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
    }

    /** Adds all lines of another one. */
    void write(PlainLines other) {
        for (int i = 0; i < other.lines; i++) {
            start(other.carriers[i]);
            starts[lines - 1] += other.starts[i];
        }
        write(other.bytes, 0, other.length);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Bytes of the log that carry the line at an offset; 0 where a line goes on. */
    int carrier(int offset) {
        int line = Arrays.binarySearch(starts, 0, lines, offset);
        return line < 0 ? 0 : carriers[line];
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
