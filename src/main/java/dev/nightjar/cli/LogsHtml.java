package dev.nightjar.cli;

import static dev.nightjar.cli.HtmlText.escaped;
import static dev.nightjar.cli.HumanUnits.bytes;
import static dev.nightjar.cli.HumanUnits.count;
import static dev.nightjar.cli.HumanUnits.counted;
import static dev.nightjar.cli.HumanUnits.millis;

import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of {@code nightjar logs} as one page that needs nothing else, not even its script. */
final class LogsHtml {
    private record Section(String id, String name, long figure, boolean bad, String html) {}

    private final LogAnalysis.Result result;
    private final LogDigest digest;
    private final LogsTables tables;
    private final int top;
    private final List<Section> sections = new ArrayList<>();

    LogsHtml(LogAnalysis.Result result, int top) {
        this.result = result;
        this.digest = result.digest();
        this.tables = new LogsTables(digest, top);
        this.top = top;
    }

    String page() {
        collect();
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                        + "<title>PostgreSQL log report</title><style>\n")
                .append(Packed.text("templates/logs.css"))
                .append("</style></head><body>");
        header(page);
        page.append("<nav aria-label=\"Sections\"><div>");
        for (Section section : sections) {
            page.append("<a href=\"#")
                    .append(section.id)
                    .append(section.bad ? "\" class=\"bad\">" : "\">")
                    .append(section.name);
            if (section.figure > 0) {
                page.append(" <b>").append(count(section.figure)).append("</b>");
            }
            page.append("</a>");
        }
        page.append("</div></nav><main>");
        tiles(page);
        sections.forEach(section -> page.append(section.html));
        return page.append(
                        "</main><footer>Made by nightjar logs. Times are UTC. Statements stand without their constants;")
                .append(" percentiles are exact to 1.6 %.</footer><script>\n")
                .append(Packed.text("templates/logs.js"))
                .append("</script></body></html>\n")
                .toString();
    }

    private void collect() {
        hours();
        String statements = new LogsHtmlStatements(digest, top).section();
        if (!statements.isEmpty()) {
            sections.add(new Section("statements", "Statements", 0, false, statements));
        }
        add("origins", "Origins", 0, false, tables.byOrigin());
        add("rows", "Rows", 0, false, tables.byRows());
        add("n-plus-one", "N+1", digest.nPlusOne().size(), true, tables.nPlusOne());
        add("repeats", "Repeated reads", digest.sessionRepeats().size(), false, tables.sessionRepeats());
        add("inserts", "Single INSERTs", digest.insertBatches().size(), false, tables.insertBatches());
        add("without-duration", "Without duration", LogCounter.STATEMENTS_WITHOUT_DURATION, tables.withoutDuration());
        add("chatty", "Chatty sessions", digest.chattySessions().size(), false, tables.chatty());
        add(
                "errors",
                "Errors",
                digest.count(LogCounter.ERRORS) + digest.count(LogCounter.FATALS),
                true,
                tables.failures());
        add("deadlocks", "Deadlocks", digest.count(LogCounter.DEADLOCKS), true, tables.deadlocks());
        add("locks", "Lock waits", digest.count(LogCounter.LOCK_WAITS), true, tables.lockWaits());
        add("temp", "Temporary files", LogCounter.TEMP_FILES, tables.tempFiles());
        add("autovacuum", "Autovacuum", LogCounter.AUTOVACUUMS, tables.autovacuum());
        add("checkpoints", "Checkpoints", LogCounter.CHECKPOINTS, tables.checkpoints());
        add("server", "Server", 0, false, tables.server());
    }

    private void hours() {
        String chart = HoursChart.of(digest.hours(), digest.errorHours());
        // One bar shows nothing that the tiles do not.
        if (digest.hours().size() > 1) {
            sections.add(new Section(
                    "hours",
                    "Hours",
                    0,
                    false,
                    "<section id=\"hours\"><h2>Time in statements by hour</h2>" + chart
                            + "<p class=\"legend\"><i></i>time in statements<i class=\"errors\"></i>hour with errors</p>"
                            + "</section>"));
        }
    }

    private void add(String id, String name, LogCounter counter, LogsTable table) {
        add(id, name, digest.count(counter), false, table);
    }

    private void add(String id, String name, long figure, boolean bad, LogsTable table) {
        if (!table.rows().isEmpty()) {
            sections.add(new Section(id, name, figure, bad && figure > 0, section(id, table)));
        }
    }

    private void header(StringBuilder page) {
        page.append("<header><h1>PostgreSQL log report</h1><p class=\"muted\" style=\"margin:0\">");
        if (digest.firstEntry().isPresent() && digest.lastEntry().isPresent()) {
            var first = digest.firstEntry().get();
            var last = digest.lastEntry().get();
            page.append(escaped(HumanUnits.time(first) + " to " + HumanUnits.time(last) + " UTC, "
                    + millis(Duration.between(first, last).toMillis())));
        }
        page.append("</p><ul class=\"files\">");
        int listed = 0;
        for (LogAnalysis.FileOutcome file : result.files()) {
            if (listed++ < 10) {
                page.append("<li><code>")
                        .append(escaped(file.name()))
                        .append("</code>, ")
                        .append(escaped(file.format().isEmpty() ? "not read" : file.format()))
                        .append(", ")
                        .append(escaped(bytes(file.bytes())))
                        .append("</li>");
            }
        }
        if (listed > 10) {
            page.append("<li>and ").append(count(listed - 10)).append(" more files</li>");
        }
        page.append("</ul>");
        for (LogAnalysis.FileOutcome file : result.files()) {
            if (!file.problem().isEmpty()) {
                alert(page, file.name() + " " + file.problem());
            }
        }
        digest.remarks().forEach(remark -> alert(page, remark));
        page.append("</header>");
    }

    private static void alert(StringBuilder page, String text) {
        page.append("<p class=\"alert\">").append(escaped(text)).append("</p>");
    }

    private void tiles(StringBuilder page) {
        page.append("<div class=\"tiles\">");
        long statements = digest.count(LogCounter.STATEMENTS);
        tile(page, "Statements", count(statements), count(digest.byTotalTime().size()) + " different", false);
        tile(page, "Time in statements", millis(digest.durationMs()), mean(statements), false);
        long errors = digest.count(LogCounter.ERRORS) + digest.count(LogCounter.FATALS);
        tile(
                page,
                "Errors",
                count(errors),
                count(digest.count(LogCounter.FATALS)) + " fatal, " + count(digest.count(LogCounter.CANCELLED))
                        + " cancelled",
                errors > 0);
        long deadlocks = digest.count(LogCounter.DEADLOCKS);
        tile(
                page,
                "Waits for locks",
                count(digest.count(LogCounter.LOCK_WAITS)),
                counted(deadlocks, "deadlock", "deadlocks"),
                deadlocks > 0);
        tile(
                page,
                "Temporary files",
                bytes(digest.count(LogCounter.TEMP_BYTES)),
                counted(digest.count(LogCounter.TEMP_FILES), "file", "files"),
                false);
        long sessions = digest.count(LogCounter.DISCONNECTIONS);
        tile(
                page,
                "Connections",
                count(digest.count(LogCounter.CONNECTIONS)),
                sessions == 0
                        ? ""
                        : "sessions of " + millis((double) digest.count(LogCounter.SESSION_MILLIS) / sessions),
                false);
        page.append("</div>");
        tables.sharing()
                .ifPresent(sharing -> page.append("<p class=\"muted\">")
                        .append(escaped(sharing))
                        .append(".</p>"));
    }

    private String mean(long statements) {
        return statements == 0 ? "" : millis(digest.durationMs() / statements) + " on average";
    }

    private static void tile(StringBuilder page, String label, String value, String more, boolean bad) {
        page.append(bad ? "<div class=\"tile bad\">" : "<div class=\"tile\">")
                .append("<div class=\"label\">")
                .append(label)
                .append("</div><div class=\"value\">")
                .append(escaped(value))
                .append("</div><div class=\"more\">")
                .append(escaped(more))
                .append("</div></div>");
    }

    private static String section(String id, LogsTable table) {
        StringBuilder html = new StringBuilder("<section id=\"" + id + "\"><h2>")
                .append(escaped(table.title()))
                .append("</h2><p class=\"note\">")
                .append(escaped(table.note()))
                .append("</p><table><thead><tr>");
        table.header().forEach(name -> html.append("<th>").append(escaped(name)).append("</th>"));
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < table.rows().size(); row++) {
            html.append("<tr>");
            List<String> cells = table.rows().get(row);
            for (int i = 0; i < cells.size() - 1; i++) {
                boolean bar = i == 0 && !table.bars().isEmpty();
                html.append("<td class=\"")
                        .append(bar ? "share" : kind(table.header().get(i), cells.get(i)))
                        .append("\">")
                        .append(escaped(cells.get(i)));
                if (bar) {
                    html.append(String.format(
                            Locale.ROOT,
                            "<i style=\"width:%.1f%%\"></i>",
                            100 * table.bars().get(row)));
                }
                html.append("</td>");
            }
            html.append("<td class=\"text\">")
                    .append(text(cells.get(cells.size() - 1)))
                    .append("</td></tr>\n");
        }
        html.append("</tbody></table>");
        if (table.more() > 0) {
            html.append("<p class=\"rest\">and ").append(count(table.more())).append(" more</p>");
        }
        return html.append("</section>").toString();
    }

    private static String kind(String column, String cell) {
        boolean word = cell.chars().allMatch(Character::isLetter) && !cell.isEmpty();
        return word && (column.equals("level") || column.equals("about")) ? column + "-" + cell : "";
    }

    /** The first line is what it is about, the others what belongs to it. */
    private static String text(String cell) {
        String[] lines = cell.split("\n", -1);
        StringBuilder html = new StringBuilder(escaped(lines[0]));
        for (int i = 1; i < lines.length; i++) {
            html.append("<div class=\"sub\">").append(escaped(lines[i])).append("</div>");
        }
        return html.toString();
    }
}
