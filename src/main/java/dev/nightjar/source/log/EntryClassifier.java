package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;
import java.util.List;
import java.util.Optional;

/**
 * Reads what an entry says and writes it down in a batch. A message means something by its first bytes only: a
 * {@code RAISE LOG 'x duration: 1 ms  statement: y'} is no statement. Wording: PostgreSQL 13 to 18. One per worker.
 */
final class EntryClassifier implements EntrySink {
    private static final byte[] DURATION = ByteSearch.ascii("duration: ");
    private static final byte[] STATEMENT = ByteSearch.ascii("statement: ");
    private static final byte[] EXECUTE = ByteSearch.ascii("execute ");
    private static final byte[] FETCH_FROM = ByteSearch.ascii("fetch from ");
    private static final byte[] UNNAMED = ByteSearch.ascii("<unnamed>");
    private static final byte[] PLAN = ByteSearch.ascii("plan:");
    private static final byte[] PARAMETERS = ByteSearch.ascii("parameters: ");
    private static final byte[] PARAMETERS_17 = ByteSearch.ascii("Parameters: ");
    private static final byte[] PREPARE = ByteSearch.ascii("prepare: ");
    private static final byte[] LANGUAGE = ByteSearch.ascii("PL/");
    private static final byte[] PLPGSQL = ByteSearch.ascii("PL/pgSQL function ");
    private static final byte[] AT_RAISE = ByteSearch.ascii(" at RAISE");
    private static final byte[] CANCELING = ByteSearch.ascii("canceling statement");
    private static final byte[] TOO_LONG = ByteSearch.ascii(" ms");
    private static final byte[] SYNTAX = ByteSearch.ascii("syntax error ");
    private static final byte[] UNTERMINATED = ByteSearch.ascii("unterminated ");
    private static final long SYNTAX_ERROR = LogEntry.packSqlState(ByteSearch.ascii("42601"), 0, 5);
    private static final long DEADLOCK = LogEntry.packSqlState(ByteSearch.ascii("40P01"), 0, 5);
    /** Three years. */
    private static final long MOST_MICROS = 3L * 365 * 24 * 3600 * 1_000_000;

    private static final List<byte[]> FOREIGN_DURATIONS = Texts.foreignDurations();

    private final LogOptions options;
    private final StatementCatalog catalog = new StatementCatalog();
    private final ServerMessages serverMessages;
    private final Unescaper unescaper = new Unescaper();
    private final Origins origins = new Origins();
    private final PlanEntries plans = new PlanEntries(catalog);
    private Batch batch = new Batch();
    private long micros;

    EntryClassifier(LogOptions options) {
        this.options = options;
        this.serverMessages = new ServerMessages(catalog);
    }

    /** Writes into {@code next} from here on. */
    void startBatch(Batch next) {
        batch = next;
        batch.clear();
        catalog.startBatch(next);
        origins.startBatch(next);
    }

    @Override
    public void skipped(long lines, long bytes) {
        batch.count(LogCounter.SKIPPED_LINES, lines);
        batch.count(LogCounter.SKIPPED_BYTES, bytes);
    }

    @Override
    public void entry(LogEntry entry) {
        entry.timeMicros = options.window().mapped(entry.timeMicros);
        if (!options.window().wants(entry.timeMicros)) {
            return;
        }
        batch.count(LogCounter.ENTRIES, 1);
        if (entry.timeMicros != LogEntry.NO_TIME) {
            batch.firstTime = Math.min(batch.firstTime, entry.timeMicros);
            batch.lastTime = Math.max(batch.lastTime, entry.timeMicros);
        }
        switch (entry.level) {
            case LOG -> log(entry);
            case WARNING, ERROR, FATAL, PANIC -> failure(entry);
            default -> {}
        }
    }

    private void log(LogEntry entry) {
        Slice message = entry.message;
        if (message.isEmpty()) {
            return;
        }
        if (isRaised(entry.context)) {
            if (!isAtRaise(entry.context) && ServerMessages.happensInPrograms(message)) {
                serverMessages.read(entry, batch, unescaper).ifPresent(note -> batch.note(entry, origin(entry), note));
            }
            return;
        }
        switch (message.bytes[message.from]) {
            case 'd' -> {
                if (message.startsWith(DURATION)) {
                    duration(entry);
                    return;
                }
            }
            case 's' -> {
                if (message.startsWith(STATEMENT)) {
                    text(entry, message.from + STATEMENT.length, false);
                    return;
                }
            }
            case 'e' -> {
                if (message.startsWith(EXECUTE)) {
                    int sql = afterName(message, message.from + EXECUTE.length);
                    if (sql > 0) {
                        text(entry, sql, true);
                        return;
                    }
                }
            }
            default -> {}
        }
        Optional<Note> note = serverMessages.read(entry, batch, unescaper);
        if (note.isPresent()) {
            batch.note(entry, origin(entry), note.get());
        } else if (isForeign(message)) {
            batch.count(LogCounter.FOREIGN_ENTRIES, 1);
        }
    }

