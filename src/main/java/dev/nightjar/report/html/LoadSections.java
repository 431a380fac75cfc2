package dev.nightjar.report.html;

import dev.nightjar.report.DetectedSlowdowns;
import dev.nightjar.report.Load;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportFinding;
import dev.nightjar.report.Slowdown;
import dev.nightjar.report.StatementId;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.util.ArrayList;
import java.util.List;

/** Where database time goes, and what got slower. */
final class LoadSections {
    private static final int SHARES = 6;

    private final Report report;
    private final Figures figures;
    private final ReportCharts charts;
    private final FindingTables findings;

    LoadSections(Report report, Figures figures, ReportCharts charts) {
        this.report = report;
        this.figures = figures;
        this.charts = charts;
        this.findings = new FindingTables(report);
    }

    Section load() {
        Load load = report.load();
        List<Block> blocks = new ArrayList<>();
        if (load.byQuery().isEmpty() && load.byWaitClass().isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "No statement statistics and no session samples exist for this window; see data quality for the reason."));
        }
        if (load.activeSessions().values().stream().anyMatch(ReportCharts::hasValues)) {
            blocks.add(charts.activeSessions());
        }
        if (load.days().size() > 1 && load.days().stream().anyMatch(day -> day.secondsPerDay() > 0)) {
            blocks.add(charts.dbTimeByDay());
        }
        if (!load.byQuery().isEmpty()) {
            blocks.add(statements());
        }
        List<Block> shares = new ArrayList<>();
        shares("By what sessions wait for", load.byWaitClass(), shares);
        shares("By application, from session samples", load.byApplication(), shares);
        shares("By database", load.byDatabase(), shares);
        shares("By role", load.byRole(), shares);
        for (int i = 0; i + 1 < shares.size(); i += 2) {
            blocks.add(new Block.Beside(shares.subList(i, i + 2)));
        }
        if (shares.size() % 2 == 1) {
            blocks.add(shares.get(shares.size() - 1));
        }
        findings.of("Findings about statements", "PG-Q").ifPresent(blocks::add);
        return new Section(
                "load",
                "Where database time goes",
                "Database time is the time that the server spends on statements: with it, everything is compared.",
                blocks);
    }

    private Block statements() {
        List<List<Cell>> rows =
                report.load().byQuery().stream().map(LoadSections::statement).toList();
        return new Block.Table(
                "Heaviest statements in the window",
                List.of(
                        new Column("Id", false, 12),
                        new Column("Statement", false, 0),
                        new Column("Share", true, 8),
                        new Column("Time per day", true, 11),
                        new Column("Calls", true, 11),
                        new Column("Mean", true, 9),
                        new Column("Before", true, 9),
                        new Column("Rows per call", true, 8)),
                rows,
                "Before: mean per call earlier in the lookback. Full texts are in the appendix.");
    }

    private static List<Cell> statement(Load.StatementLoad one) {
        String id = StatementId.of(one.fingerprint());
        double change = one.meanMs() / one.baselineMeanMs();
        return List.of(
                id.isEmpty() ? Cell.of("") : Cell.linked(id, "statement-" + one.fingerprint()),
                id.isEmpty() ? Cell.styled(one.text(), "rest") : Cell.code(ShortText.of(one.text())),
                Cell.bar(Figures.percent(one.share()), one.share()),
                Cell.number(Figures.seconds(one.secondsPerDay())),
                Cell.number(Figures.count(one.calls())),
                Cell.styled(Figures.millis(one.meanMs()), change >= 1.3 ? "number worse" : "number"),
                Cell.number(Figures.millis(one.baselineMeanMs())),
                Cell.number(Figures.number(one.rowsPerCall())));
    }

    private static void shares(String title, List<Load.Share> shares, List<Block> blocks) {
        if (shares.isEmpty()) {
            return;
        }
        List<List<Cell>> rows = new ArrayList<>();
        double rest = 0;
        double restSeconds = 0;
        for (int i = 0; i < shares.size(); i++) {
            Load.Share share = shares.get(i);
            if (i < SHARES || shares.size() == SHARES + 1) {
                rows.add(share(share.name(), share.share(), share.secondsPerDay()));
            } else {
                rest += share.share();
                restSeconds += share.secondsPerDay();
            }
        }
        if (rest > 0) {
            rows.add(share((shares.size() - SHARES) + " others", rest, restSeconds));
        }
        blocks.add(new Block.Table(
                title,
                List.of(
                        new Column("Name", false, 0),
                        new Column("Share", true, 30),
                        new Column("Time per day", true, 26)),
                rows,
                ""));
    }

    private static List<Cell> share(String name, double share, double seconds) {
        return List.of(Cell.of(name), Cell.bar(Figures.percent(share), share), Cell.number(Figures.seconds(seconds)));
    }

    Section slowdowns() {
        List<Block> blocks = new ArrayList<>();
        int number = 1;
        for (Slowdown slowdown : report.regressions()) {
            if (number > DetectedSlowdowns.MOST_PICTURES) {
                blocks.add(new Block.Text((report.regressions().size() - number + 1)
                        + " more got slower and cost less each; report.json has them all."));
                break;
            }
            String id = StatementId.of(slowdown.fingerprint().toString());
            blocks.add(new Block.Heading(id + (slowdown.ongoing() ? "" : ", over by now")));
            blocks.add(new Block.Facts(facts(slowdown)));
            if (slowdown.trend().isPresent()) {
                blocks.add(charts.slowdown(slowdown, number));
            }
            blocks.add(new Block.Code("", ShortText.of(slowdown.text(), 220)));
            number++;
        }
        if (blocks.isEmpty()) {
            blocks.add(new Block.Text(
                    report.load().byQuery().isEmpty()
                            ? "There are no statement statistics, so this could not be judged."
                            : isTold(report.findings())
                                    ? "No statement stands out by itself; what changed for several at once is among the"
                                            + " findings."
                                    : "No statement is slower than its own past by more than its usual variation and that"
                                            + " of the load."));
        }
        if (!report.improvements().isEmpty()) {
            blocks.add(improvements());
        }
        return new Section(
                "slower",
                "What got slower",
                "Each statement is compared with its own past at the same hours and load.",
                blocks);
    }

    private static boolean isTold(List<ReportFinding> findings) {
        return findings.stream().anyMatch(finding -> finding.check().equals("PG-Q-REGRESSION"));
    }

    private Block improvements() {
        return new Block.Table(
                "What got faster",
                List.of(
                        new Column("Id", false, 12),
                        new Column("Statement", false, 0),
                        new Column("Before", true, 11),
                        new Column("After", true, 11),
                        new Column("Since", false, 18),
                        new Column("Saves per day", true, 12)),
                report.improvements().stream()
                        .limit(DetectedSlowdowns.MOST_PICTURES)
                        .map(this::improvement)
                        .toList(),
                report.improvements().size() > DetectedSlowdowns.MOST_PICTURES
                        ? "Per call, at equal load. The " + DetectedSlowdowns.MOST_PICTURES
                                + " that save most; report.json has all."
                        : "Per call, at equal load.");
    }

    private List<Cell> improvement(Slowdown one) {
        String fingerprint = one.fingerprint().toString();
        return List.of(
                Cell.linked(StatementId.of(fingerprint), "statement-" + fingerprint),
                Cell.code(ShortText.of(one.text())),
                Cell.number(cost(one, one.beforeMs())),
                Cell.number(cost(one, one.afterMs())),
                Cell.of(figures.time(one.onset())),
                Cell.number(Figures.seconds(-one.extraSecondsPerDay())));
    }

    private static String cost(Slowdown change, double value) {
        return change.metric().equals("mean_exec_time") ? Figures.millis(value) : Figures.number(value) + " blocks";
    }

    private List<Fact> facts(Slowdown slowdown) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "Before, after",
                cost(slowdown, slowdown.beforeMs()) + " → " + cost(slowdown, slowdown.afterMs()) + " per call"));
        facts.add(new Fact("Factor", Figures.number(slowdown.magnitude())));
        facts.add(new Fact("Costs per day", Figures.seconds(slowdown.extraSecondsPerDay())));
        facts.add(new Fact(
                "Since",
                figures.time(slowdown.onset())
                        + (slowdown.onsetLow().equals(slowdown.onsetHigh())
                                ? ""
                                : " (between " + figures.time(slowdown.onsetLow()) + " and "
                                        + figures.time(slowdown.onsetHigh()) + ")")));
        facts.add(new Fact("Suspected cause", slowdown.cause().isEmpty() ? "not known" : slowdown.cause()));
        return facts;
    }
}
