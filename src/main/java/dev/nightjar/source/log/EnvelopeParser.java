package dev.nightjar.source.log;

/** A format that carries plain lines: unwraps a segment, then reads it as a plain log. */
final class EnvelopeParser implements EntryParser {
    private final Unwrapper unwrapper;
    private final EntryParser inner;
    private final PlainLines lines = new PlainLines(1 << 16);

    EnvelopeParser(Unwrapper unwrapper, EntryParser inner) {
        this.unwrapper = unwrapper;
        this.inner = inner;
    }

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        lines.clear();
        unwrapper.unwrap(bytes, from, to, lines, sink::skipped);
        inner.parse(lines.bytes(), 0, lines.length(), new Carried(sink));
    }

    @Override
    public long foreignLines() {
        return inner.foreignLines();
    }

    /** Counts what is passed over in bytes of the log. */
    private final class Carried implements EntrySink {
        private final EntrySink sink;

        Carried(EntrySink sink) {
            this.sink = sink;
        }

        @Override
        public void entry(LogEntry entry) {
            sink.entry(entry);
        }

        @Override
        public void skipped(long count, long bytes) {
            // Line by line below.
        }

        @Override
        public void skippedLine(int offset) {
            sink.skipped(1, lines.carrier(offset));
        }
    }
}