    /**
     * Whether a program in the database wrote the message: {@code RAISE LOG} and its like can say anything, but the
     * server adds where it was said.
     */
    private static boolean isRaised(Slice context) {
        if (!context.startsWith(LANGUAGE)) {
            return false;
        }
        return isAtRaise(context) || !context.startsWith(PLPGSQL);
    }

    private static boolean isAtRaise(Slice context) {
        int end = ByteSearch.find(context.bytes, context.from, context.to, (byte) '\n');
        return end - context.from > AT_RAISE.length
                && ByteSearch.startsWith(context.bytes, end - AT_RAISE.length, end, AT_RAISE);
    }

    private void duration(LogEntry entry) {
        Slice message = entry.message;
        int at = number(message.bytes, message.from + DURATION.length, message.to);
        if (at < 0 || !ByteSearch.startsWith(message.bytes, at, message.to, TOO_LONG)) {
            return;
        }
        at += TOO_LONG.length;
        if (at == message.to) {
            batch.add(Batch.BARE_DURATION, entry, origin(entry), -1, micros, false);
            return;
        }
        if (at + 2 >= message.to || message.bytes[at] != ' ' || message.bytes[at + 1] != ' ') {
            return;
        }
        at += 2;
        if (ByteSearch.startsWith(message.bytes, at, message.to, STATEMENT)) {
            executed(entry, at + STATEMENT.length, false);
        } else if (ByteSearch.startsWith(message.bytes, at, message.to, EXECUTE)) {
            int sql = afterName(message, at + EXECUTE.length);
            if (sql > 0) {
                executed(entry, sql, true);
            }
        } else if (ByteSearch.startsWith(message.bytes, at, message.to, PLAN)) {
            plan(entry, at + PLAN.length);
        }
    }

