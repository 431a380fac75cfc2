package dev.nightjar.report.html;

import dev.nightjar.report.FindingHistory;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportFinding;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Findings as rows, by the families of checks that a section is about. */
final class FindingTables {
    private final Report report;

    FindingTables(Report report) {
        this.report = report;
    }

    /** The findings of checks that begin with one of the prefixes; empty when there are none. */
    Optional<Block> of(String title, String... prefixes) {
        return table(
                title,
                report.findings().stream()
                        .filter(finding -> Arrays.stream(prefixes).anyMatch(finding.check()::startsWith))
                        .toList());
    }

    /** The findings of checks that no other section shows. */
    Optional<Block> besides(String title, List<String> prefixes) {
        return table(
                title,
                report.findings().stream()
                        .filter(finding -> prefixes.stream().noneMatch(finding.check()::startsWith))
                        .toList());
    }

    private Optional<Block> table(String title, List<ReportFinding> findings) {
        if (findings.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = findings.stream().map(this::row).toList();
        return Optional.of(new Block.Table(
                title,
                List.of(
                        new Column("Severity", false, 10),
                        new Column("Finding", false, 0),
                        new Column("DB time", true, 9),
                        new Column("Since last night", false, 15),
                        new Column("Answered by", false, 14)),
                rows,
                ""));
    }

    private List<Cell> row(ReportFinding finding) {
        return List.of(
                Cell.styled(
                        FirstPageWriter.name(finding.severity()),
                        "severity " + FirstPageWriter.name(finding.severity())),
                Cell.of(finding.title()),
                Cell.number(Figures.percent(finding.impact().share())),
                Cell.of(status(finding)),
                report.recommendations().stream()
                        .filter(one -> one.active() && one.findingIds().contains(finding.id()))
                        .findFirst()
                        .map(one -> Cell.linked(one.id(), ActionCards.anchor(one)))
                        .orElse(Cell.of(finding.kind() == ReportFinding.Kind.SYMPTOM ? "its cause" : Figures.UNKNOWN)));
    }

    private static String status(ReportFinding finding) {
        String word = finding.status().name().toLowerCase(Locale.ROOT);
        return finding.status() == FindingHistory.Status.NEW
                ? word
                : word + ", " + finding.nightsSeen() + (finding.nightsSeen() == 1 ? " night" : " nights");
    }
}
