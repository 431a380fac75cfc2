package dev.nightjar.source.log;

/**
 * What makes events of a log the same event; unused parts are empty.
 *
 * @param kind severity, or what kind of event it is
 * @param code SQLSTATE, lock or maintenance kind
 * @param text message without values, waiting statement or table
 * @param other holding statement
 */
public record EventKey(String kind, String code, String text, String other) implements Comparable<EventKey> {

    @Override
    public int compareTo(EventKey that) {
        int order = kind.compareTo(that.kind);
        order = order != 0 ? order : code.compareTo(that.code);
        order = order != 0 ? order : text.compareTo(that.text);
        return order != 0 ? order : other.compareTo(that.other);
    }
}
