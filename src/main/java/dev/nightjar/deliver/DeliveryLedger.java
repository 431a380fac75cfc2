package dev.nightjar.deliver;

import java.time.Instant;

/** Remembers durably what was sent, so that a restart sends nothing twice. */
public interface DeliveryLedger {

    /** Takes a delivery on; false when it was taken on before, whatever became of it. */
    boolean claim(String key, Instant at);

    /** Whether it is known to have been sent. */
    boolean isConfirmed(String key);

    /** Says that it was sent. */
    void confirm(String key, Instant at);

    /** Gives it back, because certainly nobody got it. */
    void release(String key);
}
