package dev.nightjar.cli;

import static dev.nightjar.cli.HumanUnits.bytes;
import static dev.nightjar.cli.HumanUnits.count;
import static dev.nightjar.cli.HumanUnits.counted;
import static dev.nightjar.cli.HumanUnits.millis;

import dev.nightjar.source.log.HourBuckets;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The report of {@code nightjar logs} for a terminal. */
final class LogsTerminal {
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String RED = "\u001b[31m";
    private static final String CYAN = "\u001b[36m";
    private static final String PLAIN = "\u001b[0m";
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";
    private static final int BAR = 8;
    private static final int MOST_DAYS = 31;

    private final LogAnalysis.Result result;
    private final LogDigest digest;
    private final LogsTables tables;
    private final boolean colored;
    private final int columns;
    private final PrintWriter out;

    LogsTerminal(LogAnalysis.Result result, int top, boolean colored, int columns, PrintWriter out) {
        this.result = result;
        this.digest = result.digest();
        this.tables = new LogsTables(digest, top);
        this.colored = colored;
        this.columns = columns;
        this.out = out;
    }

    void print() {
        head();
        hours();
        table(tables.byTotal());
        table(tables.byMean());
        table(tables.byCalls());
        table(tables.byOrigin());
        table(tables.byRows());
        table(tables.withoutDuration());
        table(tables.nPlusOne());
        table(tables.sessionRepeats());
        table(tables.insertBatches());
        table(tables.chatty());
        table(tables.failures());
        table(tables.deadlocks());
        table(tables.lockWaits());
        table(tables.tempFiles());
        table(tables.autovacuum());
        table(tables.checkpoints());
        table(tables.server());
    }

    private void head() {
        long files = result.files().stream().filter(file -> file.bytes() > 0).count();
        line(
                BOLD,
                "PostgreSQL log, " + files + (files == 1 ? " file, " : " files, ")
                        + bytes(digest.count(LogCounter.BYTES)));
        if (digest.firstEntry().isPresent() && digest.lastEntry().isPresent()) {
            var first = digest.firstEntry().get();
            var last = digest.lastEntry().get();
            line(
                    DIM,
                    HumanUnits.time(first) + " to " + HumanUnits.time(last) + " UTC, "
                            + millis(Duration.between(first, last).toMillis()));
        }
        out.println();
        List<String> figures = new ArrayList<>();
        figures.add(counted(digest.count(LogCounter.ENTRIES), "entry", "entries"));
        figures.add(counted(digest.count(LogCounter.STATEMENTS), "statement", "statements") + " in "
                + millis(digest.durationMs()));
        figure(
                figures,
                LogCounter.STATEMENTS_WITHOUT_DURATION,
                "statement without a duration",
                "statements without a duration");
        figure(figures, LogCounter.ERRORS, "error", "errors");
        figure(figures, LogCounter.FATALS, "fatal error", "fatal errors");
        figure(figures, LogCounter.WARNINGS, "warning", "warnings");
        figure(figures, LogCounter.CANCELLED, "cancelled", "cancelled");
        figure(figures, LogCounter.DEADLOCKS, "deadlock", "deadlocks");
        figure(figures, LogCounter.LOCK_WAITS, "wait for a lock", "waits for locks");
        if (digest.count(LogCounter.TEMP_FILES) > 0) {
            figures.add(counted(digest.count(LogCounter.TEMP_FILES), "temporary file", "temporary files") + ", "
                    + bytes(digest.count(LogCounter.TEMP_BYTES)));
        }
        figure(figures, LogCounter.CHECKPOINTS, "checkpoint", "checkpoints");
        figure(figures, LogCounter.AUTOVACUUMS, "autovacuum", "autovacuums");
        figure(figures, LogCounter.AUTOANALYZES, "autoanalyze", "autoanalyzes");
        figure(figures, LogCounter.CONNECTIONS, "connection", "connections");
        if (digest.count(LogCounter.DISCONNECTIONS) > 0) {
            figures.add("sessions of "
                    + millis((double) digest.count(LogCounter.SESSION_MILLIS) / digest.count(LogCounter.DISCONNECTIONS))
                    + " on average");
        }
        figure(figures, LogCounter.PLANS, "plan", "plans");
        figure(figures, LogCounter.SKIPPED_LINES, "line that belongs to no entry", "lines that belong to no entry");
        wrapped(figures);
        tables.sharing().ifPresent(sharing -> line(DIM, "  " + sharing));
        LogDigest.Rest rest = digest.rest();
        if (rest.statements() > 0) {
            line(
                    DIM,
                    "  " + counted(rest.statements(), "statement", "statements") + " with "
                            + counted(rest.calls(), "call", "calls") + " and "
                            + millis(rest.totalMs()) + ", counted in the sums only");
        }
    }

    private void figure(List<String> figures, LogCounter counter, String one, String several) {
        if (digest.count(counter) > 0) {
            figures.add(counted(digest.count(counter), one, several));
        }
    }

