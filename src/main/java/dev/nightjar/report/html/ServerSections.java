package dev.nightjar.report.html;

import dev.nightjar.report.LogReport;
import dev.nightjar.report.Report;
import dev.nightjar.report.StatementId;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Indexes, tables, locks and configuration: what is found in the server besides its statements. */
final class ServerSections {
    /** Families of checks that sections of their own show. */
    static final List<String> PLACED = List.of(
            "PG-Q",
            "PG-IDX",
            "PG-TAB",
            "PG-VAC",
            "PG-STAT",
            "PG-SEQ",
            "PG-KEY",
            "PG-LOCK",
            "PG-TXN",
            "PG-CKPT",
            "PG-WAL",
            "PG-IO",
            "PG-CACHE",
            "PG-ERR",
            "PG-CONN",
            "POOL",
            "PG-POOL",
            "RED",
            "PG-CFG",
            "PG-OBS",
            "PG-VER",
            "PG-EXT");

    private final Report report;
    private final Figures figures;
    private final FindingTables findings;

    ServerSections(Report report, Figures figures) {
        this.report = report;
        this.figures = figures;
        this.findings = new FindingTables(report);
    }

    Section indexes() {
        List<Block> blocks = new ArrayList<>();
        Report.IndexHealth health = report.indexes();
        if (Double.isNaN(health.indexes())) {
            blocks.add(new Block.Text("No index statistics were read."));
        } else {
            blocks.add(new Block.Facts(List.of(
                    new Fact("Indexes", Figures.number(health.indexes())),
                    new Fact("Size", Figures.bytes(health.bytes())),
                    new Fact(
                            "Never scanned in the lookback",
                            Figures.number(health.unscanned()) + ", " + Figures.bytes(health.unscannedBytes())))));
            blocks.add(
                    new Block.Note("An index that is not scanned may still uphold a constraint, or serve a replica or a"
                            + " monthly job; only those below are findings."));
        }
        Optional<Block> found = findings.of("Findings about indexes", "PG-IDX");
        found.ifPresent(blocks::add);
        if (found.isEmpty() && !Double.isNaN(health.indexes())) {
            blocks.add(new Block.Text("No finding about indexes."));
        }
        return new Section("indexes", "Index health", "", blocks);
    }

    Section tables() {
        List<Block> blocks = new ArrayList<>();
        findings.of("Findings about tables", "PG-TAB", "PG-VAC", "PG-STAT", "PG-SEQ", "PG-KEY")
                .ifPresent(blocks::add);
        if (report.tables().isEmpty()) {
            blocks.add(new Block.Text("No table statistics were read."));
        } else {
            List<List<Cell>> rows = report.tables().stream()
                    .map(table -> List.of(
                            Cell.code(table.table()),
                            Cell.number(Figures.bytes(table.bytes())),
                            Cell.number(Figures.count(table.liveRows())),
                            Cell.number(Figures.percent(table.deadRows() / (table.liveRows() + table.deadRows()))),
                            Cell.number(Figures.count(table.sequentialScans())),
                            Cell.number(Figures.count(table.rowsReadBySequentialScans())),
                            Cell.number(Figures.count(table.indexScans())),
                            Cell.number(Figures.count(table.rowsWritten()))))
                    .toList();
            blocks.add(new Block.Table(
                    "Largest tables",
                    List.of(
                            new Column("Table", false, 0),
                            new Column("Size", true, 10),
                            new Column("Rows", true, 12),
                            new Column("Dead", true, 8),
                            new Column("Seq. scans", true, 10),
                            new Column("Rows so read", true, 13),
                            new Column("Index scans", true, 12),
                            new Column("Rows written", true, 12)),
                    rows,
                    "Sizes with indexes and TOAST, at the end of the window; scans and rows over the lookback."));
        }
        return new Section("tables", "Tables, vacuum and statistics", "", blocks);
    }

    Section locks() {
        List<Block> blocks = new ArrayList<>();
        findings.of(
                        "Findings about locks, transactions, spills and checkpoints",
                        "PG-LOCK",
                        "PG-TXN",
                        "PG-CKPT",
                        "PG-WAL",
                        "PG-IO",
                        "PG-CACHE",
                        "PG-ERR")
                .ifPresent(blocks::add);
        if (report.log().isEmpty()) {
            blocks.add(
                    new Block.Text(
                            "The server's log was not read, so single lock waits, deadlocks and temporary files are not known."));
        }
        report.log().ifPresent(log -> log(log, blocks));
        return new Section("locks", "Locks, spills and errors", "From the server's log, over the lookback.", blocks);
    }

