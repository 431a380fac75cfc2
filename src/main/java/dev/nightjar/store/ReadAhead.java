package dev.nightjar.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;

/**
 * Work on what was read, by other threads while the next is read. When all of them are busy and work is waiting, the reading
 * thread does the work itself, so that all processors have something to do and never much more is read than is worked on.
 */
final class ReadAhead<T> {
    private final ForkJoinPool others = ForkJoinPool.commonPool();
    private final Deque<ForkJoinTask<T>> given = new ArrayDeque<>();
    private final Consumer<T> taker;

    /** @param taker gets the results, in the order of the work, in the thread that reads */
    ReadAhead(Consumer<T> taker) {
        this.taker = taker;
    }

    void work(Callable<T> work) {
        ForkJoinTask<T> task = ForkJoinTask.adapt(work);
        given.add(task);
        if (others.hasQueuedSubmissions()) {
            task.invoke();
        } else {
            others.execute(task);
        }
        while (!given.isEmpty() && given.element().isDone()) {
            taker.accept(given.remove().join());
        }
    }

    /** Waits for what is still being worked on. */
    void finish() {
        while (!given.isEmpty()) {
            taker.accept(given.remove().join());
        }
    }
}
