package dev.nightjar.cli;

import dev.nightjar.source.log.LogAnalysis;
import java.util.List;

/** The report of {@code nightjar logs} as one page that needs nothing else. */
final class LogsHtml {
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c2330}
            h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2.2rem}
            table{border-collapse:collapse;width:100%}
            th,td{padding:.3rem .6rem;border-bottom:1px solid #dde2ea;text-align:right;vertical-align:top}
            th:last-child,td:last-child{text-align:left;width:60%}
            td:last-child{font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
            """;

    private final LogAnalysis.Result result;
    private final List<LogsTables.Table> tables;

    LogsHtml(LogAnalysis.Result result, int top) {
        this.result = result;
        this.tables = new LogsTables(result, top).all();
    }

    String page() {
        StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<title>PostgreSQL log</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>PostgreSQL log</h1><p>");
        for (LogAnalysis.FileOutcome file : result.files()) {
            page.append(escaped(file.name() + ": " + file.format() + " " + file.problem()))
                    .append("<br>");
        }
        result.digest().remarks().forEach(remark -> page.append(escaped(remark)).append("<br>"));
        page.append("</p>");
        for (LogsTables.Table table : tables) {
            page.append("<h2>").append(escaped(table.title())).append("</h2><table><thead>");
            row(page, "th", table.header());
            page.append("</thead><tbody>");
            table.rows().forEach(row -> row(page, "td", row));
            page.append("</tbody></table>");
        }
        return page.append("</body></html>\n").toString();
    }

    private static void row(StringBuilder page, String tag, List<String> cells) {
        page.append("<tr>");
        for (String cell : cells) {
            page.append('<')
                    .append(tag)
                    .append('>')
                    .append(escaped(cell))
                    .append("</")
                    .append(tag)
                    .append('>');
        }
        page.append("</tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
