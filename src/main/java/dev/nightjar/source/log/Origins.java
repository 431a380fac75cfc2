package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.sql.XxHash64;
import java.util.Arrays;

/** The origins of one batch: numbers them by the hash of their names. One per worker, bounded by what a batch holds. */
final class Origins {
    private long[] hashes = new long[256];
    private int[] numbers = new int[256];
    private int size;
    private long lastHash;
    private int last = -1;
    private Batch batch = new Batch();

    void startBatch(Batch next) {
        batch = next;
        Arrays.fill(numbers, -1);
        size = 0;
        last = -1;
    }

    /** The number of the entry's origin in the batch. */
    int number(LogEntry entry) {
        long hash = entry.originHash != 0 ? entry.originHash : hash(entry.user, entry.database, entry.application);
        if (hash == lastHash && last >= 0) {
            return last;
        }
        int slot = slot(hash);
        if (numbers[slot] < 0) {
            batch.origins.add(new Origin(entry.database.text(), entry.user.text(), entry.application.text()));
            put(hash, size++);
            slot = slot(hash);
        }
        lastHash = hash;
        last = numbers[slot];
        return last;
    }

    private static long hash(Slice user, Slice database, Slice application) {
        return with(names(user, database), application);
    }

    /** The hash of a user and a database. */
    static long names(Slice user, Slice database) {
        long hash = XxHash64.hash(user.bytes, user.from, user.to);
        return Long.rotateLeft(hash, 23) * 0x9E3779B97F4A7C15L
                ^ XxHash64.hash(database.bytes, database.from, database.to);
    }

    /** The hash of an origin of which user and database are hashed already; never 0. */
    static long with(long names, Slice application) {
        long all = Long.rotateLeft(names, 23) * 0x9E3779B97F4A7C15L
                ^ XxHash64.hash(application.bytes, application.from, application.to);
        return all == 0 ? 1 : all;
    }

    private int slot(long hash) {
        int slot = (int) (hash >>> 40) & (hashes.length - 1);
        while (numbers[slot] >= 0 && hashes[slot] != hash) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    private void put(long hash, int number) {
        if (number * 2 >= hashes.length) {
            long[] oldHashes = hashes;
            int[] oldNumbers = numbers;
            hashes = new long[oldHashes.length * 2];
            numbers = new int[oldHashes.length * 2];
            Arrays.fill(numbers, -1);
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldNumbers[i] >= 0) {
                    int slot = slot(oldHashes[i]);
                    hashes[slot] = oldHashes[i];
                    numbers[slot] = oldNumbers[i];
                }
            }
        }
        int slot = slot(hash);
        hashes[slot] = hash;
        numbers[slot] = number;
    }
}
