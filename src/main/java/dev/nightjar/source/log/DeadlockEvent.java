package dev.nightjar.source.log;

import java.time.Instant;
import java.util.List;

/**
 * A deadlock and its graph.
 *
 * @param victim canonical text of the statement that failed, empty where the log does not say
 */
public record DeadlockEvent(Instant at, String database, List<Wait> waits, String victim)
        implements Comparable<DeadlockEvent> {

    /**
     * One edge of the graph.
     *
     * @param lock e.g. {@code ShareLock on transaction N}
     * @param statement canonical text of what the process ran
     */
    public record Wait(int process, String lock, int blockedBy, String statement) {}

    public DeadlockEvent {
        waits = List.copyOf(waits);
    }

    @Override
    public int compareTo(DeadlockEvent other) {
        int order = at.compareTo(other.at);
        order = order != 0 ? order : database.compareTo(other.database);
        return order != 0 ? order : waits.toString().compareTo(other.waits.toString());
    }
}
