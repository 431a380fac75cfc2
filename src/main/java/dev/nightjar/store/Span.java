package dev.nightjar.store;

import dev.nightjar.model.Window;

/** A window in microseconds since 1970, as samples are packed. */
record Span(long from, long to) {

    /** Parts of a microsecond are of no account: no sample ends within one. */
    static Span of(Window window) {
        return new Span(SamplePack.micros(window.from()), SamplePack.micros(window.to()));
    }

    /** Whether what ends at a moment belongs here: an interval belongs to the window in which it ends. */
    boolean holds(long end) {
        return end > from && end <= to;
    }

    Window window() {
        return new Window(SamplePack.moment(from), SamplePack.moment(to));
    }
}
