package dev.nightjar.report.html;

import dev.nightjar.report.Report;
import dev.nightjar.report.chart.TimeChartPainter;
import dev.nightjar.report.chart.Typeface;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Puts a report into words, section by section. */
public final class PageWriter {
    private final Typeface typeface;

    public PageWriter(Typeface typeface) {
        this.typeface = typeface;
    }

    public Page write(Report report) {
        Figures figures = new Figures(ZoneId.of(report.scope().timezone()));
        ReportCharts charts = new ReportCharts(report, figures, new TimeChartPainter(typeface));
        LoadSections load = new LoadSections(report, figures, charts);
        ServerSections server = new ServerSections(report, figures);
        CompanionSections companions = new CompanionSections(report, figures, charts);
        TrustSections trust = new TrustSections(report, figures);
        List<Section> sections = new ArrayList<>();
        sections.add(load.load());
        sections.add(load.slowdowns());
        addUnlessEmpty(new OutlookSection(report, charts).section(), sections);
        sections.add(new ActionCards(report).section());
        sections.add(server.indexes());
        sections.add(server.tables());
        sections.add(server.locks());
        sections.add(companions.pools());
        sections.add(companions.redis());
        sections.add(server.configuration());
        addUnlessEmpty(server.others(), sections);
        if (!report.outcomes().isEmpty()) {
            sections.add(trust.outcomes());
        }
        sections.add(trust.dataQuality());
        sections.add(trust.statements());
        sections.add(trust.glossary());
        return new Page(
                "Nightjar report: " + report.scope().instance(),
                "Performance of " + report.scope().instance() + ", "
                        + figures.time(report.scope().windowStart()) + " to "
                        + figures.time(report.scope().windowEnd()) + " "
                        + report.scope().timezone(),
                "en",
                report.tool().name() + " " + report.tool().version() + ", report " + report.reportId() + ", made "
                        + figures.time(report.generatedAt()),
                new FirstPageWriter(report).write(),
                sections);
    }

    private static void addUnlessEmpty(Section section, List<Section> sections) {
        if (!section.blocks().isEmpty()) {
            sections.add(section);
        }
    }
}
