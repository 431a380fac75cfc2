package dev.nightjar.source.log.plan;

import dev.nightjar.source.log.bytes.ByteSearch;

/**
 * The lines that auto_explain writes between the query and the plan in text: since 16 {@code Query Parameters: $1 =
 * 'a''b', $2 = NULL}. They are known by all of them being such a list and by the plan that follows, as the query may
 * hold text that looks like them.
 */
final class PlanParameters {
    private static final byte[] PARAMETERS = ByteSearch.ascii("Query Parameters: ");
    private static final byte[] IDENTIFIER = ByteSearch.ascii("Query Identifier: ");
    private static final byte[] NULL = ByteSearch.ascii("NULL");
    private static final byte[] ASSIGNED = ByteSearch.ascii(" = ");

    private PlanParameters() {}

    /** Offset of the newline before the first of these lines, -1 if there is none. */
    static int start(byte[] bytes, int from, int to) {
        int quotes = 0;
        int last = -1;
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            quotes += ByteSearch.count(bytes, at, newline, (byte) '\'');
            int end = newline < to ? end(bytes, newline, to) : newline;
            // A line with the query's identifier alone comes after the plan.
            if (end > newline && TextPlans.isTop(bytes, end, to)) {
                if (quotes % 2 == 0) {
                    return newline;
                }
                // An apostrophe in a comment of the query counts too.
                last = newline;
            }
            // What follows one of these lines was looked at with it; its quotes are paired.
            at = end > newline ? end : newline + 1;
        }
        return last;
    }

    /** Offset of the newline after the lines that follow the newline at {@code newline}, or that itself. */
    static int end(byte[] bytes, int newline, int to) {
        int at = newline;
        while (at < to) {
            int line = TextPlans.lineStart(bytes, at, to);
            int end = -1;
            if (ByteSearch.startsWith(bytes, line, to, PARAMETERS)) {
                end = afterList(bytes, line + PARAMETERS.length, to);
            } else if (ByteSearch.startsWith(bytes, line, to, IDENTIFIER)) {
                end = afterNumber(bytes, line + IDENTIFIER.length, to);
            }
            if (end < 0 || (end < to && bytes[end] != '\n')) {
                return at;
            }
            at = end;
        }
        return at;
    }

    private static int afterNumber(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == '-' ? from + 1 : from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    /** The end of {@code $1 = 'a', $2 = NULL}, -1 if it is something else. */
    private static int afterList(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == '$') {
            at = afterNumber(bytes, at + 1, to);
            if (!ByteSearch.startsWith(bytes, at, to, ASSIGNED)) {
                return -1;
            }
            at += ASSIGNED.length;
            if (ByteSearch.startsWith(bytes, at, to, NULL)) {
                at += NULL.length;
            } else {
                at = afterString(bytes, at, to);
            }
            if (at < 0 || at == to || bytes[at] != ',') {
                return at;
            }
            at += 2;
        }
        return -1;
    }

    private static int afterString(byte[] bytes, int quote, int to) {
        if (quote >= to || bytes[quote] != '\'') {
            return -1;
        }
        int at = quote + 1;
        while (at < to) {
            if (bytes[at++] == '\'') {
                if (at == to || bytes[at] != '\'') {
                    return at;
                }
                at++;
            }
        }
        return -1;
    }
}
