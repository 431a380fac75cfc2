package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;

/** A format that carries plain lines: unwraps a segment, then reads it as a plain log. */
final class EnvelopeParser implements EntryParser {
    private final Unwrapper unwrapper;
    private final EntryParser inner;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);

    EnvelopeParser(Unwrapper unwrapper, EntryParser inner) {
        this.unwrapper = unwrapper;
        this.inner = inner;
    }

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        lines.reset();
        long passed = unwrapper.unwrap(bytes, from, to, lines);
        if (passed > 0) {
            sink.skipped(passed, 0);
        }
        byte[] plain = lines.toByteArray();
        inner.parse(plain, 0, plain.length, sink);
    }

    @Override
    public long foreignLines() {
        return inner.foreignLines();
    }
}
