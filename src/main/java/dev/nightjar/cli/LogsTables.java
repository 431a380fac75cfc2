package dev.nightjar.cli;

import static dev.nightjar.cli.HumanUnits.bytes;
import static dev.nightjar.cli.HumanUnits.count;
import static dev.nightjar.cli.HumanUnits.millis;
import static dev.nightjar.cli.HumanUnits.share;

import dev.nightjar.source.log.ChattySessions;
import dev.nightjar.source.log.Checkpoint;
import dev.nightjar.source.log.DeadlockEvent;
import dev.nightjar.source.log.EventTable;
import dev.nightjar.source.log.LogCounter;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.MaintenanceTable;
import dev.nightjar.source.log.Origin;
import dev.nightjar.source.log.PlanEvent;
import dev.nightjar.source.log.RepeatTable;
import dev.nightjar.source.log.StatementStats;
import dev.nightjar.source.log.plan.PlanNode;
import dev.nightjar.sql.ReadableSql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The tables of a log's report, for the terminal and for HTML. */
final class LogsTables {
    private final LogDigest digest;
    private final int top;

    LogsTables(LogDigest digest, int top) {
        this.digest = digest;
        this.top = top;
    }

    /** Statements by one figure; the bar is their share of it. */
    LogsTable statements(String title, String note, ToDoubleFunction<StatementStats> figure) {
        double whole = Math.max(digest.durationMs(), 1e-9);
        List<StatementStats> order = digest.byTotalTime();
        order.sort(Comparator.comparingDouble(figure).reversed().thenComparing(StatementStats::fingerprint));
        double largest = order.isEmpty() ? 1 : Math.max(1e-9, figure.applyAsDouble(order.get(0)));
        LogsTable.Builder table =
                new LogsTable.Builder(title, note, top, "total", "share", "calls", "mean", "p95", "max", "statement");
        for (StatementStats statement : order) {
            table.row(
                    figure.applyAsDouble(statement) / largest,
                    (statement.partial() ? "≥ " : "") + millis(statement.totalMs()),
                    share(statement.totalMs(), whole),
                    (statement.partial() ? "≥ " : "") + count(statement.calls()),
                    millis(statement.meanMs()),
                    millis(statement.quantileMs(0.95)),
                    millis(statement.maxMs()),
                    readable(statement.text()));
        }
        return table.build();
    }

    LogsTable byTotal() {
        return statements("Statements by total time", "", StatementStats::totalMs);
    }

    LogsTable byMean() {
        return statements("Statements by mean time", "", StatementStats::meanMs);
    }

    LogsTable byCalls() {
        return statements("Statements by calls", "", statement -> (double) statement.calls());
    }

