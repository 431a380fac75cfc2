package dev.nightjar.store;

import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * What was sent to people. A delivery is claimed before it is sent and confirmed after: one that was claimed and not
 * confirmed may or may not have arrived, and is never sent again by itself.
 */
public final class DeliveryLedger {
    private final Database database;

    DeliveryLedger(Database database) {
        this.database = database;
    }

    /** What is known of a delivery. */
    public enum State {
        /** Nobody tried. */
        NEW,
        /** Claimed, not confirmed: it is being sent, or the process died while it was. */
        UNCERTAIN,
        /** Sent. */
        CONFIRMED
    }

    /**
     * Takes a delivery on.
     *
     * @param key what is delivered to whom, at most 500 characters, without secrets
     * @return whether the caller may send it; false when it was claimed before, whatever became of it
     */
    public boolean claim(String key, Instant at) {
        return database.inTransaction("claim the delivery " + key, session -> {
            if (find(session, key).isPresent()) {
                return false;
            }
            session.update("insert into delivery (delivery_key, claimed_at) values (?, ?)", key, at);
            return true;
        });
    }

    /** Says that it was sent. */
    public void confirm(String key, Instant at) {
        database.inTransaction(
                "confirm the delivery " + key,
                session -> session.update(
                        "update delivery set confirmed_at = ? where delivery_key = ? and confirmed_at is null",
                        at,
                        key));
    }

    /** Gives a claim back: the delivery failed in a way that rules out that anybody got it. */
    public void release(String key) {
        database.inTransaction(
                "release the delivery " + key,
                session -> session.update("delete from delivery where delivery_key = ? and confirmed_at is null", key));
    }

    public State state(String key) {
        return database.inTransaction("look up the delivery " + key, session -> find(session, key))
                .orElse(State.NEW);
    }

    void purge(Instant before) {
        database.inTransaction(
                "purge the deliveries", session -> session.update("delete from delivery where claimed_at < ?", before));
    }

    private static Optional<State> find(Session session, String key) throws java.sql.SQLException {
        return session.first(
                "select confirmed_at from delivery where delivery_key = ?",
                row -> row.instantIfAny(1).isPresent() ? State.CONFIRMED : State.UNCERTAIN,
                key);
    }
}