    private void log(LogReport log, List<Block> blocks) {
        blocks.add(new Block.Facts(List.of(
                new Fact("Log", figures.time(log.firstEntry()) + " to " + figures.time(log.lastEntry())),
                new Fact("Entries", Figures.count(log.entries())),
                new Fact("Errors", Figures.count(log.errors()) + ", fatal " + Figures.count(log.fatals())),
                new Fact("Deadlocks", Figures.count(log.deadlocks())),
                new Fact("Lock waits", Figures.count(log.lockWaits())),
                new Fact("Temporary files", Figures.count(log.tempFiles()) + ", " + Figures.bytes(log.tempBytes())),
                new Fact("Checkpoints", Figures.count(log.checkpoints())),
                new Fact("Cancelled", Figures.count(log.cancelled())))));
        if (!log.lockWaitEvents().isEmpty()) {
            blocks.add(new Block.Table(
                    "Waits for locks",
                    List.of(
                            new Column("Waiting", false, 0),
                            new Column("For", false, 20),
                            new Column("Held by", false, 26),
                            new Column("Waits", true, 8),
                            new Column("Time", true, 11)),
                    log.lockWaitEvents().stream()
                            .map(wait -> List.of(
                                    Cell.code(StatementId.of(wait.fingerprint().toString()) + " "
                                            + ShortText.of(wait.waiting())),
                                    Cell.of(wait.lock()),
                                    wait.holder().isEmpty()
                                            ? Cell.of("not known")
                                            : Cell.code(ShortText.of(wait.holder())),
                                    Cell.number(Figures.count(wait.count())),
                                    Cell.number(Figures.millis(wait.waitMs()))))
                            .toList(),
                    ""));
        }
        if (!log.deadlockEvents().isEmpty()) {
            blocks.add(new Block.Table(
                    "Deadlocks",
                    List.of(
                            new Column("At", false, 16),
                            new Column("Database", false, 14),
                            new Column("Statements that waited for each other", false, 0)),
                    log.deadlockEvents().stream()
                            .map(deadlock -> List.of(
                                    Cell.of(figures.time(deadlock.at())),
                                    Cell.of(deadlock.database()),
                                    Cell.code(String.join(
                                            "\n",
                                            deadlock.statements().stream()
                                                    .map(ShortText::of)
                                                    .toList()))))
                            .toList(),
                    ""));
        }
        if (!log.tempFilesByStatement().isEmpty()) {
            blocks.add(new Block.Table(
                    "Sorts and hashes that spilled to disk",
                    List.of(
                            new Column("Statement", false, 0),
                            new Column("Files", true, 10),
                            new Column("Volume", true, 13),
                            new Column("Largest", true, 13)),
                    log.tempFilesByStatement().stream()
                            .map(temp -> List.of(
                                    Cell.code(StatementId.of(temp.fingerprint().toString()) + " "
                                            + ShortText.of(temp.text())),
                                    Cell.number(Figures.count(temp.files())),
                                    Cell.number(Figures.bytes(temp.bytes())),
                                    Cell.number(Figures.bytes(temp.largestBytes()))))
                            .toList(),
                    ""));
        }
        if (!log.nPlusOne().isEmpty()) {
            blocks.add(new Block.Table(
                    "Statements repeated within a transaction",
                    List.of(
                            new Column("Repeated", false, 0),
                            new Column("After", false, 30),
                            new Column("Times each", true, 11),
                            new Column("Transactions", true, 12),
                            new Column("Time", true, 11)),
                    log.nPlusOne().stream()
                            .map(one -> List.of(
                                    Cell.code(StatementId.of(one.fingerprint().toString()) + " "
                                            + ShortText.of(one.text())),
                                    one.parent().isEmpty()
                                            ? Cell.of("not known")
                                            : Cell.code(ShortText.of(one.parent())),
                                    Cell.number(Figures.number(one.callsPerTransaction())),
                                    Cell.number(Figures.count(one.occurrences())),
                                    Cell.number(Figures.millis(one.totalMs()))))
                            .toList(),
                    ""));
        }
        if (!log.errorsBySqlState().isEmpty()) {
            blocks.add(new Block.Table(
                    "Errors by code",
                    List.of(new Column("SQLSTATE", false, 20), new Column("Errors", true, 15)),
                    log.errorsBySqlState().entrySet().stream()
                            .map(entry ->
                                    List.of(Cell.code(entry.getKey()), Cell.number(Figures.count(entry.getValue()))))
                            .toList(),
                    ""));
        }
    }

    Section configuration() {
        List<Block> blocks = new ArrayList<>();
        findings.of("Findings about the configuration", "PG-CFG", "PG-OBS", "PG-VER", "PG-EXT")
                .ifPresent(blocks::add);
        if (report.configuration().isEmpty()) {
            blocks.add(new Block.Text("The settings were not read."));
        } else {
            blocks.add(new Block.Table(
                    "Settings that matter most",
                    List.of(
                            new Column("Setting", false, 34),
                            new Column("Value", true, 26),
                            new Column("Set by", false, 0),
                            new Column("Restart pending", false, 16)),
                    report.configuration().stream()
                            .map(item -> List.of(
                                    Cell.code(item.name()),
                                    Cell.number(item.value()),
                                    Cell.of(item.source()),
                                    Cell.of(item.pendingRestart() ? "yes" : "")))
                            .toList(),
                    ""));
        }
        return new Section("configuration", "Configuration", "", blocks);
    }

    Section others() {
        List<Block> blocks = new ArrayList<>();
        findings.besides("Other findings", PLACED).ifPresent(blocks::add);
        return new Section("others", "Other findings", "", blocks);
    }
}
