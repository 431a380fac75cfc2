package dev.nightjar.report.html;

import dev.nightjar.report.Report;
import dev.nightjar.report.chart.Typeface;
import java.util.Map;

/** Writes a report as one self-contained XHTML page. */
public final class HtmlReport {
    private final Templates templates;
    private final PageWriter writer;

    public HtmlReport(Templates templates) {
        this(templates, new Typeface());
    }

    public HtmlReport(Templates templates, Typeface typeface) {
        this.templates = templates;
        this.writer = new PageWriter(typeface);
    }

    /** The accessible edition for the screen, with its charts inside. */
    public String write(Report report) {
        return fill(writer.write(report), Edition.SCREEN);
    }

    /** The words of a report. */
    public Page page(Report report) {
        return writer.write(report);
    }

    /** Charts in the print edition are references by id. */
    public String fill(Page page, Edition edition) {
        return templates.fill(
                "report.html",
                Map.of("page", page, "print", edition == Edition.PRINT, "style", templates.read("report.css")));
    }

    /** What the page is for. */
    public enum Edition {
        SCREEN,
        PRINT
    }
}
