package dev.nightjar.advise.pool;

import java.util.List;

/**
 * All that is known of a pool's load.
 *
 * @param size connections it may open now
 * @param cores of the database's host, NaN where unknown
 * @param windows in order of time, those without traffic left out
 */
public record PoolLoad(String pool, int size, double cores, List<PoolWindow> windows) {

    public PoolLoad {
        windows = List.copyOf(windows);
    }

    double seconds() {
        return windows.stream().mapToDouble(PoolWindow::seconds).sum();
    }
}
