package dev.nightjar.cli;

import dev.nightjar.source.log.EventTable;
import dev.nightjar.source.log.HourBuckets;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.RepeatTable;
import dev.nightjar.source.log.StatementStats;
import dev.nightjar.sql.Fingerprinter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The report of a log as titled tables of text, for the terminal and for HTML. */
final class LogsTables {
    /** A table; all columns but the last are figures. */
    record Table(String title, List<String> header, List<List<String>> rows) {}

    private final LogDigest digest;
    private final int top;

    LogsTables(LogAnalysis.Result result, int top) {
        this.digest = result.digest();
        this.top = top;
    }

    List<Table> all() {
        List<Table> tables = new ArrayList<>();
        tables.add(totals());
        tables.add(statements("Statements by total time", Comparator.comparingDouble(StatementStats::totalMs)));
        tables.add(statements("Statements by mean time", Comparator.comparingDouble(StatementStats::meanMs)));
        tables.add(statements("Statements by calls", Comparator.comparingDouble(StatementStats::calls)));
        tables.add(tempFiles());
        tables.add(repeats());
        tables.add(events("Errors and warnings", digest.failures()));
        tables.add(events("Waits for locks", digest.lockWaits()));
        tables.add(events("Autovacuum", digest.maintenance()));
        tables.add(events("Server", digest.server()));
        tables.add(hours());
        tables.removeIf(table -> table.rows().isEmpty());
        return tables;
    }

    private Table totals() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                digest.firstEntry().map(Object::toString).orElse("?"),
                "first entry, last one "
                        + digest.lastEntry().map(Object::toString).orElse("?")));
        for (LogCounter counter : LogCounter.values()) {
            if (digest.count(counter) != 0) {
                rows.add(List.of(
                        String.format(Locale.ROOT, "%,d", digest.count(counter)),
                        counter.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
            }
        }
        return new Table("Totals", List.of("", ""), rows);
    }

    private Table statements(String title, Comparator<StatementStats> order) {
        double all = Math.max(digest.durationMs(), 1e-9);
        List<List<String>> rows = digest.byTotalTime().stream()
                .sorted(order.reversed().thenComparing(StatementStats::fingerprint))
                .limit(top)
                .map(statement -> List.of(
                        figure(statement.totalMs()),
                        figure(100 * statement.totalMs() / all),
                        String.format(Locale.ROOT, "%,d", statement.calls()),
                        figure(statement.meanMs()),
                        figure(statement.quantileMs(0.95)),
                        figure(statement.maxMs()),
                        readable(statement.text())))
                .toList();
        return new Table(title, List.of("total ms", "%", "calls", "mean", "p95", "max", "statement"), rows);
    }

    private Table tempFiles() {
        List<List<String>> rows = digest.statements().stream()
                .filter(statement -> statement.tempFiles() > 0)
                .sorted(Comparator.comparingLong(StatementStats::tempBytes)
                        .reversed()
                        .thenComparing(StatementStats::fingerprint))
                .limit(top)
                .map(statement -> List.of(
                        String.format(Locale.ROOT, "%,d", statement.tempBytes()),
                        Long.toString(statement.tempFiles()),
                        readable(statement.text())))
                .toList();
        return new Table("Temporary files", List.of("bytes", "files", "statement"), rows);
    }

    private Table repeats() {
        List<List<String>> rows = new ArrayList<>();
        for (RepeatTable.Repeat repeat : digest.nPlusOne()) {
            rows.add(List.of(
                    Long.toString(repeat.occurrences()),
                    figure(repeat.callsPerOccurrence()),
                    figure(repeat.totalMs()),
                    readable(repeat.text()) + "  after  " + readable(repeat.parent())));
        }
        return new Table(
                "Repeated in one transaction (N+1)",
                List.of("transactions", "calls each", "total ms", "statement"),
                rows.subList(0, Math.min(top, rows.size())));
    }

    private Table events(String title, EventTable table) {
        List<List<String>> rows = new ArrayList<>();
        for (EventTable.Occurrence event : table.list()) {
            String text = event.key().text().isEmpty()
                    ? event.statement()
                    : event.key().text();
            String other = event.key().other().isEmpty()
                    ? ""
                    : "  held by  " + event.key().other();
            rows.add(List.of(
                    Long.toString(event.count()),
                    figure(event.micros() / 1000.0),
                    (event.key().kind() + " " + event.key().code()).strip() + "  " + text + other));
        }
        List<List<String>> shown = new ArrayList<>(rows.subList(0, Math.min(top, rows.size())));
        long more = rows.size() - shown.size() + table.more();
        if (more > 0) {
            shown.add(List.of("", "", "and " + more + " more"));
        }
        return new Table(title, List.of("count", "ms", "what"), shown);
    }

    private Table hours() {
        List<List<String>> rows = new ArrayList<>();
        for (HourBuckets.Hour hour : digest.hours()) {
            rows.add(List.of(
                    String.format(Locale.ROOT, "%,d", hour.calls()),
                    figure(hour.micros() / 1000.0),
                    hour.start().toString()));
        }
        return new Table("Hours", List.of("calls", "ms", "hour (UTC)"), rows);
    }

    private static String readable(String canonical) {
        return canonical.isEmpty()
                ? "(unknown)"
                : Fingerprinter.canonical(canonical).readable();
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "?" : String.format(Locale.ROOT, "%,.1f", value);
    }
}
