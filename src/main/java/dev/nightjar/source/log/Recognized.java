package dev.nightjar.source.log;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How to read one file.
 *
 * @param description what was found out, for people
 * @param parsers makes a parser, one per worker
 * @param borders makes what finds cuts, one per file
 * @param newestFirst whether it is an export that begins with what was logged last; parsers turn a segment round
 */
record Recognized(
        LogFormat format,
        String description,
        Supplier<EntryParser> parsers,
        Supplier<BorderFinder> borders,
        boolean newestFirst) {

    /** Of a log in the order in which it was written. */
    Recognized(LogFormat format, String description, Supplier<EntryParser> parsers, Supplier<BorderFinder> borders) {
        this(format, description, parsers, borders, false);
    }

    /** The same, with something around each parser. */
    Recognized with(UnaryOperator<EntryParser> wrapper) {
        return new Recognized(format, description, () -> wrapper.apply(parsers.get()), borders, newestFirst);
    }
}
