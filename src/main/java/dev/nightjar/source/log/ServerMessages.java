package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;
import dev.nightjar.sql.SqlLexer;
import dev.nightjar.sql.TokenKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The LOG messages that are not statements: sessions, locks, temporary files, checkpoints, autovacuum, the server. */
final class ServerMessages {
    static final byte[] DEADLOCK_DETECTED = ByteSearch.ascii("deadlock detected");

    private static final byte[] CONNECTION = ByteSearch.ascii("connection ");
    private static final byte[] RECEIVED = ByteSearch.ascii("connection received: ");
    private static final byte[] AUTHORIZED = ByteSearch.ascii("connection authorized: ");
    private static final byte[] REPLICATION_AUTHORIZED = ByteSearch.ascii("replication connection authorized: ");
    private static final byte[] DISCONNECTION = ByteSearch.ascii("disconnection: session time: ");
    private static final byte[] TEMPORARY_FILE = ByteSearch.ascii("temporary file: path ");
    private static final byte[] SIZE = ByteSearch.ascii("\", size ");
    private static final byte[] PROCESS = ByteSearch.ascii("process ");
    private static final byte[] AUTOMATIC = ByteSearch.ascii("automatic ");
    private static final byte[] CHECKPOINT_DONE = ByteSearch.ascii("checkpoint complete: ");
    private static final byte[] RESTARTPOINT_DONE = ByteSearch.ascii("restartpoint complete: ");

