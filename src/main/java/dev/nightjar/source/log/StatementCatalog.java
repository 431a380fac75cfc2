package dev.nightjar.source.log;

import dev.nightjar.sql.Fingerprinter;
import dev.nightjar.sql.KeywordText;
import dev.nightjar.sql.StatementShapes;
import dev.nightjar.sql.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Turns statement bytes into indexes of a batch. Text that was seen before but for its constants is known by its shape
 * ({@link StatementShapes}), text without one by the hash of its bytes; anything else is lexed, and becomes a String only
 * when its fingerprint is new. Bounded: a full catalogue starts over, which costs time but no detail. One per worker.
 */
final class StatementCatalog {
    private static final int MOST_KNOWN = 1 << 15;
    private static final int SLOTS = MOST_KNOWN * 2;
    /** Of all texts known. */
    private static final int MOST_CHARACTERS = 8_000_000;
    /** Bytes of a canonical text that can become {@link Texts#LONGEST} characters. */
    private static final int LONGEST_TEXT = 4 * Texts.LONGEST + 16;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final StatementShapes shapes = new StatementShapes();
    private final StatementShapes commandShapes = new StatementShapes();
    private final Memo byText = new Memo();

    private final int[] slots = new int[SLOTS];
    private KnownStatement[] known = new KnownStatement[1024];
    private int[] batchOf = new int[1024];
    private int[] indexInBatch = new int[1024];
    private int size;
    private long characters;
    private int batchNumber;
    private Batch batch = new Batch();

    StatementCatalog() {
        forget();
    }

    void startBatch(Batch next) {
        batch = next;
        batchNumber++;
        if (size > MOST_KNOWN / 2 || characters > MOST_CHARACTERS / 2) {
            forget();
        }
    }

    /** Index of the statement {@code bytes[from, to)} as it was run. */
    int index(byte[] bytes, int from, int to, boolean command) {
        return inBatch(known(bytes, from, to, command ? 1 : 0));
    }

    /** As {@link #index} of a text that the server could not read: only its key words are kept. */
    int indexOfBroken(byte[] bytes, int from, int to) {
        return inBatch(broken(bytes, from, to));
    }

    private int broken(byte[] bytes, int from, int to) {
        String text = KeywordText.of(bytes, from, to);
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return find(XxHash64.hash(encoded, 0, encoded.length), () -> text);
    }

    private int known(byte[] bytes, int from, int to, int command) {
        StatementShapes seen = command == 1 ? commandShapes : shapes;
        int found = seen.find(bytes, from, to);
        if (found >= 0) {
            return found;
        }
        long text = XxHash64.hash(bytes, from, to) + command;
        found = byText.get(text);
        if (found >= 0) {
            return found;
        }
        long fingerprint =
                command == 1 ? fingerprinter.readCommand(bytes, from, to) : fingerprinter.read(bytes, from, to);
        found = fingerprinter.isBroken()
                ? broken(bytes, from, to)
                : find(fingerprint, () -> Texts.shortened(fingerprinter.text(LONGEST_TEXT)));
        if (!seen.add(bytes, from, to, found, fingerprinter)) {
            byText.put(text, found);
        }
        return found;
    }

    /** What executions of the PREPARE {@code bytes[from, to)} are counted as; not in the batch yet. */
    KnownStatement prepared(byte[] bytes, int from, int to) {
        return known[known(bytes, from, to, 0)];
    }

    KnownStatement get(int index) {
        return batch.statements.get(index);
    }

    private int find(long fingerprint, Supplier<String> text) {
        int slot = (int) (fingerprint ^ (fingerprint >>> 32)) & (SLOTS - 1);
        while (slots[slot] >= 0) {
            if (known[slots[slot]].fingerprint() == fingerprint) {
                return slots[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (size == MOST_KNOWN || characters > MOST_CHARACTERS) {
            forget();
            slot = (int) (fingerprint ^ (fingerprint >>> 32)) & (SLOTS - 1);
        }
        if (size == known.length) {
            known = Arrays.copyOf(known, size * 2);
            batchOf = Arrays.copyOf(batchOf, size * 2);
            indexInBatch = Arrays.copyOf(indexInBatch, size * 2);
        }
        known[size] = KnownStatement.of(fingerprint, text.get());
        characters += known[size].text().length();
        batchOf[size] = 0;
        slots[slot] = size;
        return size++;
    }

    private int inBatch(int found) {
        if (batchOf[found] != batchNumber) {
            batchOf[found] = batchNumber;
            indexInBatch[found] = batch.statements.size();
            batch.statements.add(known[found]);
        }
        return indexInBatch[found];
    }

    private void forget() {
        Arrays.fill(slots, -1);
        Arrays.fill(known, 0, size, SessionState.NONE);
        shapes.clear();
        commandShapes.clear();
        byText.clear();
        size = 0;
        characters = 0;
    }

    /** Hashes and what they led to last; a newer one takes the place of an older one. */
    private static final class Memo {
        private static final int SLOTS = 1 << 14;

        private final long[] hashes = new long[SLOTS];
        private final int[] values = new int[SLOTS];

        int get(long hash) {
            int slot = (int) hash & (SLOTS - 1);
            return hashes[slot] == hash ? values[slot] : -1;
        }

        void put(long hash, int value) {
            int slot = (int) hash & (SLOTS - 1);
            hashes[slot] = hash;
            values[slot] = value;
        }

        void clear() {
            Arrays.fill(values, -1);
        }
    }
}
