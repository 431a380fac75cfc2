package dev.nightjar.model;

/**
 * One figure behind a finding.
 *
 * @param value NaN where the evidence is a text
 * @param unit e.g. {@code ms}, {@code rows/call}, {@code %}, {@code bytes}; empty for plain counts
 * @param window which span it covers, in words, e.g. {@code 7 days}
 * @param source the view, file or command it was read from
 * @param note text evidence, e.g. a plan line; empty otherwise
 */
public record Evidence(String metric, double value, String unit, String window, String source, String note) {

    public static Evidence figure(String metric, double value, String unit, String window, String source) {
        return new Evidence(metric, value, unit, window, source, "");
    }

    public static Evidence text(String metric, String note, String source) {
        return new Evidence(metric, Double.NaN, "", "", source, note);
    }
}
