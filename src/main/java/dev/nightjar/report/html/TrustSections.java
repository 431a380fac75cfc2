package dev.nightjar.report.html;

import dev.nightjar.report.DataQuality;
import dev.nightjar.report.NotAssessable;
import dev.nightjar.report.Report;
import dev.nightjar.report.Threshold;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How far the report can be trusted: outcomes of earlier advice, gaps, what is missing, thresholds; and the appendix. */
final class TrustSections {
    private static final int ROWS = 12;

    private final Report report;
    private final Figures figures;

    TrustSections(Report report, Figures figures) {
        this.report = report;
        this.figures = figures;
    }

    Section outcomes() {
        List<Block> blocks = List.of(new Block.Table(
                "",
                List.of(
                        new Column("Id", false, 14),
                        new Column("Action", false, 0),
                        new Column("Applied", false, 12),
                        new Column("Expected per day", true, 18),
                        new Column("Measured per day", true, 18),
                        new Column("Verdict", false, 12)),
                report.outcomes().stream()
                        .map(one -> List.of(
                                Cell.code(one.recommendationId()),
                                Cell.of(one.title()),
                                Cell.of(figures.day(one.appliedSince())),
                                Cell.number(Figures.seconds(one.expected().mid())),
                                Cell.number(Figures.seconds(one.measured().mid())),
                                Cell.of(one.verdict())))
                        .toList(),
                ""));
        return new Section("outcomes", "What earlier recommendations achieved", "", blocks);
    }

    Section dataQuality() {
        DataQuality quality = report.dataQuality();
        List<Block> blocks = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Lookback since", figures.time(report.scope().lookbackStart())));
        facts.add(new Fact("Lookback seen", Figures.percent(quality.coverage())));
        facts.add(new Fact("Window seen", Figures.percent(quality.windowCoverage())));
        facts.add(new Fact("Statements evicted", evictions(quality)));
        facts.add(new Fact(
                "Server started within the lookback",
                quality.restarts().isEmpty()
                        ? "no"
                        : String.join(
                                ", ",
                                quality.restarts().stream().map(figures::time).toList())));
        blocks.add(new Block.Facts(facts));
        double factor = report.scope().clockFactor();
        if (factor != 1) {
            blocks.add(new Block.Text("The clock of this report is simulated: one second on the server stands for "
                    + Figures.seconds(factor)
                    + " here. Times of day are simulated; every duration is the server's own, so"
                    + " database time per day is that of a simulated day of "
                    + Figures.seconds(86_400 / factor) + " on the server."));
        }
        missing(quality.notAssessable(), blocks);
        gaps(quality, blocks);
        thresholds(blocks);
        return new Section("quality", "How far this can be trusted", "", blocks);
    }

    private static String evictions(DataQuality quality) {
        return Double.isNaN(quality.evictions())
                ? "not known"
                : quality.evictions() == 0 ? "never" : Figures.count(quality.evictions()) + " times";
    }

    private static void missing(List<NotAssessable> missing, List<Block> blocks) {
        if (missing.isEmpty()) {
            blocks.add(new Block.Text("Every check could be made."));
            return;
        }
        blocks.add(new Block.Table(
                "What could not be judged",
                List.of(
                        new Column("Source or check", false, 22),
                        new Column("Why", false, 34),
                        new Column("What would allow it", false, 0)),
                missing.stream()
                        .map(one -> List.of(
                                Cell.code(one.check()),
                                Cell.of(one.reason()),
                                one.fix().isEmpty() ? Cell.of(Figures.UNKNOWN) : Cell.code(one.fix())))
                        .toList(),
                "A check that could not be made is neither good nor bad news."));
    }