    private static final Pattern LOCK = Pattern.compile(
            "process (\\d+) (still waiting for|acquired|detected deadlock while waiting for|avoided deadlock for"
                    + "|failed to acquire) (.*?)(?: by rearranging queue order)? after (\\d+(?:\\.\\d+)?) ms.*",
            Pattern.DOTALL);
    private static final Pattern HOLDERS = Pattern.compile("Process(?:es)? holding the lock: ([0-9, ]+)\\.");
    private static final Pattern WAITS =
            Pattern.compile("Process (\\d+) waits for (.*?); blocked by process (\\d+)\\.");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern SESSION_TIME = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d)\\.(\\d{3})");

    private final StatementCatalog catalog;

    ServerMessages(StatementCatalog catalog) {
        this.catalog = catalog;
    }

    /** Whether the message is of a kind that the server logs while a program in the database runs a statement. */
    static boolean happensInPrograms(Slice message) {
        return message.startsWith(TEMPORARY_FILE)
                || (message.startsWith(PROCESS)
                        && LOCK.matcher(message.text(400)).matches());
    }

    /** What the entry says, written to the batch's counters and, where the order matters, as a note. */
    Optional<Note> read(LogEntry entry, Batch batch, Unescaper unescaper) {
        Slice message = entry.message;
        switch (message.bytes[message.from]) {
            case 'c', 'r' -> {
                if (connection(entry, batch)) {
                    return Optional.empty();
                }
                if (message.startsWith(CHECKPOINT_DONE) || message.startsWith(RESTARTPOINT_DONE)) {
                    batch.count(LogCounter.CHECKPOINTS, 1);
                    return Optional.of(new Note.CheckpointDone(MaintenanceMessages.checkpoint(entry)));
                }
            }
            case 'd' -> {
                if (message.startsWith(DISCONNECTION)) {
                    disconnection(entry, batch);
                    return Optional.empty();
                }
            }
            case 't' -> {
                if (message.startsWith(TEMPORARY_FILE)) {
                    return temporaryFile(entry, batch);
                }
            }
            case 'p' -> {
                if (message.startsWith(PROCESS)) {
                    return lock(entry, batch);
                }
            }
            case 'a' -> {
                if (message.startsWith(AUTOMATIC)) {
                    unescaper.reset();
                    if (entry.indented) {
                        unescaper.unindent(message);
                    }
                    return MaintenanceMessages.autovacuum(entry, batch);
                }
            }
            default -> {}
        }
        return ServerEvents.read(entry, catalog);
    }

    private static boolean connection(LogEntry entry, Batch batch) {
        Slice message = entry.message;
        if (message.startsWith(REPLICATION_AUTHORIZED)) {
            batch.count(LogCounter.CONNECTIONS, 1);
            return true;
        }
        if (!message.startsWith(CONNECTION)) {
            return false;
        }
        if (message.startsWith(AUTHORIZED)) {
            batch.count(LogCounter.CONNECTIONS, 1);
        } else if (message.startsWith(RECEIVED)) {
            batch.add(Batch.CONNECTED, entry, -1, -1, 0, false);
        }
        return true;
    }

    private static void disconnection(LogEntry entry, Batch batch) {
        batch.count(LogCounter.DISCONNECTIONS, 1);
        Matcher time = SESSION_TIME.matcher(entry.message.text(80));
        if (time.find()) {
            long seconds = Long.parseLong(time.group(1)) * 3600
                    + Long.parseLong(time.group(2)) * 60
                    + Long.parseLong(time.group(3));
            batch.count(LogCounter.SESSION_MILLIS, seconds * 1000 + Long.parseLong(time.group(4)));
        }
        batch.add(Batch.DISCONNECTED, entry, -1, -1, 0, false);
    }

    private Optional<Note> temporaryFile(LogEntry entry, Batch batch) {
        Slice message = entry.message;
        int size = ByteSearch.find(message.bytes, message.from, message.to, SIZE);
        if (size < 0) {
            return Optional.empty();
        }
        long bytes = 0;
        int end = Math.min(message.to, size + SIZE.length + 15);
        for (int i = size + SIZE.length; i < end && Character.isDigit(message.bytes[i]); i++) {
            bytes = bytes * 10 + (message.bytes[i] - '0');
        }
        batch.count(LogCounter.TEMP_FILES, 1);
        batch.count(LogCounter.TEMP_BYTES, bytes);
        return Optional.of(new Note.TempFile(bytes, statement(entry)));
    }

    private int statement(LogEntry entry) {
        Slice sql = entry.statement;
        return sql.isEmpty() ? -1 : catalog.index(sql.bytes, sql.from, sql.to, true);
    }

    private Optional<Note> lock(LogEntry entry, Batch batch) {
        Matcher lock = LOCK.matcher(entry.message.text(400));
        if (!lock.matches()) {
            return ServerEvents.read(entry, catalog);
        }
        String what = lockKind(lock.group(3));
        long micros = EntryClassifier.capped(Math.round(Double.parseDouble(lock.group(4)) * 1000));
        switch (lock.group(2)) {
            case "still waiting for" -> {
                batch.count(LogCounter.LOCK_WAITS, 1);
                return Optional.of(new Note.StillWaiting(what, micros, holders(entry), statement(entry)));
            }
            case "acquired" -> {
                return Optional.of(new Note.Acquired(what, micros, statement(entry)));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** {@code ShareLock on transaction 733} without the number: waits of one kind belong together. */
    static String lockKind(String lock) {
        return lock.replaceAll("\\([0-9,]+\\)", "(…)").replaceAll("\\b\\d+\\b", "N");
    }

    private static List<Integer> holders(LogEntry entry) {
        Matcher holding = HOLDERS.matcher(entry.detail.text(2000));
        List<Integer> holders = new ArrayList<>();
        if (holding.find()) {
            Matcher pid = NUMBER.matcher(holding.group(1));
            while (pid.find()) {
                holders.add((int) Long.parseLong(pid.group()));
            }
        }
        return holders;
    }

    /** The graph of a deadlock: lines of who waits for whom, then what each ran. */
    Note.Deadlock deadlock(LogEntry entry, int statement, Unescaper unescaper) {
        if (entry.indented) {
            unescaper.unindent(entry.detail);
        }
        String detail = entry.detail.text();
        Matcher waits = WAITS.matcher(detail);
        List<Integer> processes = new ArrayList<>();
        List<String> locks = new ArrayList<>();
        List<Integer> blockers = new ArrayList<>();
        int graphEnd = 0;
        while (waits.find() && (graphEnd == 0 || waits.start() == graphEnd + 1)) {
            processes.add((int) Long.parseLong(waits.group(1)));
            locks.add(lockKind(waits.group(2)));
            blockers.add((int) Long.parseLong(waits.group(3)));
            graphEnd = waits.end();
        }
        List<String> texts = texts(detail.substring(graphEnd), processes);
        List<Note.DeadlockWait> graph = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            graph.add(new Note.DeadlockWait(processes.get(i), locks.get(i), blockers.get(i), texts.get(i)));
        }
        return new Note.Deadlock(graph, statement);
    }

    /**
     * What each process ran. A statement can hold what looks like the mark of the next one, and one that the server cut
     * ends in the middle of a literal; then no text is shown at all, for part of it could be a value.
     */
    private List<String> texts(String list, List<Integer> processes) {
        List<Integer> marks = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            String mark = mark(processes.get(i));
            int at = list.indexOf(mark);
            boolean first = i == 0;
            if (at < 0
                    || list.indexOf(mark, at + 1) >= 0
                    || (first ? at != 0 : at <= marks.get(i - 1))
                    || !(first || isOutsideOfQuotes(list, statementStart(marks, processes, i - 1), at + 1))) {
                return Collections.nCopies(processes.size(), "");
            }
            marks.add(at);
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            int end = i + 1 < processes.size() ? marks.get(i + 1) : list.length();
            byte[] sql =
                    list.substring(statementStart(marks, processes, i), end).getBytes(StandardCharsets.UTF_8);
            texts.add(catalog.get(catalog.index(sql, 0, sql.length, true)).text());
        }
        return texts;
    }

    private static String mark(int process) {
        return "\nProcess " + process + ": ";
    }

    private static int statementStart(List<Integer> marks, List<Integer> processes, int i) {
        return marks.get(i) + mark(processes.get(i)).length();
    }

    /** Whether a token begins at {@code mark}, whatever backslashes in strings mean. */
    private static boolean isOutsideOfQuotes(String list, int from, int mark) {
        byte[] sql = list.substring(from).getBytes(StandardCharsets.UTF_8);
        int offset = list.substring(from, mark).getBytes(StandardCharsets.UTF_8).length;
        return beginsToken(sql, offset, true) && beginsToken(sql, offset, false);
    }

    private static boolean beginsToken(byte[] sql, int offset, boolean standardConformingStrings) {
        SqlLexer lexer = new SqlLexer();
        lexer.reset(sql, 0, sql.length, standardConformingStrings);
        while (lexer.next() != TokenKind.END && lexer.start() < offset) {
            // A token that spans the offset is passed as a whole.
        }
        return lexer.start() == offset;
    }
}
