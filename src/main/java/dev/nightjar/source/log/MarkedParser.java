package dev.nightjar.source.log;

/** Passes over the byte order mark that some editors and exports put before the first entry. */
record MarkedParser(EntryParser parser) implements EntryParser {

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        parser.parse(bytes, FormatDetector.skipMark(bytes, from, to), to, sink);
    }

    @Override
    public long foreignLines() {
        return parser.foreignLines();
    }
}