    private void wrapped(List<String> figures) {
        StringBuilder line = new StringBuilder("  ");
        for (String figure : figures) {
            if (line.length() > 2 && line.length() + figure.length() + 3 > Math.min(columns, 110)) {
                out.println(line);
                line.setLength(2);
            }
            line.append(line.length() > 2 ? " · " : "").append(figure);
        }
        out.println(line);
    }

    /** A line a day, a column an hour. */
    private void hours() {
        List<HourBuckets.Hour> hours = digest.hours();
        if (hours.size() < 2) {
            return;
        }
        Map<LocalDate, long[]> days = new TreeMap<>();
        Map<LocalDate, Long> calls = new TreeMap<>();
        long most = 1;
        for (HourBuckets.Hour hour : hours) {
            var at = hour.start().atZone(ZoneOffset.UTC);
            days.computeIfAbsent(at.toLocalDate(), day -> new long[24])[at.getHour()] += hour.micros();
            calls.merge(at.toLocalDate(), hour.calls(), Long::sum);
            most = Math.max(most, hour.micros());
        }
        title("Time in statements by hour", "UTC; the highest hour is " + millis(most / 1000.0));
        line(DIM, "              0     3     6     9     12    15    18    21");
        int skipped = Math.max(0, days.size() - MOST_DAYS);
        for (Map.Entry<LocalDate, long[]> day : days.entrySet()) {
            if (skipped-- > 0) {
                continue;
            }
            StringBuilder cells = new StringBuilder();
            for (long micros : day.getValue()) {
                cells.append(String.valueOf(height((double) micros / most)).repeat(2));
            }
            double sum = LongStream.of(day.getValue()).sum() / 1000.0;
            out.println("  " + style(DIM, day.getKey().toString()) + "  " + style(CYAN, cells.toString()) + "  "
                    + right(millis(sum), 12) + right(count(calls.getOrDefault(day.getKey(), 0L)), 12) + " calls");
        }
        if (days.size() > MOST_DAYS) {
            line(DIM, "  the last " + MOST_DAYS + " of " + days.size() + " days");
        }
    }

    private static char height(double share) {
        int eighths = (int) Math.ceil(Math.max(0, Math.min(1, share)) * 8);
        return " ▁▂▃▄▅▆▇█".charAt(eighths);
    }

    private void table(LogsTable table) {
        if (table.rows().isEmpty()) {
            return;
        }
        title(table.title(), table.note());
        int last = table.header().size() - 1;
        int[] widths = new int[last + 1];
        for (int i = 0; i < last; i++) {
            widths[i] = table.header().get(i).length();
            for (List<String> row : table.rows()) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        boolean bars = !table.bars().isEmpty();
        StringBuilder head = new StringBuilder(bars ? " ".repeat(BAR + 2) : "");
        for (int i = 0; i < last; i++) {
            head.append("  ").append(right(table.header().get(i), widths[i]));
        }
        line(DIM, head + "  " + table.header().get(last));
        for (int row = 0; row < table.rows().size(); row++) {
            List<String> cells = table.rows().get(row);
            StringBuilder figures = new StringBuilder();
            for (int i = 0; i < last; i++) {
                figures.append("  ").append(right(cells.get(i), widths[i]));
            }
            int indent = figures.length() + (bars ? BAR + 2 : 0);
            String bar = bars ? "  " + style(CYAN, bar(table.bars().get(row), BAR)) : "";
            String[] texts = cells.get(last).split("\n", -1);
            boolean severe = cells.contains("FATAL") || cells.contains("PANIC") || cells.contains("crash");
            out.println(bar + figures + "  " + style(severe ? RED : "", cut(texts[0], indent)));
            for (int i = 1; i < texts.length; i++) {
                out.println(" ".repeat(indent + 2) + style(DIM, cut(texts[i], indent)));
            }
        }
        if (table.more() > 0) {
            line(DIM, "  and " + count(table.more()) + " more");
        }
    }

    private String cut(String text, int indent) {
        String clean = printable(text);
        int room = Math.max(30, columns - indent - 2);
        return clean.length() > room ? clean.substring(0, room - 1) + "…" : clean;
    }

    private void title(String title, String note) {
        out.println();
        out.println(style(BOLD, title) + (note.isEmpty() ? "" : "   " + style(DIM, note)));
    }

    private void line(String style, String text) {
        out.println(style(style, text));
    }

    private String style(String code, String text) {
        return colored && !code.isEmpty() ? code + text + PLAIN : text;
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }

    private static String bar(double share, int cells) {
        int eighths = (int) Math.round(Math.max(0, Math.min(1, share)) * cells * 8);
        String full = "█".repeat(eighths / 8);
        String part = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
        return String.format(Locale.ROOT, "%-" + cells + "s", full + part);
    }

    /** A log may hold what moves a terminal's cursor or turns its text around. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
    }
}
