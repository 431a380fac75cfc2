package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;

/**
 * Plain server logs with a known prefix. An entry is the line with a severity, the lines after it that start with the
 * tab that the server adds, and the DETAIL, HINT, CONTEXT, STATEMENT lines of the same process that follow.
 */
final class StderrParser implements EntryParser {
    private final LinePrefix prefix;
    private final boolean tabsStripped;

    private LogEntry current = new LogEntry();
    private LogEntry next = new LogEntry();
    private boolean open;
    private long foreignLines;

    /**
     * @param tabsStripped whether lines without prefix and tab go on with the entry (some exports strip the tab) rather
     *     than come from another program
     */
    StderrParser(LinePrefix prefix, boolean tabsStripped) {
        this.prefix = prefix;
        this.tabsStripped = tabsStripped;
    }

    @Override
    public long foreignLines() {
        return foreignLines;
    }

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        parse(bytes, from, to, (start, end) -> end - start, sink);
    }

    /** As {@link #parse(byte[], int, int, EntrySink)}, of lines that were taken out of something. */
    void parse(byte[] bytes, int from, int to, LineLengths lengths, EntrySink sink) {
        open = false;
        prefix.segment(bytes, from, to);
        Slice part = current.ignored;
        long skippedLines = 0;
        long skippedBytes = 0;
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int end = newline > at && bytes[newline - 1] == '\r' ? newline - 1 : newline;
            int length = lengths.of(at, Math.min(to, newline + 1));
            boolean belongs = open;
            if (bytes[at] == '\t' && open) {
                part.to = end;
            } else if (startsLine(bytes, at, end)) {
                if (prefix.level().isSeverity()) {
                    deliver(sink);
                    start(bytes, end);
                    part = current.message;
                    belongs = true;
                } else if (open && next.pid == current.pid) {
                    part = current.part(prefix.level());
                    part.set(bytes, prefix.textStart(), end);
                } else {
                    belongs = false;
                    part = next.ignored;
                }
            } else if (open && tabsStripped) {
                part.to = end;
            } else {
                belongs = false;
            }
            if (belongs) {
                current.bytes += length;
            } else {
                skippedLines++;
                skippedBytes += length;
            }
            at = newline + 1;
        }
        deliver(sink);
        if (skippedLines > 0) {
            sink.skipped(skippedLines, skippedBytes);
        }
    }

    /** Whether an entry starts at {@code at}. */
    boolean startsEntry(byte[] bytes, int at, int end) {
        return startsLine(bytes, at, end) && prefix.level().isSeverity();
    }

    private boolean startsLine(byte[] bytes, int at, int end) {
        next.clear();
        return prefix.read(bytes, at, end, next);
    }

    /** How many bytes of the log the line {@code [start, end)} stands for, its line end included. */
    @FunctionalInterface
    interface LineLengths {
        int of(int start, int end);
    }

    private void start(byte[] bytes, int end) {
        LogEntry swap = current;
        current = next;
        next = swap;
        current.level = prefix.level();
        current.indented = true;
        current.message.set(bytes, prefix.textStart(), end);
        open = true;
        if (prefix.isForeign()) {
            foreignLines++;
        }
    }

    private void deliver(EntrySink sink) {
        if (open) {
            sink.entry(current);
            open = false;
        }
    }

    /** Cuts before the last line that starts an entry. */
    static final class Borders implements BorderFinder {
        private final StderrParser parser;

        Borders(StderrParser parser) {
            this.parser = parser;
        }

        @Override
        public int lastBorder(byte[] bytes, int from, int to) {
            int end = to;
            while (end > from) {
                int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
                if (newline < 0) {
                    return from;
                }
                int start = newline + 1;
                if (start < to && bytes[start] != '\t' && isEntry(bytes, start, to)) {
                    return start;
                }
                end = newline;
            }
            return from;
        }

        @Override
        public int firstBorder(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to) {
                at = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
                if (at < to && bytes[at] != '\t' && isEntry(bytes, at, to)) {
                    return at;
                }
            }
            return -1;
        }

        @Override
        public int endOfComplete(byte[] bytes, int from, int to) {
            // Its DETAIL or STATEMENT, or the rest of its text, may still come.
            return lastBorder(bytes, from, to);
        }

        private boolean isEntry(byte[] bytes, int start, int to) {
            int end = ByteSearch.find(bytes, start, Math.min(to, start + 4096), (byte) '\n');
            return parser.startsEntry(bytes, start, end);
        }
    }
}
