package dev.nightjar.source.log;

import dev.nightjar.sql.Fingerprinter;
import dev.nightjar.sql.XxHash64;
import java.util.Arrays;

/**
 * Turns statement bytes into indexes of a batch. Text that was seen before byte for byte (the extended protocol sends
 * the same again and again) is known by its hash alone; anything else is lexed, and becomes a String only when its
 * fingerprint is new. Bounded: a full catalogue starts over, which costs time but no detail. One per worker.
 */
final class StatementCatalog {
    private static final int RAW_SLOTS = 1 << 14;
    private static final int MOST_KNOWN = 1 << 15;
    private static final int SLOTS = MOST_KNOWN * 2;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final long[] rawHashes = new long[RAW_SLOTS];
    private final int[] rawKnown = new int[RAW_SLOTS];

    private final int[] slots = new int[SLOTS];
    private KnownStatement[] known = new KnownStatement[1024];
    private int[] batchOf = new int[1024];
    private int[] indexInBatch = new int[1024];
    private int size;
    private int batchNumber;
    private Batch batch = new Batch();

    StatementCatalog() {
        forget();
    }

    void startBatch(Batch next) {
        batch = next;
        batchNumber++;
        if (size > MOST_KNOWN / 2) {
            forget();
        }
    }

    /** Index of the statement {@code bytes[from, to)} as it was run. */
    int index(byte[] bytes, int from, int to, boolean command) {
        long raw = XxHash64.hash(bytes, from, to) + (command ? 1 : 0);
        int rawSlot = (int) raw & (RAW_SLOTS - 1);
        if (rawHashes[rawSlot] == raw && rawKnown[rawSlot] >= 0) {
            return inBatch(rawKnown[rawSlot]);
        }
        long fingerprint = command ? fingerprinter.readCommand(bytes, from, to) : fingerprinter.read(bytes, from, to);
        int found = find(fingerprint);
        rawHashes[rawSlot] = raw;
        rawKnown[rawSlot] = found;
        return inBatch(found);
    }

    KnownStatement get(int index) {
        return batch.statements.get(index);
    }

    private int find(long fingerprint) {
        int slot = (int) (fingerprint ^ (fingerprint >>> 32)) & (SLOTS - 1);
        while (slots[slot] >= 0) {
            if (known[slots[slot]].fingerprint() == fingerprint) {
                return slots[slot];
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (size == MOST_KNOWN) {
            forget();
            slot = (int) (fingerprint ^ (fingerprint >>> 32)) & (SLOTS - 1);
        }
        if (size == known.length) {
            known = Arrays.copyOf(known, size * 2);
            batchOf = Arrays.copyOf(batchOf, size * 2);
            indexInBatch = Arrays.copyOf(indexInBatch, size * 2);
        }
        known[size] = KnownStatement.of(fingerprint, Texts.shortened(fingerprinter.text()));
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
        Arrays.fill(rawKnown, -1);
        size = 0;
    }
}
