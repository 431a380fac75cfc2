package dev.nightjar.report.html;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import dev.nightjar.report.LogReport;
import dev.nightjar.report.StatementId;
import dev.nightjar.report.html.Block.Cell;
import dev.nightjar.report.html.Block.Column;
import dev.nightjar.report.html.Block.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the server's log tells, as tables; one that would be empty is left out. */
final class LogTables {
    private final LogReport log;
    private final Figures figures;

    LogTables(LogReport log, Figures figures) {
        this.log = log;
        this.figures = figures;
    }

    List<Block> blocks() {
        return Stream.of(
                        Optional.<Block>of(facts()),
                        remarks(),
                        lockWaits(),
                        deadlocks(),
                        spills(),
                        repeats("Statements repeated within a transaction", "Transactions", log.nPlusOne()),
                        repeats(
                                "Statements repeated outside of a transaction",
                                "Sessions",
                                log.habits().sessionRepeats()),
                        repeats(
                                "Rows inserted one by one",
                                "Transactions",
                                log.habits().insertBatches()),
                        chatty(),
                        autovacuums(),
                        errors())
                .flatMap(Optional::stream)
                .toList();
    }

    private Block facts() {
        return new Block.Facts(Stream.concat(
                        Stream.of(
                                new Fact(
                                        "Log", figures.time(log.firstEntry()) + " to " + figures.time(log.lastEntry())),
                                new Fact("Entries", Figures.count(log.entries())),
                                new Fact(
                                        "Errors",
                                        Figures.count(log.errors()) + ", fatal " + Figures.count(log.fatals())),
                                new Fact("Deadlocks", Figures.count(log.deadlocks())),
                                new Fact("Lock waits", Figures.count(log.lockWaits())),
                                new Fact(
                                        "Temporary files",
                                        Figures.count(log.tempFiles()) + ", " + Figures.bytes(log.tempBytes())),
                                new Fact("Checkpoints", Figures.count(log.checkpoints())),
                                new Fact("Cancelled", Figures.count(log.cancelled()))),
                        literals().stream())
                .toList());
    }

    /** What is neither has no values at all. */
    private Optional<Fact> literals() {
        long parameterised = log.habits().parameterisedCalls();
        long literal = log.habits().literalCalls();
        double all = Math.max(log.statements(), parameterised + literal);
        return parameterised + literal == 0
                ? Optional.empty()
                : Optional.of(new Fact(
                        "Values",
                        Figures.percent(parameterised / all) + " of the calls have parameters, "
                                + Figures.percent(literal / all) + " constants in their text"));
    }

    private Optional<Block> remarks() {
        List<String> sentences = new ArrayList<>();
        if (log.skippedLines() > 0) {
            sentences.add(Figures.count(log.skippedLines()) + " lines belong to no entry and were passed over.");
        }
        log.remarks()
                .forEach(remark -> sentences.add(Character.toUpperCase(remark.charAt(0)) + remark.substring(1) + "."));
        return sentences.isEmpty() ? Optional.empty() : Optional.of(new Block.Text(String.join(" ", sentences)));
    }

    private Optional<Block> lockWaits() {
        return table(
                "Waits for locks",
                List.of(
                        new Column("Waiting", false, 0),
                        new Column("For", false, 20),
                        new Column("Held by", false, 26),
                        new Column("Waits", true, 8),
                        new Column("Time", true, 11)),
                log.lockWaitEvents(),
                wait -> List.of(
                        statement(wait.fingerprint(), wait.waiting()),
                        Cell.of(wait.lock()),
                        other(wait.holder()),
                        Cell.number(Figures.count(wait.count())),
                        Cell.number(Figures.millis(wait.waitMs()))));
    }

    private Optional<Block> deadlocks() {
        return table(
                "Deadlocks",
                List.of(
                        new Column("At", false, 16),
                        new Column("Database", false, 14),
                        new Column("Statements that waited for each other", false, 0)),
                log.deadlockEvents(),
                deadlock -> List.of(
                        Cell.of(figures.time(deadlock.at())),
                        Cell.of(deadlock.database()),
                        Cell.code(String.join(
                                "\n",
                                deadlock.statements().stream()
                                        .map(ShortText::of)
                                        .toList()))));
    }

