package dev.nightjar.report;

/**
 * A limit by which findings were judged.
 *
 * @param name as the job file spells it
 * @param unit empty for plain numbers
 */
public record Threshold(String name, String value, String defaultValue, String unit) {

    /** Whether the job file set another than the default. */
    public boolean overridden() {
        return !value.equals(defaultValue);
    }
}
