package dev.nightjar.source.redis;

import java.util.List;

/** What a server answers; the types of RESP 2 and 3 that our commands can bring. */
sealed interface Reply {

    record Text(String value) implements Reply {}

    record Whole(long value) implements Reply {}

    /** Arrays and sets; a map is its keys and values in turn. */
    record Items(List<Reply> values) implements Reply {}

    record Nothing() implements Reply {}

    /** An error; the first word of the message is its code. */
    record Failure(String message) implements Reply {
        String code() {
            int blank = message.indexOf(' ');
            return blank < 0 ? message : message.substring(0, blank);
        }
    }

    /** The text or number as text; empty for all else. */
    default String text() {
        if (this instanceof Text text) {
            return text.value();
        }
        return this instanceof Whole number ? Long.toString(number.value()) : "";
    }

    /** The number; −1 for all else. */
    default long number() {
        return this instanceof Whole number ? number.value() : -1;
    }

    /** The elements; none for all else. */
    default List<Reply> items() {
        return this instanceof Items items ? items.values() : List.of();
    }
}
