package dev.nightjar.report.html;

import dev.nightjar.model.Severity;
import dev.nightjar.report.FindingHistory;
import dev.nightjar.report.Load;
import dev.nightjar.report.NotAssessable;
import dev.nightjar.report.Report;
import dev.nightjar.report.ReportFinding;
import dev.nightjar.report.ReportRecommendation;
import dev.nightjar.report.Scope;
import dev.nightjar.report.Slowdown;
import dev.nightjar.report.StatementId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses what the first page says. */
public final class FirstPageWriter {
    private static final int CHANGES = 8;
    /** Good news that come before what is new. */
    private static final int RESOLVED = 2;

    private static final int UNASSESSED = 4;

    private final Report report;
    private final Figures figures;

    public FirstPageWriter(Report report) {
        this.report = report;
        this.figures = new Figures(java.time.ZoneId.of(report.scope().timezone()));
    }

    public FirstPage write() {
        List<FirstPage.Change> changes = changes();
        List<NotAssessable> missing = report.dataQuality().notAssessable();
        List<String> listed = new ArrayList<>(report.summary().actNow());
        listed.addAll(report.summary().top());
        long active = report.recommendations().stream()
                .filter(ReportRecommendation::active)
                .count();
        return new FirstPage(
                report.scope().instance(),
                window(),
                facts(),
                name(report.summary().level()),
                report.summary().verdict(),
                counts(),
                List.of(activeSessions(), dbTime(), topStatement()),
                items(report.summary().actNow(), 1),
                items(report.summary().top(), 1 + report.summary().actNow().size()),
                ActionCards.nothing(report),
                (int) active - listed.size(),
                changes.subList(0, Math.min(CHANGES, changes.size())),
                Math.max(0, changes.size() - CHANGES),
                missing.size(),
                missing.stream()
                        .limit(UNASSESSED)
                        .map(one -> one.check() + ": " + one.reason())
                        .toList());
    }

    static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private String window() {
        Scope scope = report.scope();
        return figures.time(scope.windowStart()) + " to " + figures.time(scope.windowEnd()) + " " + scope.timezone();
    }

    private List<String> facts() {
        Scope scope = report.scope();
        List<String> facts = new ArrayList<>();
        facts.add(scope.engine() + (scope.version().isEmpty() ? ", not reached" : " " + scope.version()));
        if (!scope.role().equals("unknown")) {
            facts.add(scope.role());
        }
        facts.add(Double.isNaN(scope.vcpus()) ? "vCPUs not given" : Figures.number(scope.vcpus()) + " vCPUs");
        facts.add(
                figures.time(scope.windowStart()) + " to " + figures.time(scope.windowEnd()) + " " + scope.timezone());
        Duration length = Duration.between(scope.windowStart(), scope.windowEnd());
        double seen = length.toMinutes() * report.dataQuality().windowCoverage();
        facts.add("samples cover " + Figures.seconds(Math.round(seen) * 60.0) + " of "
                + Figures.seconds(length.toMinutes() * 60.0));
        report.dataQuality().resets().stream()
                .filter(reset -> !reset.at().isBefore(scope.windowStart()))
                .findFirst()
                .ifPresent(reset -> facts.add("statistics reset at " + figures.time(reset.at())));
        return facts;
    }

    private String counts() {
        Map<Severity, Integer> counts = new TreeMap<>();
        report.findings().forEach(finding -> counts.merge(finding.severity(), 1, Integer::sum));
        List<String> words = new ArrayList<>();
        counts.forEach((severity, count) -> words.add(count + " " + name(severity)));
        return report.findings().isEmpty() ? "No findings" : "Findings: " + String.join(", ", words);
    }

    private FirstPage.Tile activeSessions() {
        Load.Figure active = report.load().averageActiveSessions();
        double vcpus = report.scope().vcpus();
        String value = Figures.number(active.value());
        String note = Double.isNaN(vcpus)
                ? "mean number of sessions that execute"
                : Figures.percent(active.value() / vcpus) + " of " + Figures.number(vcpus) + " vCPUs";
        return new FirstPage.Tile(
                "Average active sessions", value, against(active, Figures.number(active.baseline())), note);
    }

    private FirstPage.Tile dbTime() {
        Load.Figure time = report.load().dbTimeSecondsPerDay();
        String range = Double.isNaN(time.low())
                ? "execution and planning of all statements"
                : "usual: " + Figures.seconds(time.low()) + " to " + Figures.seconds(time.high());
        return new FirstPage.Tile(
                "Database time per day",
                Figures.seconds(time.value()),
                against(time, Figures.seconds(time.baseline())),
                range);
    }

