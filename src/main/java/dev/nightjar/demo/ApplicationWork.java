package dev.nightjar.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Time the application spends on its own, without using a processor: a call to another service, say. */
final class ApplicationWork {
    private ApplicationWork() {}

    static void millis(double millis) {
        long end = System.nanoTime() + (long) (millis * 1e6);
        long left = end - System.nanoTime();
        while (left > TimeUnit.MICROSECONDS.toNanos(20)) {
            LockSupport.parkNanos(left);
            left = end - System.nanoTime();
        }
    }
}
