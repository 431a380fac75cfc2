package dev.nightjar.cli;

import static dev.nightjar.cli.HtmlText.escaped;
import static dev.nightjar.cli.HumanUnits.bytes;
import static dev.nightjar.cli.HumanUnits.count;
import static dev.nightjar.cli.HumanUnits.millis;
import static dev.nightjar.cli.HumanUnits.share;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.Origin;
import dev.nightjar.source.log.PlanEvent;
import dev.nightjar.source.log.StatementStats;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The sortable table of statements: the first by each figure, each with its details folded away. */
final class LogsHtmlStatements {
    private final LogDigest digest;
    private final int top;
    private final Map<Fingerprint, PlanEvent> plans = new HashMap<>();

    LogsHtmlStatements(LogDigest digest, int top) {
        this.digest = digest;
        this.top = top;
        digest.plans().forEach(plan -> plans.put(plan.fingerprint(), plan));
    }

    String section() {
        List<StatementStats> all = digest.byTotalTime();
        if (all.isEmpty()) {
            return "";
        }
        Set<StatementStats> chosen = new LinkedHashSet<>(all.subList(0, Math.min(top, all.size())));
        chosen.addAll(first(all, StatementStats::meanMs));
        chosen.addAll(first(all, statement -> (double) statement.calls()));
        chosen.addAll(first(all, StatementStats::maxMs));
        chosen.addAll(first(all, statement -> (double) statement.tempBytes()));
        chosen.addAll(first(all, statement -> (double) statement.errors()));
        List<StatementStats> shown = new ArrayList<>(chosen);
        shown.sort(Comparator.comparingDouble(StatementStats::totalMs)
                .reversed()
                .thenComparing(StatementStats::fingerprint));
        double sum = shown.stream().mapToDouble(StatementStats::totalMs).sum();
        StringBuilder html = new StringBuilder("<section id=\"statements\"><h2>Statements</h2><p class=\"note\">")
                .append(count(shown.size()))
                .append(" of ")
                .append(count(all.size()))
                .append(" statements, with ")
                .append(share(sum, digest.durationMs()))
                .append(" of the time: the first ")
                .append(top)
                .append(" by each column. Select a column to sort by it, a statement to see more of it.</p>")
                .append(
                        "<p class=\"tools\" hidden><label for=\"filter\">Find</label><input id=\"filter\" type=\"search\""
                                + " placeholder=\"table, column, user, fingerprint\"></p><table><thead><tr>");
        head(html, "total", "total", true);
        html.append("<th>share</th>");
        head(html, "calls", "calls", false);
        head(html, "mean", "mean", false);
        head(html, "p95", "p95", false);
        head(html, "max", "max", false);
        head(html, "temp", "temp files", false);
        head(html, "errors", "errors", false);
        html.append("<th>statement</th></tr></thead><tbody>");
        double longest = shown.get(0).totalMs();
        shown.forEach(statement -> row(html, statement, longest));
        return html.append("</tbody></table></section>").toString();
    }

    private List<StatementStats> first(List<StatementStats> all, ToDoubleFunction<StatementStats> figure) {
        return all.stream()
                .filter(statement -> figure.applyAsDouble(statement) > 0)
                .sorted(Comparator.comparingDouble(figure).reversed().thenComparing(StatementStats::fingerprint))
                .limit(top)
                .toList();
    }

    private static void head(StringBuilder html, String key, String title, boolean pressed) {
        html.append("<th><button type=\"button\" data-key=\"")
                .append(key)
                .append("\" aria-pressed=\"")
                .append(pressed)
                .append("\">")
                .append(title)
                .append("</button></th>");
    }

    private void row(StringBuilder html, StatementStats statement, double longest) {
        double p95 = statement.quantileMs(0.95);
        html.append(String.format(
                Locale.ROOT,
                "<tr data-total=\"%.3f\" data-calls=\"%d\" data-mean=\"%.6f\" data-p95=\"%.3f\" data-max=\"%.3f\" data-temp=\"%d\" data-errors=\"%d\">",
                statement.totalMs(),
                statement.calls(),
                statement.meanMs(),
                p95,
                statement.maxMs(),
                statement.tempBytes(),
                statement.errors()));
        cell(html, millis(statement.totalMs()));
        html.append(String.format(
                Locale.ROOT,
                "<td class=\"share\">%s<i style=\"width:%.1f%%\"></i></td>",
                escaped(share(statement.totalMs(), digest.durationMs())),
                100 * statement.totalMs() / Math.max(longest, 1e-9)));
        cell(html, count(statement.calls()));
        cell(html, millis(statement.meanMs()));
        cell(html, millis(p95));
        cell(html, millis(statement.maxMs()));
        cell(html, statement.tempBytes() == 0 ? "" : bytes(statement.tempBytes()));
        cell(html, statement.errors() == 0 ? "" : count(statement.errors()));
        html.append("<td class=\"text\"><details><summary><span class=\"sql\">")
                .append(HtmlText.statement(LogsTables.readable(statement.text())))
                .append("</span></summary>");
        details(html, statement);
        html.append("</details></td></tr>\n");
    }

    private void details(StringBuilder html, StatementStats statement) {
        html.append("<dl class=\"facts\">");
        fact(
                html,
                "Durations",
                "fastest " + millis(statement.minMs()) + ", half of the calls within "
                        + millis(statement.quantileMs(0.5)) + ", 95 % within " + millis(statement.quantileMs(0.95))
                        + ", 99 % within " + millis(statement.quantileMs(0.99)) + ", slowest "
                        + millis(statement.maxMs()));
        fact(
                html,
                "Seen",
                HumanUnits.time(statement.firstSeen()) + " to " + HumanUnits.time(statement.lastSeen()) + " UTC");
        fact(html, "Prepared", share(statement.prepared(), statement.calls()) + " of the calls");
        String origins = statement.origins().entrySet().stream()
                .filter(origin -> !LogsTables.who(origin.getKey()).isEmpty())
                .sorted(Map.Entry.<Origin, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(origin -> LogsTables.who(origin.getKey()) + " (" + count(origin.getValue()) + ")")
                .collect(Collectors.joining("; "));
        fact(html, "From", origins);
        fact(html, "Fingerprint", statement.fingerprint().toString());
        fact(
                html,
                "Query ids",
                statement.queryIds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        fact(html, "Values", String.join("  |  ", statement.samples()));
        html.append("</dl>");
        if (statement.hours().size() > 1) {
            html.append(HoursChart.of(statement.hours(), List.of()));
        }
        PlanEvent plan = plans.get(statement.fingerprint());
        if (plan != null) {
            html.append("<pre>Slowest logged plan, ")
                    .append(escaped(millis(plan.durationMs())))
                    .append(" at ")
                    .append(escaped(HumanUnits.time(plan.at())))
                    .append(" UTC\n\n")
                    .append(escaped(plan.redacted()))
                    .append("</pre>");
        }
    }

    private static void fact(StringBuilder html, String name, String value) {
        if (!value.isEmpty()) {
            html.append("<dt>")
                    .append(name)
                    .append("</dt><dd>")
                    .append(escaped(value))
                    .append("</dd>");
        }
    }

    private static void cell(StringBuilder html, String text) {
        html.append("<td>").append(escaped(text)).append("</td>");
    }
}