    private Optional<Block> spills() {
        return table(
                "Sorts and hashes that spilled to disk",
                List.of(
                        new Column("Statement", false, 0),
                        new Column("Files", true, 10),
                        new Column("Volume", true, 13),
                        new Column("Largest", true, 13)),
                log.tempFilesByStatement(),
                temp -> List.of(
                        statement(temp.fingerprint(), temp.text()),
                        Cell.number(Figures.count(temp.files())),
                        Cell.number(Figures.bytes(temp.bytes())),
                        Cell.number(Figures.bytes(temp.largestBytes()))));
    }

    private static Optional<Block> repeats(String title, String occurrences, List<LogSummary.NPlusOne> repeats) {
        return table(
                title,
                List.of(
                        new Column("Repeated", false, 0),
                        new Column("After", false, 30),
                        new Column("Times each", true, 11),
                        new Column(occurrences, true, 12),
                        new Column("Time", true, 11)),
                repeats,
                one -> List.of(
                        statement(one.fingerprint(), one.text()),
                        other(one.parent()),
                        Cell.number(Figures.number(one.callsPerTransaction())),
                        Cell.number(Figures.count(one.occurrences())),
                        Cell.number(Figures.millis(one.totalMs()))));
    }

    private Optional<Block> chatty() {
        return table(
                "Sessions that send many small statements one by one",
                List.of(
                        new Column("Application", false, 0),
                        new Column("Role", false, 16),
                        new Column("Database", false, 16),
                        new Column("Sessions", true, 11),
                        new Column("Statements", true, 13),
                        new Column("In the server", true, 13),
                        new Column("Open", true, 11)),
                log.habits().chatty(),
                chatter -> List.of(
                        chatter.application().isEmpty() ? Cell.of("not known") : Cell.of(chatter.application()),
                        Cell.of(chatter.role()),
                        Cell.of(chatter.database()),
                        Cell.number(Figures.count(chatter.sessions())),
                        Cell.number(Figures.count(chatter.statements())),
                        Cell.number(Figures.millis(chatter.totalMs())),
                        Cell.number(Figures.seconds(chatter.seconds()))));
    }

    private Optional<Block> autovacuums() {
        return table(
                "What autovacuum did",
                List.of(
                        new Column("Table", false, 0),
                        new Column("Kind", false, 15),
                        new Column("Runs", true, 7),
                        new Column("Took", true, 10),
                        new Column("Rows removed", true, 11),
                        new Column("Not removable", true, 11),
                        new Column("Pages read", true, 11),
                        new Column("WAL", true, 10)),
                log.autovacuums(),
                work -> List.of(
                        Cell.of(work.table()),
                        Cell.of(work.kind()),
                        Cell.number(Figures.count(work.runs())),
                        Cell.number(Figures.seconds(work.seconds())),
                        Cell.number(Figures.count(work.rowsRemoved())),
                        Cell.number(Figures.count(work.deadNotRemovable())),
                        Cell.number(Figures.count(work.pagesRead())),
                        Cell.number(Figures.bytes(work.walBytes()))));
    }

    private Optional<Block> errors() {
        return table(
                "Errors by code",
                List.of(new Column("SQLSTATE", false, 20), new Column("Errors", true, 15)),
                List.copyOf(log.errorsBySqlState().entrySet()),
                entry -> List.of(Cell.code(entry.getKey()), Cell.number(Figures.count(entry.getValue()))));
    }

    private static <T> Optional<Block> table(
            String title, List<Column> columns, List<T> rows, Function<T, List<Cell>> cells) {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Block.Table(title, columns, rows.stream().map(cells).toList(), ""));
    }

    private static Cell statement(Fingerprint fingerprint, String text) {
        return Cell.code(StatementId.of(fingerprint.toString()) + " " + ShortText.of(text));
    }

    private static Cell other(String text) {
        return text.isEmpty() ? Cell.of("not known") : Cell.code(ShortText.of(text));
    }
}
