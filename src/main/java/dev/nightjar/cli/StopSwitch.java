package dev.nightjar.cli;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** What a signal does to a command that works in phases: each phase says how it is stopped. */
final class StopSwitch {
    private final Deque<Runnable> actions = new ConcurrentLinkedDeque<>();
    private volatile boolean pulled;

    /** Stops what is under way, the latest begun first, and whatever begins from now on. */
    void pull() {
        pulled = true;
        actions.forEach(Runnable::run);
    }

    boolean isPulled() {
        return pulled;
    }

    /** Says how something is stopped; it is, at once, when the switch was pulled before. */
    void onPull(Runnable action) {
        actions.push(action);
        if (pulled) {
            action.run();
        }
    }

    /** Something is over and needs no stopping. */
    void forget(Runnable action) {
        actions.remove(action);
    }
}
