package dev.nightjar.cli;

import dev.nightjar.source.log.LogAnalysis;
import java.io.PrintStream;
import java.util.List;

/** The report of {@code nightjar logs} for a terminal. */
final class LogsTerminal {
    /** Characters of a statement that are shown. */
    private static final int WIDTH = 160;

    private final List<LogsTables.Table> tables;

    LogsTerminal(LogAnalysis.Result result, int top) {
        tables = new LogsTables(result, top).all();
    }

    void print(PrintStream out) {
        for (LogsTables.Table table : tables) {
            out.println();
            out.println(table.title());
            print(table.header(), out, widths(table));
            for (List<String> row : table.rows()) {
                print(row, out, widths(table));
            }
        }
    }

    private static int[] widths(LogsTables.Table table) {
        int[] widths = new int[table.header().size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = table.header().get(i).length();
            for (List<String> row : table.rows()) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static void print(List<String> row, PrintStream out, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String cell = printable(row.get(i));
            if (i == row.size() - 1) {
                line.append("  ").append(cell.length() > WIDTH ? cell.substring(0, WIDTH - 3) + "..." : cell);
            } else {
                line.append("  ")
                        .append(" ".repeat(Math.max(0, widths[i] - cell.length())))
                        .append(cell);
            }
        }
        out.println(line);
    }

    /** A log may hold what moves a terminal's cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
