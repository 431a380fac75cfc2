package dev.nightjar.model.schema;

/**
 * The database that was read.
 *
 * @param versionNumber e.g. 180006
 * @param version e.g. {@code 18.6}
 * @param localeProvider {@code c} libc, {@code i} ICU, {@code b} builtin
 * @param collate the locale that orders text: {@code datlocale} of ICU and builtin, else {@code datcollate}
 * @param statisticsDays how long the table and index counters have been running; NaN when unknown
 */
public record DatabaseFacts(
        String name,
        int versionNumber,
        String version,
        String encoding,
        String localeProvider,
        String collate,
        double statisticsDays) {

    public int major() {
        return versionNumber / 10_000;
    }

    /** Whether text is ordered by its bytes, so that a plain B-tree serves {@code LIKE 'x%'}. */
    public boolean ordersByBytes() {
        return localeProvider.equals("c") && (collate.equals("C") || collate.equals("POSIX"));
    }
}
