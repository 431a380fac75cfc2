package dev.nightjar.sql;

import java.util.Arrays;

/**
 * Recognises statements that differ in plain constants only from one seen before: their fingerprints are equal, so they
 * need not be lexed. The opposite does not hold; letter case, layout and the length of lists are part of a shape.
 *
 * <p>Method: a radix tree over the text, with a branch for any number that is no part of a word and one for any string
 * constant; everything else is compared as it is, column numbers ({@link Fingerprinter#keepsNumberAt}) too. Text that
 * {@link PlainText} cannot cut has no shape. Cost: that of comparing the text. Bounded: a full tree starts over.
 * Reference: D. Morrison, "PATRICIA", JACM 15 (1968).
 *
 * <p>Not thread-safe.
 */
public final class StatementShapes {
    /** The number of a text whose shape was not seen before. */
    public static final int UNKNOWN = -1;

    /** Longer texts are seldom repeated and need not fill memory. */
    private static final int LONGEST = 1 << 16;

    private static final int MOST_NODES = 1 << 16;
    private static final int MOST_BYTES = 1 << 22;

    private Node root = new Node(new byte[0]);
    private int nodes;
    private int bytes;

    /** The number of the shape of {@code sql[from, to)}, or {@link #UNKNOWN}. */
    public int find(byte[] sql, int from, int to) {
        Node node = root;
        int at = from;
        while (at < to) {
            byte b = sql[at];
            Node next = node.child(b);
            if (next != Node.NONE && next.startsAt(sql, at, to)) {
                at += next.text.length;
            } else if (b == '\'') {
                next = node.string;
                at = PlainText.afterString(sql, at, to);
            } else {
                next = CharacterClasses.isDigit(b) ? node.number : Node.NONE;
                at = PlainText.afterDigits(sql, at, to);
            }
            if (next == Node.NONE || at < 0) {
                return UNKNOWN;
            }
            node = next;
        }
        return node.value;
    }

    /**
     * Gives the shape of {@code sql[from, to)} a number; false if it has none.
     *
     * @param reader what read this text last
     */
    public boolean add(byte[] sql, int from, int to, int value, Fingerprinter reader) {
        if (to - from > LONGEST || !PlainText.isPlain(sql, from, to)) {
            return false;
        }
        if (nodes > MOST_NODES || bytes > MOST_BYTES) {
            clear();
        }
        Node node = root;
        int start = from;
        int at = from;
        while (at < to) {
            int end = PlainText.pieceEnd(sql, from, at, to);
            if (PlainText.isConstant(sql, from, at, end, to) && !reader.keepsNumberAt(at)) {
                node = afterConstant(afterText(node, sql, start, at), sql[at] == '\'');
                start = end;
            }
            at = end;
        }
        afterText(node, sql, start, to).value = value;
        return true;
    }

    public void clear() {
        root = new Node(new byte[0]);
        nodes = 0;
        bytes = 0;
    }

    private Node afterConstant(Node node, boolean string) {
        if (string) {
            node.string = node.string == Node.NONE ? made(new byte[0]) : node.string;
            return node.string;
        }
        node.number = node.number == Node.NONE ? made(new byte[0]) : node.number;
        return node.number;
    }

    /** The node after {@code sql[from, to)}, which comes after {@code start}; made if it is missing. */
    private Node afterText(Node start, byte[] sql, int from, int to) {
        Node node = start;
        int at = from;
        while (at < to) {
            Node next = node.child(sql[at]);
            if (next == Node.NONE) {
                next = made(Arrays.copyOfRange(sql, at, to));
                next.sibling = node.firstChild;
                node.firstChild = next;
                return next;
            }
            int common = Arrays.mismatch(sql, at, to, next.text, 0, next.text.length);
            if (common >= 0 && common < next.text.length) {
                next.split(common);
                nodes++;
            }
            at += next.text.length;
            node = next;
        }
        return node;
    }

    private Node made(byte[] text) {
        nodes++;
        bytes += text.length;
        return new Node(text);
    }

    /** A place in the tree: the text that leads to it from its parent, and what may follow. */
    private static final class Node {
        private static final Node NONE = new Node(new byte[0]);

        /** Shorter texts are compared faster by hand. */
        private static final int SHORT = 8;

        private byte[] text;
        private int value = UNKNOWN;
        private Node firstChild = NONE;
        private Node sibling = NONE;
        private Node number = NONE;
        private Node string = NONE;

        private Node(byte[] text) {
            this.text = text;
        }

        /** The child whose text starts with {@code b}. */
        private Node child(byte b) {
            Node child = firstChild;
            while (child != NONE && child.text[0] != b) {
                child = child.sibling;
            }
            return child;
        }

        /** Whether the text stands at {@code at}; its first byte does. */
        private boolean startsAt(byte[] sql, int at, int to) {
            int length = text.length;
            if (to - at < length) {
                return false;
            }
            if (length >= SHORT) {
                return Arrays.equals(sql, at, at + length, text, 0, length);
            }
            for (int i = 1; i < length; i++) {
                if (sql[at + i] != text[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Moves all but the first bytes of the text, and what follows it, into a child. */
        private void split(int length) {
            Node rest = new Node(Arrays.copyOfRange(text, length, text.length));
            rest.value = value;
            rest.firstChild = firstChild;
            rest.number = number;
            rest.string = string;
            text = Arrays.copyOf(text, length);
            value = UNKNOWN;
            firstChild = rest;
            number = NONE;
            string = NONE;
        }
    }
}
