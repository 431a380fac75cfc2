package dev.nightjar.report.html;

import dev.nightjar.report.Report;
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
        report.log().ifPresent(log -> blocks.addAll(new LogTables(log, figures).blocks()));
        return new Section("locks", "Locks, spills and errors", "From the server's log, over the lookback.", blocks);
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