    /** Reads {@code 12.345} into {@link #micros}; gives the offset after it, -1 if none is there. */
    private int number(byte[] bytes, int from, int to) {
        long value = 0;
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            value = Math.min(MOST_MICROS, value * 10 + (bytes[at] - '0'));
            at++;
        }
        if (at == from) {
            return -1;
        }
        int decimals = 0;
        if (at < to && bytes[at] == '.') {
            at++;
            while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
                if (decimals < 3) {
                    value = value * 10 + (bytes[at] - '0');
                    decimals++;
                }
                at++;
            }
        }
        for (; decimals < 3; decimals++) {
            value *= 10;
        }
        micros = capped(value);
        return at;
    }

    /** Microseconds that sums of many can bear: what is longer is damage, not a duration. */
    static long capped(long micros) {
        return Math.min(MOST_MICROS, micros);
    }

    /** Offset of the SQL after {@code <unnamed>: } or {@code fetch from S_1/C_2: }, -1 if there is none. */
    private static int afterName(Slice message, int from) {
        byte[] bytes = message.bytes;
        int at = ByteSearch.startsWith(bytes, from, message.to, FETCH_FROM) ? from + FETCH_FROM.length : from;
        if (ByteSearch.startsWith(bytes, at, message.to, UNNAMED)) {
            at += UNNAMED.length;
        }
        while (at + 1 < message.to) {
            int colon = ByteSearch.find(bytes, at, message.to, (byte) ':');
            if (colon + 1 < message.to && bytes[colon + 1] == ' ') {
                return colon + 2;
            }
            at = colon + 1;
        }
        return -1;
    }

    private void executed(LogEntry entry, int sql, boolean extended) {
        int statement = statement(entry, sql, extended);
        boolean prepared = extended || isExecute(entry, sql);
        int origin = origin(entry);
        batch.count(LogCounter.STATEMENTS, 1);
        batch.count(LogCounter.DURATION_MICROS, micros);
        if (prepared) {
            batch.count(LogCounter.PREPARED, 1);
        }
        countParameterised(entry);
        batch.add(Batch.EXECUTED, entry, origin, statement, micros, prepared);
        if (options.keepSamples()) {
            sample(entry, origin, statement, sql);
        }
    }

    private void countParameterised(LogEntry entry) {
        Slice detail = entry.detail;
        if (detail.startsWith(PARAMETERS) || detail.startsWith(PARAMETERS_17) || detail.startsWith(PREPARE)) {
            batch.count(LogCounter.PARAMETERISED, 1);
        }
    }

    private void sample(LogEntry entry, int origin, int statement, int sql) {
        Slice message = entry.message;
        String values = entry.detail.isEmpty()
                ? Slice.decode(message.bytes, sql, Math.min(message.to, sql + LogOptions.SAMPLE_LENGTH))
                : entry.detail.text(LogOptions.SAMPLE_LENGTH);
        batch.note(entry, origin, new Note.Sample(statement, values));
    }

    private void text(LogEntry entry, int sql, boolean extended) {
        int statement = statement(entry, sql, extended);
        batch.count(LogCounter.STATEMENTS_WITHOUT_DURATION, 1);
        countParameterised(entry);
        batch.add(Batch.TEXT, entry, origin(entry), statement, 0, extended || isExecute(entry, sql));
    }

    private int statement(LogEntry entry, int sql, boolean extended) {
        Slice message = entry.message;
        nameOf(entry, sql);
        if (!extended && isExecute(entry, sql)) {
            Slice detail = entry.detail;
            return catalog.index(detail.bytes, detail.from + PREPARE.length, detail.to, false);
        }
        return catalog.index(message.bytes, sql, message.to, true);
    }

    /** Notes what ties an EXECUTE to the PREPARE before it in its session, where its detail does not give the text. */
    private void nameOf(LogEntry entry, int sql) {
        byte[] bytes = entry.message.bytes;
        int to = entry.message.to;
        if (sql >= to || !PreparedNames.mayName(bytes[sql])) {
            return;
        }
        long prepared = PreparedNames.prepared(bytes, sql, to);
        if (prepared != PreparedNames.NONE) {
            batch.note(entry, origin(entry), new Note.Prepared(prepared, catalog.prepared(bytes, sql, to)));
        } else if (!entry.detail.startsWith(PREPARE) && isWord(entry.message, sql)) {
            long executed = PreparedNames.executed(bytes, sql, to);
            if (executed != PreparedNames.NONE) {
                batch.note(entry, origin(entry), new Note.ExecutedByName(executed));
            }
        }
    }

    /** EXECUTE names its prepared text in the detail; several statements in one string stay what they are. */
    private static boolean isExecute(LogEntry entry, int sql) {
        return entry.detail.startsWith(PREPARE) && isWord(entry.message, sql);
    }

    private static boolean isWord(Slice message, int from) {
        int at = from;
        while (at < message.to && isBlank(message.bytes[at])) {
            at++;
        }
        for (int i = 0; i < EXECUTE.length - 1; i++) {
            if (at + i >= message.to || (message.bytes[at + i] | 0x20) != EXECUTE[i]) {
                return false;
            }
        }
        int last = message.to;
        while (last > at && (isBlank(message.bytes[last - 1]) || message.bytes[last - 1] == ';')) {
            last--;
        }
        return ByteSearch.find(message.bytes, at, last, (byte) ';') == last;
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    private void plan(LogEntry entry, int from) {
        batch.count(LogCounter.PLANS, 1);
        plans.read(entry, from + 1, micros).forEach(note -> batch.note(entry, origin(entry), note));
    }

    private void failure(LogEntry entry) {
        switch (entry.level) {
            case WARNING -> batch.count(LogCounter.WARNINGS, 1);
            case ERROR -> batch.count(LogCounter.ERRORS, 1);
            default -> batch.count(LogCounter.FATALS, 1);
        }
        String sqlState = entry.sqlState == 0 ? "" : LogEntry.unpackSqlState(entry.sqlState);
        if (entry.sqlState != 0) {
            batch.sqlStates.merge(sqlState, 1L, Long::sum);
        }
        if (entry.message.startsWith(CANCELING)) {
            batch.count(LogCounter.CANCELLED, 1);
        }
        unescaper.reset();
        int statement = failed(entry);
        int origin = origin(entry);
        batch.note(entry, origin, new Note.Failure(entry.level, sqlState, shown(entry, sqlState), statement));
        if (entry.level == LogLevel.ERROR
                && (entry.sqlState == DEADLOCK
                        || (entry.sqlState == 0 && entry.message.startsWith(ServerMessages.DEADLOCK_DETECTED)))) {
            batch.count(LogCounter.DEADLOCKS, 1);
            batch.note(entry, origin, serverMessages.deadlock(entry, statement, unescaper));
        }
    }

    private int failed(LogEntry entry) {
        Slice sql = entry.statement;
        if (sql.isEmpty()) {
            return -1;
        }
        boolean broken = entry.sqlState == SYNTAX_ERROR
                || (entry.sqlState == 0
                        && (entry.message.startsWith(SYNTAX) || entry.message.startsWith(UNTERMINATED)));
        return broken
                ? catalog.indexOfBroken(sql.bytes, sql.from, sql.to)
                : catalog.index(sql.bytes, sql.from, sql.to, true);
    }

    private String shown(LogEntry entry, String sqlState) {
        String message = entry.message.text(2000);
        return options.keepSamples()
                ? Texts.pattern(message)
                : ErrorTexts.shown(message, sqlState, isRaised(entry.context));
    }

    private int origin(LogEntry entry) {
        return origins.number(entry);
    }

    private static boolean isForeign(Slice message) {
        for (byte[] word : FOREIGN_DURATIONS) {
            if (message.startsWith(word)) {
                return true;
            }
        }
        return false;
    }
}
