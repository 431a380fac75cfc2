package dev.nightjar.job;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Holds a run at a chosen row of the store, by a trigger of the store's own database. */
interface Gate {
    Duration PATIENCE = Duration.ofMinutes(2);

    /** Holds the next process at that row. */
    void close(GatePoint at);

    /** Whether the process stands at the gate. */
    boolean isReached();

    /** Lets it go on. */
    void open();

    /** What the next process must be started with. */
    String[] jvmArguments();

    /** Polls. */
    static void await(String what, BooleanSupplier condition) {
        await(what, condition, () -> "");
    }

    /** Polls, and tells what else there is to know when it was in vain. */
    static void await(String what, BooleanSupplier condition, Supplier<String> why) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + PATIENCE + " in vain: " + what + "\n" + why.get());
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(what, e);
            }
        }
    }
}