    private FirstPage.Tile topStatement() {
        Optional<Load.StatementLoad> top = report.load().byQuery().stream()
                .filter(statement -> !statement.fingerprint().isEmpty())
                .findFirst();
        if (top.isEmpty()) {
            return new FirstPage.Tile("Heaviest statement", Figures.UNKNOWN, "no statement statistics", "");
        }
        Load.StatementLoad statement = top.get();
        boolean hasP95 = !Double.isNaN(statement.p95Ms());
        String share = StatementId.of(statement.fingerprint()) + ", " + Figures.percent(statement.share())
                + " of database time";
        double change = statement.meanMs() / statement.baselineMeanMs() - 1;
        String comparison = Double.isNaN(change)
                ? "mean " + Figures.millis(statement.meanMs()) + ", no baseline"
                : "mean " + Figures.millis(statement.meanMs()) + ", " + Figures.change(change) + " from "
                        + Figures.millis(statement.baselineMeanMs());
        return new FirstPage.Tile(
                hasP95 ? "Heaviest statement, 95th percentile" : "Heaviest statement, mean",
                Figures.millis(hasP95 ? statement.p95Ms() : statement.meanMs()),
                comparison,
                share);
    }

    private static String against(Load.Figure figure, String baseline) {
        if (Double.isNaN(figure.value())) {
            return "not known";
        }
        return Double.isNaN(figure.change())
                ? "no baseline yet"
                : Figures.change(figure.change()) + " from a baseline of " + baseline;
    }

    private List<FirstPage.Item> items(List<String> ids, int firstRank) {
        List<FirstPage.Item> items = new ArrayList<>();
        for (String id : ids) {
            report.recommendations().stream()
                    .filter(one -> one.id().equals(id))
                    .findFirst()
                    .ifPresent(one -> items.add(item(one, firstRank + items.size())));
        }
        return items;
    }

    private FirstPage.Item item(ReportRecommendation one, int rank) {
        return new FirstPage.Item(
                rank,
                one.priority(),
                name(one.band()),
                one.title(),
                saving(one),
                one.benefit().marginal().high() > 0
                        ? Figures.interval(one.benefit().marginal())
                        : "",
                ActionCards.risk(one.priorityParts().risk()),
                ActionCards.effort(one.effortHours()),
                one.lock().isEmpty() ? "nothing" : one.lock(),
                one.id(),
                ActionCards.anchor(one));
    }

    private static String saving(ReportRecommendation one) {
        if (one.benefit().marginal().mid() > 0) {
            String seconds = Figures.seconds(one.benefit().marginal().mid()) + " a day";
            double share = one.benefit().shareOfLoad();
            return Double.isNaN(share) ? seconds : seconds + " (" + Figures.percent(share) + ")";
        }
        double harm = one.priorityParts().probabilityOfHarm30d();
        if (harm >= 0.05) {
            return "averts harm, " + Figures.percent(harm) + " likely in 30 days";
        }
        return one.bytesNeeded() < 0 ? "frees " + Figures.bytes(-one.bytesNeeded()) : "no database time";
    }

    /** What got slower or worse, some good news, what is new, and the rest. */
    private List<FirstPage.Change> changes() {
        List<FirstPage.Change> changes = new ArrayList<>();
        for (Slowdown slowdown : report.regressions()) {
            if (slowdown.ongoing()) {
                changes.add(new FirstPage.Change(
                        "Slower",
                        "high",
                        StatementId.of(slowdown.fingerprint().toString()) + " takes "
                                + Figures.number(slowdown.magnitude())
                                + (slowdown.metric().equals("mean_exec_time")
                                        ? " times as long since "
                                        : " times the blocks since ")
                                + figures.time(slowdown.onset())
                                + (slowdown.cause().isEmpty() ? "" : ": " + slowdown.cause())));
            }
        }
        findings(FindingHistory.Status.WORSE, "Worse", changes);
        List<FirstPage.Change> resolved = report.summary().resolved().stream()
                .map(one -> new FirstPage.Change("Resolved", "resolved", one.title()))
                .toList();
        int good = Math.min(RESOLVED, resolved.size());
        changes.addAll(resolved.subList(0, good));
        findings(FindingHistory.Status.NEW, "New", changes);
        changes.addAll(resolved.subList(good, resolved.size()));
        findings(FindingHistory.Status.BETTER, "Better", changes);
        return changes;
    }

    private boolean isToldAsSlowdown(ReportFinding finding) {
        return finding.check().equals("PG-Q-REGRESSION")
                && report.regressions().stream()
                        .anyMatch(slowdown -> slowdown.ongoing()
                                && finding.fingerprints()
                                        .contains(slowdown.fingerprint().toString()));
    }

    private void findings(FindingHistory.Status status, String word, List<FirstPage.Change> changes) {
        for (ReportFinding finding : report.findings()) {
            if (finding.status() == status
                    && finding.kind() != ReportFinding.Kind.SYMPTOM
                    && !isToldAsSlowdown(finding)) {
                changes.add(new FirstPage.Change(word, name(finding.severity()), finding.title()));
            }
        }
    }
}
