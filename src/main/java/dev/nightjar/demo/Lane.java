package dev.nightjar.demo;

/** A pool of the parcel service with the threads that use it. */
enum Lane {
    /** Planted: a pool that is too small. The work on a checked-out connection is mostly the application's own. */
    API("parcel-api", 3, 32),
    SCAN("parcel-scan", 12, 12),
    REPORT("parcel-report", 2, 2);

    private final String pool;
    private final int size;
    private final int threads;

    Lane(String pool, int size, int threads) {
        this.pool = pool;
        this.size = size;
        this.threads = threads;
    }

    String pool() {
        return pool;
    }

    int size() {
        return size;
    }

    int threads() {
        return threads;
    }
}
