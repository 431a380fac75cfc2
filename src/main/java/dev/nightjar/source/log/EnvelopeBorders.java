package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Cuts formats whose pieces, lines or JSON objects, carry one plain line each, so that a statement of several lines is
 * several pieces: before the last piece that starts an entry, or, in an export that begins with the newest, behind it.
 */
final class EnvelopeBorders implements BorderFinder {
    private final BorderFinder pieces;
    private final boolean json;
    private final boolean newestFirst;
    private final Supplier<Unwrapper> unwrappers;
    private final StderrParser parser;
    private int[] starts = new int[64];

    /**
     * @param json whether the pieces are objects rather than lines
     * @param newestFirst whether what goes on with an entry stands before it
     */
    EnvelopeBorders(boolean json, boolean newestFirst, Supplier<Unwrapper> unwrappers, StderrParser parser) {
        this.pieces = json ? new JsonObjects() : new LineBorders();
        this.json = json;
        this.newestFirst = newestFirst;
        this.unwrappers = unwrappers;
        this.parser = parser;
    }

    @Override
    public int lastBorder(byte[] bytes, int from, int to) {
        int end = pieces.lastBorder(bytes, from, to);
        int count = starts(bytes, from, end);
        for (int i = count - 1; i >= 0; i--) {
            int next = i + 1 < count ? starts[i + 1] : end;
            if (startsEntry(bytes, starts[i], next)) {
                return newestFirst ? next : starts[i];
            }
        }
        return from;
    }

    @Override
    public int firstBorder(byte[] bytes, int from, int to) {
        return pieces.firstBorder(bytes, from, to);
    }

    @Override
    public int endOfComplete(byte[] bytes, int from, int to) {
        return lastBorder(bytes, from, to);
    }

    private int starts(byte[] bytes, int from, int to) {
        JsonObjects objects = new JsonObjects();
        int count = 0;
        int at = from;
        while (at < to) {
            int start = at;
            int end = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
            if (json) {
                end = objects.next(bytes, at, to);
                start = objects.from();
            }
            if (end < 0) {
                break;
            }
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = start;
            at = end;
        }
        return count;
    }

    private boolean startsEntry(byte[] bytes, int from, int to) {
        PlainLines line = new PlainLines(1024);
        unwrappers.get().unwrap(bytes, from, to, line, (lines, skipped) -> {});
        int end = ByteSearch.find(line.bytes(), 0, line.length(), (byte) '\n');
        return end > 0 && parser.startsEntry(line.bytes(), 0, end);
    }
}
