package dev.nightjar.advise.index;

import dev.nightjar.model.Fingerprint;
import java.util.List;

/**
 * One statement of the workload over the settings' window.
 *
 * @param text with its values, or with parameters ({@code $1}) in their place
 * @param totalMs execution time of all calls; NaN when unknown, then the planned cost stands for it
 * @param rows returned or affected by all calls; −1 when unknown
 * @param samples the same statement with real values, heavy and light ones, where the log had them
 */
public record WorkloadStatement(
        Fingerprint fingerprint, String text, long calls, double totalMs, long rows, List<String> samples) {
    public WorkloadStatement {
        samples = List.copyOf(samples);
    }

    /** Rows per call, at least 1; NaN when unknown. */
    public double rowsPerCall() {
        return rows < 0 || calls <= 0 ? Double.NaN : Math.max(1, (double) rows / calls);
    }
}