    private void gaps(DataQuality quality, List<Block> blocks) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DataQuality.Gap gap : quality.gaps()) {
            rows.add(List.of(
                    Cell.of("no samples"),
                    Cell.of(figures.time(gap.from())),
                    Cell.number(Figures.duration(Duration.between(gap.from(), gap.to())))));
        }
        for (DataQuality.Reset reset : quality.resets()) {
            rows.add(List.of(
                    Cell.of("counters of " + reset.source() + " began anew"),
                    Cell.of(figures.time(reset.at())),
                    Cell.of("")));
        }
        if (rows.isEmpty()) {
            return;
        }
        String note = rows.size() > ROWS ? (rows.size() - ROWS) + " more are in report.json." : "";
        blocks.add(new Block.Table(
                "Gaps and resets",
                List.of(new Column("What", false, 0), new Column("At", false, 28), new Column("For", true, 22)),
                rows.subList(0, Math.min(ROWS, rows.size())),
                note));
    }

    /** Those that differ from the standard; a page of standard limits tells a reader nothing. */
    private void thresholds(List<Block> blocks) {
        List<Threshold> changed =
                report.thresholds().stream().filter(Threshold::overridden).toList();
        int standard = report.thresholds().size() - changed.size();
        if (changed.isEmpty()) {
            if (standard > 0) {
                blocks.add(
                        new Block.Text("All " + standard + " limits are the standard ones; report.json lists them."));
            }
            return;
        }
        blocks.add(new Block.Table(
                "Limits that the job file sets",
                List.of(
                        new Column("Limit", false, 26),
                        new Column("In force", true, 14),
                        new Column("Standard", true, 14),
                        new Column("Unit", false, 0)),
                changed.stream()
                        .map(one -> List.of(
                                Cell.code(one.name()),
                                Cell.styled(one.value(), "number changed"),
                                Cell.number(one.defaultValue()),
                                Cell.of(one.unit())))
                        .toList(),
                standard + " other limits are the standard ones; report.json lists them all."));
    }

    Section statements() {
        List<Block> blocks = new ArrayList<>();
        if (report.statements().isEmpty()) {
            blocks.add(new Block.Text("No statement is mentioned."));
        }
        for (Report.StatementText statement : report.statements()) {
            blocks.add(
                    new Block.Statement("statement-" + statement.fingerprint(), statement.id(), cut(statement.text())));
        }
        return new Section(
                "statements",
                "Appendix: texts of statements",
                "Constants are replaced; ids are stable across nights.",
                blocks);
    }

    /** Longer texts help nobody on paper; the JSON has them whole. */
    private static String cut(String text) {
        int most = 4000;
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "\n… " + (text.length() - end) + " more characters are in report.json";
    }

    Section glossary() {
        return new Section(
                "glossary",
                "Appendix: how to read this report",
                "",
                List.of(new Block.Terms(List.of(
                        new Fact(
                                "Database time",
                                "Time the server spends executing and planning statements, added up over all sessions."),
                        new Fact(
                                "Average active sessions",
                                "Database time per second of the clock: how many sessions execute at once."
                                        + " More than there are vCPUs means that some wait."),
                        new Fact(
                                "Baseline",
                                "The median of earlier, comparable days; of a statement, what its own past leads to expect"
                                        + " at that hour and load."),
                        new Fact(
                                "Saving",
                                "What a recommendation takes off the database time once those above it are in place."
                                        + " The interval holds in 80 % of cases."),
                        new Fact(
                                "Priority",
                                "From 0 to 100, made of the confident saving and of the probability that ignoring it hurts"
                                        + " users within 30 days. Without such a danger, 50 is worth 10 % of database time;"
                                        + " without a saving, the number is that probability in percent."),
                        new Fact(
                                "Risk",
                                "Probability that the action makes something worse: up to 10 % low, up to 25 % medium."),
                        new Fact(
                                "Severity",
                                "Critical: users are hurt now or within seven days. High: within 30 days, or a tenth of"
                                        + " database time. Medium: 3 % of it, or a clear risk. Low: hygiene."),
                        new Fact(
                                "Not judged",
                                "Something that the check needs could not be read. Neither good nor bad news.")))));
    }
}