    /** Statements whose text was logged and whose duration was not: all that log_statement alone tells. */
    LogsTable withoutDuration() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Statements without a duration",
                "Logged by log_statement: they failed, or log_min_duration_statement and log_duration are off.",
                top,
                "times",
                "statement");
        digest.statements().stream()
                .filter(statement -> statement.withoutDuration() > 0)
                .sorted(Comparator.comparingLong(StatementStats::withoutDuration)
                        .reversed()
                        .thenComparing(StatementStats::fingerprint))
                .forEach(statement -> table.row(count(statement.withoutDuration()), readable(statement.text())));
        return table.build();
    }

    /** A log tells rows in plans only. */
    LogsTable byRows() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Statements by rows",
                "From the slowest plan that auto_explain logged of each; a log tells rows nowhere else.",
                top,
                "rows",
                "estimated",
                "removed",
                "temp files",
                "took",
                "statement");
        digest.plans().stream()
                .filter(plan -> !Double.isNaN(rows(plan.tree())))
                .sorted(Comparator.<PlanEvent>comparingDouble(plan -> rows(plan.tree()))
                        .reversed())
                .forEach(plan -> {
                    PlanNode tree = plan.tree();
                    table.row(
                            count(rows(tree)),
                            count(tree.estimatedRows()),
                            count(removed(tree)),
                            bytes(Math.max(0, Double.isNaN(tree.tempBlocks()) ? 0 : tree.tempBlocks()) * 8192),
                            millis(plan.durationMs()),
                            readable(plan.statement()));
                });
        return table.build();
    }

    /** Rows that a plan gave, NaN where it does not tell. */
    static double rows(PlanNode plan) {
        return plan.actualRows() * plan.loops();
    }

    /** Who sent the statements that are kept apart, most calls first; those that the log does not name are left out. */
    static List<Map.Entry<Origin, Long>> origins(LogDigest digest) {
        Map<Origin, Long> calls = new TreeMap<>();
        digest.statements()
                .forEach(statement ->
                        statement.origins().forEach((origin, count) -> calls.merge(origin, count, Long::sum)));
        return calls.entrySet().stream()
                .filter(origin -> !who(origin.getKey()).isEmpty())
                .sorted(Map.Entry.<Origin, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    LogsTable byOrigin() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Statements by origin",
                "Database, user and application, as far as the log names them.",
                top,
                "calls",
                "share",
                "database",
                "user",
                "application");
        List<Map.Entry<Origin, Long>> origins = origins(digest);
        long all = origins.stream().mapToLong(Map.Entry::getValue).sum();
        for (Map.Entry<Origin, Long> origin : origins) {
            table.row(
                    (double) origin.getValue() / origins.get(0).getValue(),
                    count(origin.getValue()),
                    share(origin.getValue(), all),
                    origin.getKey().database(),
                    origin.getKey().user(),
                    origin.getKey().application());
        }
        return table.build();
    }

    private static double removed(PlanNode node) {
        double here = Double.isNaN(node.rowsRemovedByFilter()) ? 0 : node.rowsRemovedByFilter();
        double loops = Double.isNaN(node.loops()) ? 1 : node.loops();
        return here * loops
                + node.children().stream().mapToDouble(LogsTables::removed).sum();
    }

    LogsTable tempFiles() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Temporary files",
                "Sorts and hashes that did not fit into work_mem.",
                top,
                "size",
                "files",
                "largest",
                "statement");
        double all = Math.max(1.0, (double) digest.count(LogCounter.TEMP_BYTES));
        digest.statements().stream()
                .filter(statement -> statement.tempFiles() > 0)
                .sorted(Comparator.comparingLong(StatementStats::tempBytes)
                        .reversed()
                        .thenComparing(StatementStats::fingerprint))
                .forEach(statement -> table.row(
                        statement.tempBytes() / all,
                        bytes(statement.tempBytes()),
                        count(statement.tempFiles()),
                        bytes(statement.largestTempBytes()),
                        readable(statement.text())));
        return table.build();
    }

    LogsTable repeats(String title, String note, String unit, List<RepeatTable.Repeat> repeats) {
        LogsTable.Builder table = new LogsTable.Builder(title, note, top, unit, "calls each", "total", "statement");
        for (RepeatTable.Repeat repeat : repeats) {
            String parent = repeat.parent().isEmpty() ? "" : "\n— after  " + readable(repeat.parent());
            table.row(
                    count(repeat.occurrences()),
                    String.format(Locale.ROOT, "%.1f", repeat.callsPerOccurrence()),
                    millis(repeat.totalMs()),
                    readable(repeat.text()) + parent);
        }
        return table.build();
    }

    LogsTable nPlusOne() {
        return repeats(
                "Loops of queries (N+1)",
                "The same read five times and more in one transaction: one query with a join or IN (…) would do.",
                "transactions",
                digest.nPlusOne());
    }

    LogsTable sessionRepeats() {
        return repeats(
                "The same read again and again, outside of transactions",
                "Five times and more on end in one session.",
                "runs",
                digest.sessionRepeats());
    }

    LogsTable insertBatches() {
        return repeats(
                "INSERTs one by one",
                "Five and more in one transaction: several rows per INSERT, or COPY, cost less.",
                "transactions",
                digest.insertBatches());
    }

    LogsTable chatty() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Chatty sessions",
                "Many statements of less than a millisecond, one after the other: their round trips take longer than"
                        + " their work.",
                top,
                "sessions",
                "statements",
                "per second",
                "in the server",
                "who");
        for (ChattySessions.Chatter chatter : digest.chattySessions()) {
            table.row(
                    count(chatter.sessions()),
                    count(chatter.statements()),
                    count(chatter.statements() / Math.max(0.001, chatter.seconds())),
                    millis(chatter.totalMs()),
                    who(chatter.origin()));
        }
        return table.build();
    }

    LogsTable failures() {
        LogsTable.Builder table =
                new LogsTable.Builder("Errors and warnings", "", top, "times", "level", "SQLSTATE", "message");
        for (EventTable.Occurrence event : digest.failures().list()) {
            String statement = event.statement().isEmpty() ? "" : "\n— in  " + readable(event.statement());
            table.row(
                    count(event.count()),
                    event.key().kind(),
                    event.key().code(),
                    event.key().text() + statement);
        }
        table.more(digest.failures().more());
        return table.build();
    }

    LogsTable lockWaits() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Waits for locks",
                "Waits longer than deadlock_timeout; the holder is named by what it ran last.",
                top,
                "times",
                "waited",
                "lock and statements");
        for (EventTable.Occurrence event : digest.lockWaits().list()) {
            String waiting = event.key().text().isEmpty()
                    ? ""
                    : "\n— " + readable(event.key().text());
            String holding = event.key().other().isEmpty()
                    ? ""
                    : "\n— held by  " + readable(event.key().other());
            String outcome = event.key().kind().equals("acquired") ? ", acquired" : "";
            table.row(
                    count(event.count()),
                    millis(event.micros() / 1000.0),
                    event.key().code() + outcome + waiting + holding);
        }
        table.more(digest.lockWaits().more());
        return table.build();
    }

    LogsTable deadlocks() {
        LogsTable.Builder table = new LogsTable.Builder("Deadlocks", "", top, "at (UTC)", "who waited for whom");
        List<DeadlockEvent> latestFirst = new ArrayList<>(digest.deadlocks());
        latestFirst.sort(Comparator.reverseOrder());
        for (DeadlockEvent deadlock : latestFirst) {
            StringBuilder graph = new StringBuilder(deadlock.database());
            for (DeadlockEvent.Wait wait : deadlock.waits()) {
                graph.append("\n— ")
                        .append(wait.process())
                        .append(" waits for ")
                        .append(wait.blockedBy())
                        .append(", ")
                        .append(wait.lock())
                        .append(":  ")
                        .append(readable(wait.statement()));
            }
            table.row(HumanUnits.time(deadlock.at()), graph.toString());
        }
        return table.build();
    }

    LogsTable autovacuum() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Autovacuum", "", top, "runs", "took", "removed", "not removable", "read", "dirtied", "WAL", "table");
        for (MaintenanceTable.Work work : digest.maintenance().list()) {
            table.row(
                    count(work.runs()),
                    millis(work.elapsedSeconds() * 1000),
                    count(work.tuplesRemoved()),
                    count(work.deadNotRemovable()),
                    bytes(work.buffersRead() * 8192.0),
                    bytes(work.buffersDirtied() * 8192.0),
                    bytes(work.walBytes()),
                    work.kind() + "  " + work.table());
        }
        table.more(digest.maintenance().more());
        return table.build();
    }

    LogsTable checkpoints() {
        LogsTable.Builder table = new LogsTable.Builder(
                "Checkpoints", "The latest.", top, "took", "write", "sync", "buffers", "WAL since", "completed (UTC)");
        List<Checkpoint> all = digest.checkpoints();
        for (int i = all.size() - 1; i >= 0; i--) {
            Checkpoint checkpoint = all.get(i);
            table.row(
                    millis(checkpoint.totalSeconds() * 1000),
                    millis(checkpoint.writeSeconds() * 1000),
                    millis(checkpoint.syncSeconds() * 1000),
                    count(checkpoint.buffers()),
                    bytes(checkpoint.distanceKb() * 1024.0),
                    HumanUnits.time(checkpoint.at()));
        }
        return table.build();
    }

    LogsTable server() {
        LogsTable.Builder table = new LogsTable.Builder("Server", "", top, "times", "last (UTC)", "about", "message");
        for (EventTable.Occurrence event : digest.server().list()) {
            String statement = event.statement().isEmpty() ? "" : "\n— it ran  " + readable(event.statement());
            String mean = event.micros() > 0 ? "  (" + millis(event.micros() / 1000.0 / event.count()) + ")" : "";
            table.row(
                    count(event.count()),
                    HumanUnits.time(event.last()),
                    event.key().code(),
                    event.key().text() + mean + statement);
        }
        table.more(digest.server().more());
        return table.build();
    }

    /** How values reach the server, empty where no statement was seen. */
    Optional<String> sharing() {
        long parameterised = digest.count(LogCounter.PARAMETERISED);
        long literal = digest.literalCalls();
        long all = digest.count(LogCounter.STATEMENTS) + digest.count(LogCounter.STATEMENTS_WITHOUT_DURATION);
        if (all <= 0) {
            return Optional.empty();
        }
        return Optional.of(share(parameterised, all) + " of the calls carry their values as parameters, "
                + share(literal, all) + " as constants in their text; "
                + share(digest.count(LogCounter.PREPARED), all) + " are prepared");
    }

    static String who(Origin origin) {
        List<String> parts = new ArrayList<>();
        if (!origin.user().isEmpty()) {
            parts.add(origin.user());
        }
        if (!origin.database().isEmpty()) {
            parts.add("in " + origin.database());
        }
        if (!origin.application().isEmpty()) {
            parts.add("by " + origin.application());
        }
        return String.join(" ", parts);
    }

    static String readable(String canonical) {
        return canonical.isEmpty() ? "(unknown)" : ReadableSql.of(canonical);
    }
}
