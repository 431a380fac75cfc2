package dev.nightjar.report.html;

import dev.nightjar.model.Evidence;
import dev.nightjar.model.Recommendation;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportFinding;
import dev.nightjar.report.ReportRecommendation;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.util.ArrayList;
import java.util.List;

/** What should be done: half a page for each of the best, a line for the rest. */
final class ActionCards {
    /** Nobody acts on more in a day. */
    private static final int CARDS = 10;

    private static final int PLAN_LINES = 14;

    private final Report report;

    ActionCards(Report report) {
        this.report = report;
    }

    static String anchor(ReportRecommendation one) {
        return "rec-" + one.id().replaceAll("[^A-Za-z0-9-]", "_");
    }

    static String risk(double risk) {
        return Double.isNaN(risk)
                ? Figures.UNKNOWN
                : (risk <= 0.1 ? "low" : risk <= 0.25 ? "medium" : "high") + " (" + Figures.percent(risk) + ")";
    }

    static String effort(double hours) {
        return Double.isNaN(hours)
                ? Figures.UNKNOWN
                : hours < 1 ? Math.round(hours * 60) + " min" : Figures.number(hours) + " h";
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        List<ReportRecommendation> active = report.recommendations().stream()
                .filter(ReportRecommendation::active)
                .toList();
        if (active.isEmpty()) {
            blocks.add(new Block.Text(nothing(report)));
        }
        active.stream().limit(CARDS).map(this::card).forEach(blocks::add);
        if (active.size() > CARDS) {
            blocks.add(further(active.subList(CARDS, active.size())));
        }
        List<ReportRecommendation> covered =
                report.recommendations().stream().filter(one -> !one.active()).toList();
        if (!covered.isEmpty()) {
            blocks.add(covered(covered));
        }
        return new Section(
                "actions",
                "What should be done",
                "In order of priority. Savings are what each adds to those above it, so they may be summed; intervals hold in"
                        + " 80 % of cases. Nothing here has been executed; recommendations.sql has the steps, rollback.sql"
                        + " their undo, redis-actions.txt what is no SQL.",
                blocks);
    }

    /** Why there is no recommendation. */
    static String nothing(Report report) {
        return report.load().byQuery().isEmpty()
                ? "Nothing can be recommended from what could be read."
                : "Nothing that would be worth the work.";
    }

    private Block card(ReportRecommendation one) {
        List<Block> parts = new ArrayList<>();
        List<ReportFinding> findings = report.findings().stream()
                .filter(finding -> one.findingIds().contains(finding.id()))
                .toList();
        for (ReportFinding finding : findings) {
            parts.add(new Block.Text(sentence(finding.title()) + " " + finding.explanation()));
        }
        if (!one.rationale().isEmpty()) {
            parts.add(new Block.Text("Why it helps: " + one.rationale()));
        }
        List<Evidence> evidence = findings.stream()
                .flatMap(finding -> finding.evidence().stream())
                .toList();
        evidence(evidence, parts);
        String language = switch (one.language()) {
            case SQL -> "SQL";
            case REDIS -> "Redis commands";
            case TEXT -> "To do";
        };
        String step = one.step()
                .map(place -> ", step " + place.number() + " of " + place.file())
                .orElse("");
        parts.add(new Block.Code(language + step, lines(one.apply(), one.language())));
        if (!one.rollback().isEmpty()) {
            parts.add(new Block.Code("Rollback", lines(one.rollback(), one.language())));
        }
        List<String> notes = new ArrayList<>();
        if (!one.verification().isEmpty()) {
            notes.add("How it will be verified: " + sentence(one.verification()));
        }
        one.group().ifPresent(group -> notes.add("Take only one of the group " + group + "."));
        if (!one.source().isEmpty()) {
            notes.add("Estimate from: " + sentence(one.source()));
        }
        notes.add("Confidence " + Figures.percent(one.priorityParts().confidence()) + ".");
        parts.add(new Block.Note(String.join(" ", notes)));
        return new Block.Action(
                anchor(one),
                one.id(),
                one.priority(),
                FirstPageWriter.name(one.band()),
                one.title(),
                facts(one),
                parts);
    }

