package dev.nightjar.report.html;

import java.util.List;

/**
 * A part of the report.
 *
 * @param anchor its id in the document
 * @param question what it answers
 */
public record Section(String anchor, String title, String question, List<Block> blocks) {

    public Section {
        blocks = List.copyOf(blocks);
    }
}
