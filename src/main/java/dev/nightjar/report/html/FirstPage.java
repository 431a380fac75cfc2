package dev.nightjar.report.html;

import java.util.List;

/**
 * What a person reads in two minutes; the mail's text as well. No text of any statement.
 *
 * @param facts about the target and the window
 * @param level name of the worst severity, for its colour
 * @param window in words, in the report's zone
 * @param noAction said when there is nothing to do
 * @param counts of findings in words
 * @param unassessed what could not be judged, in words
 */
public record FirstPage(
        String target,
        String window,
        List<String> facts,
        String level,
        String verdict,
        String counts,
        List<Tile> tiles,
        List<Item> actNow,
        List<Item> top,
        String noAction,
        int further,
        List<Change> changes,
        int moreChanges,
        int unassessedCount,
        List<String> unassessed) {

    /** One figure against its baseline. */
    public record Tile(String label, String value, String comparison, String note) {}

    /**
     * One action.
     *
     * @param anchor of its half page, empty when it has none
     */
    public record Item(
            int rank,
            int priority,
            String band,
            String title,
            String saving,
            String interval,
            String risk,
            String effort,
            String lock,
            String id,
            String anchor) {}

    /** Something that is not as it was the night before. */
    public record Change(String kind, String severity, String words) {}
}
