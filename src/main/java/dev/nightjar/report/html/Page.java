package dev.nightjar.report.html;

import java.util.List;

/**
 * All that the template prints.
 *
 * @param language of the words, as HTML names it
 */
public record Page(
        String title, String subject, String language, String footer, FirstPage first, List<Section> sections) {

    public Page {
        sections = List.copyOf(sections);
    }
}
