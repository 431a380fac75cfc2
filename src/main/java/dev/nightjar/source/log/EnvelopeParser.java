package dev.nightjar.source.log;

/** A format that carries plain lines: unwraps a segment, then reads it as a plain log, counted in bytes of the log. */
final class EnvelopeParser implements EntryParser {
    private final Unwrapper unwrapper;
    private final StderrParser inner;
    private final PlainLines lines = new PlainLines(1 << 16);

    EnvelopeParser(Unwrapper unwrapper, StderrParser inner) {
        this.unwrapper = unwrapper;
        this.inner = inner;
    }

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        lines.clear();
        unwrapper.unwrap(bytes, from, to, lines, sink::skipped);
        inner.parse(lines.bytes(), 0, lines.length(), (start, end) -> lines.carrier(start), sink);
    }

    @Override
    public long foreignLines() {
        return inner.foreignLines();
    }
}