    private static List<Fact> facts(ReportRecommendation one) {
        List<Fact> facts = new ArrayList<>();
        if (one.benefit().marginal().high() > 0) {
            facts.add(new Fact(
                    "Saves per day",
                    Figures.seconds(one.benefit().marginal().mid()) + " ("
                            + Figures.interval(one.benefit().marginal()) + ")"));
            if (one.benefit().standAlone().mid() > one.benefit().marginal().mid() * 1.05) {
                facts.add(new Fact(
                        "Alone", Figures.seconds(one.benefit().standAlone().mid())));
            }
        }
        if (one.priorityParts().probabilityOfHarm30d() >= 0.05) {
            facts.add(new Fact(
                    "Harm in 30 days if ignored",
                    Figures.percent(one.priorityParts().probabilityOfHarm30d())));
        }
        facts.add(new Fact("Risk", risk(one.priorityParts().risk())));
        facts.add(new Fact("Effort", effort(one.effortHours())));
        facts.add(new Fact("Blocks", one.lock().isEmpty() ? "nothing" : one.lock()));
        if (!one.downtime().equals("none")) {
            facts.add(new Fact("Needs", one.downtime()));
        }
        if (!Double.isNaN(one.bytesNeeded()) && one.bytesNeeded() != 0) {
            facts.add(new Fact(one.bytesNeeded() < 0 ? "Frees" : "Disk", Figures.bytes(Math.abs(one.bytesNeeded()))));
        }
        return facts;
    }

    /** Figures as a table; texts such as plans below it. */
    static void evidence(List<Evidence> evidence, List<Block> parts) {
        List<List<Cell>> rows = evidence.stream()
                .filter(one -> one.note().isEmpty())
                .distinct()
                .map(one -> List.of(
                        Cell.of(one.metric()),
                        Cell.number(Figures.measured(one.value(), one.unit())),
                        Cell.of(one.window()),
                        Cell.of(one.source())))
                .toList();
        if (!rows.isEmpty()) {
            parts.add(new Block.Table(
                    "",
                    List.of(
                            new Column("Evidence", false, 34),
                            new Column("Value", true, 20),
                            new Column("Window", false, 18),
                            new Column("Source", false, 28)),
                    rows,
                    ""));
        }
        evidence.stream()
                .filter(one -> !one.note().isEmpty())
                .distinct()
                .forEach(one -> parts.add(new Block.Code(
                        one.metric() + (one.source().isEmpty() ? "" : " (" + one.source() + ")"),
                        excerpt(one.note()))));
    }

    private static String excerpt(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() <= PLAN_LINES
                ? text
                : String.join("\n", lines.subList(0, PLAN_LINES)) + "\n… " + (lines.size() - PLAN_LINES)
                        + " more lines";
    }

    private static String lines(List<String> statements, Recommendation.Language language) {
        boolean sql = language == Recommendation.Language.SQL;
        return String.join(
                "\n",
                statements.stream()
                        .map(statement -> sql && !statement.stripTrailing().endsWith(";") ? statement + ";" : statement)
                        .toList());
    }

    private static String sentence(String words) {
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }

    private static Block further(List<ReportRecommendation> rest) {
        List<List<Cell>> rows = rest.stream()
                .map(one -> List.of(
                        Cell.number(String.valueOf(one.priority())),
                        Cell.of(one.title()),
                        Cell.number(
                                one.benefit().marginal().mid() > 0
                                        ? Figures.seconds(
                                                one.benefit().marginal().mid())
                                        : Figures.UNKNOWN),
                        Cell.of(risk(one.priorityParts().risk())),
                        Cell.number(effort(one.effortHours())),
                        Cell.code(one.id())))
                .toList();
        return new Block.Table(
                "Further recommendations",
                List.of(
                        new Column("Priority", true, 9),
                        new Column("Action", false, 0),
                        new Column("Saves per day", true, 14),
                        new Column("Risk", false, 13),
                        new Column("Effort", true, 9),
                        new Column("Id", false, 14)),
                rows,
                "Their statements are in recommendations.sql, the reasons in report.json.");
    }

    private static Block covered(List<ReportRecommendation> covered) {
        List<List<Cell>> rows = covered.stream()
                .map(one -> List.of(
                        Cell.code(one.id()),
                        Cell.of(one.title()),
                        Cell.number(Figures.seconds(one.benefit().standAlone().mid())),
                        Cell.code(String.join(" ", one.coveredBy()))))
                .toList();
        return new Block.Table(
                "Considered and left out",
                List.of(
                        new Column("Id", false, 14),
                        new Column("Action", false, 0),
                        new Column("Alone, per day", true, 16),
                        new Column("Covered by", false, 22)),
                rows,
                "Each would help alone, but what it saves is saved already by the recommendation that covers it.");
    }
}
