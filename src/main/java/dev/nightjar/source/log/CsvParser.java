package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;

/**
 * {@code csvlog} of every column count from 13 (23 columns) to 18 (26). Quotes are doubled inside quotes, newlines
 * stand raw. After damage it goes on at the next line that is a whole record by its time, process and severity.
 */
final class CsvParser implements EntryParser {
    private static final int FEWEST_COLUMNS = 23;
    private static final int MOST_COLUMNS = 40;
    private static final int DATABASE = 2;
    private static final int PID = 3;
    private static final int SESSION = 5;
    private static final int SESSION_START = 8;
    private static final int TRANSACTION = 9;
    private static final int SEVERITY = 11;
    private static final int SQL_STATE = 12;
    private static final int MESSAGE = 13;
    private static final int DETAIL = 14;
    private static final int CONTEXT = 18;
    private static final int STATEMENT = 19;
    private static final int APPLICATION = 22;
    private static final int QUERY_ID = 25;

    private final ZoneOffsets zones;
    private final TimestampReader times;
    private final Unescaper unescaper = new Unescaper();
    private final LogEntry entry = new LogEntry();
    private final int[] starts = new int[MOST_COLUMNS];
    private final int[] ends = new int[MOST_COLUMNS];
    private final boolean[] doubled = new boolean[MOST_COLUMNS];
    private int columns;
    private final HeadMemo memo = new HeadMemo();
    private int head;
    private int headKey;
    private boolean headKnown;
    private long foreignLines;

    CsvParser(ZoneOffsets zones) {
        this.zones = zones;
        this.times = new TimestampReader(zones);
    }

    @Override
    public long foreignLines() {
        return foreignLines;
    }

    @Override
    public void parse(byte[] bytes, int from, int to, EntrySink sink) {
        int at = from;
        while (at < to) {
            int end = record(bytes, at, to);
            if (end < 0) {
                at = resync(bytes, at, to, sink);
                continue;
            }
            entry.bytes = end - at;
            sink.entry(entry);
            at = end;
        }
    }

    /** Reads the record at {@code at} into the entry; gives the offset after its newline, -1 if it is none. */
    private int record(byte[] bytes, int at, int to) {
        long time = times.read(bytes, at, to);
        if (time == LogEntry.NO_TIME || times.end() >= to || bytes[times.end()] != ',') {
            return -1;
        }
        starts[0] = at;
        ends[0] = times.end();
        entry.clear();
        entry.timeMicros = time;
        head = times.end();
        headKey = processKey(bytes, head, to);
        int length = memo.find(bytes, head, headKey, to);
        headKnown = length > 0;
        int end;
        if (headKnown) {
            memo.found().fill(entry);
            end = split(bytes, head + length, SESSION + 1, to);
        } else {
            end = split(bytes, head + 1, 1, to);
        }
        return end < 0 || !fill(bytes, to) ? -1 : end;
    }

    /** Where the process number stands if no name holds a comma; only a guess that spreads sessions. */
    private static int processKey(byte[] bytes, int head, int to) {
        int user = ByteSearch.find(bytes, head + 1, to, (byte) ',');
        return Math.min(to, ByteSearch.find(bytes, Math.min(to, user + 1), to, (byte) ',') + 1);
    }

    private int resync(byte[] bytes, int at, int to, EntrySink sink) {
        int from = at;
        long lines = 0;
        do {
            from = Math.min(to, ByteSearch.find(bytes, from, to, (byte) '\n') + 1);
            lines++;
        } while (from < to && !looksLikeStart(bytes, from, to));
        sink.skipped(lines, from - at);
        return from;
    }

    /** Whether a line could start a record: cheap, and no proof. */
    boolean looksLikeStart(byte[] bytes, int at, int to) {
        return times.read(bytes, at, to) != LogEntry.NO_TIME && times.end() < to && bytes[times.end()] == ',';
    }

    /** Whether a whole record starts here. */
    boolean isRecord(byte[] bytes, int at, int to) {
        return looksLikeStart(bytes, at, to) && split(bytes, at, 0, to) >= 0 && isProcess(bytes) && plausible(bytes);
    }

    /** The end of the record that starts here, {@code to} if it may go on beyond; -1 if none starts here. */
    int endOfRecord(byte[] bytes, int at, int to) {
        if (!looksLikeStart(bytes, at, to)) {
            return -1;
        }
        int end = split(bytes, at, 0, to);
        if (end < 0 && columns <= SQL_STATE) {
            return -1;
        }
        return isProcess(bytes) && plausible(bytes) ? (end < 0 ? to : end) : -1;
    }

    /** Finds the columns from {@code first} on, which starts at {@code from}; gives the offset after its newline, -1 if it is none. */
    private int split(byte[] bytes, int from, int first, int to) {
        columns = first;
        int at = from;
        while (columns < MOST_COLUMNS) {
            doubled[columns] = false;
            if (at < to && bytes[at] == '"') {
                int end = quoted(bytes, at + 1, to);
                if (end < 0) {
                    return -1;
                }
                starts[columns] = at + 1;
                ends[columns] = end;
                at = end + 1;
            } else {
                starts[columns] = at;
                if (columns == SESSION_START) {
                    at = ByteSearch.findEither(bytes, at, to, (byte) ',', (byte) '\n');
                }
                while (at < to && bytes[at] != ',' && bytes[at] != '\n') {
                    at++;
                }
                ends[columns] = at;
            }
            columns++;
            if (at >= to) {
                return columns >= FEWEST_COLUMNS ? to : -1;
            }
            if (bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n') {
                at++;
            }
            if (bytes[at] == '\n') {
                return columns >= FEWEST_COLUMNS ? at + 1 : -1;
            }
            if (bytes[at] != ',') {
                return -1;
            }
            at++;
        }
        return -1;
    }

    private int quoted(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            at = ByteSearch.find(bytes, at, to, (byte) '"');
            if (at >= to) {
                return -1;
            }
            if (at + 1 < to && bytes[at + 1] == '"') {
                doubled[columns] = true;
                at += 2;
            } else {
                return at;
            }
        }
    }

    private boolean isProcess(byte[] bytes) {
        return ends[PID] > starts[PID] && digitsOnly(bytes, starts[PID], ends[PID]);
    }

    private boolean plausible(byte[] bytes) {
        return ends[SEVERITY] > starts[SEVERITY]
                && ends[SEVERITY] - starts[SEVERITY] < 48
                && ends[SQL_STATE] - starts[SQL_STATE] == 5
                && LogEntry.isSqlState(bytes, starts[SQL_STATE]);
    }

    private boolean fill(byte[] bytes, int to) {
        if (!plausible(bytes)) {
            return false;
        }
        unescaper.reset();
        if (!headKnown) {
            if (!isProcess(bytes)) {
                return false;
            }
            readHead(bytes, to);
        }
        if (isLog(bytes, starts[SEVERITY], ends[SEVERITY])) {
            entry.level = LogLevel.LOG;
        } else {
            entry.level = LogLevel.find(bytes, starts[SEVERITY], ends[SEVERITY]).orElse(LogLevel.LOG);
            if (!entry.level.isEnglish(bytes, starts[SEVERITY], ends[SEVERITY])) {
                foreignLines++;
            }
        }
        entry.sqlState = LogEntry.packSqlState(bytes, starts[SQL_STATE], ends[SQL_STATE]);
        entry.transaction = SessionIds.transaction(bytes, starts[TRANSACTION], ends[TRANSACTION]);
        if (columns > QUERY_ID) {
            entry.queryId = signed(bytes, starts[QUERY_ID], ends[QUERY_ID]);
        }
        text(bytes, MESSAGE, entry.message);
        text(bytes, DETAIL, entry.detail);
        text(bytes, CONTEXT, entry.context);
        text(bytes, STATEMENT, entry.statement);
        text(bytes, APPLICATION, entry.application);
        if (headKnown) {
            entry.originHash = Origins.with(memo.found().namesHash, entry.application);
        }
        return true;
    }

    /** Reads what stays the same for a session, and remembers it. */
    private void readHead(byte[] bytes, int to) {
        entry.sessionId = SessionIds.parse(bytes, starts[SESSION], ends[SESSION]);
        for (int i = starts[PID]; i < ends[PID]; i++) {
            entry.pid = entry.pid * 10 + (bytes[i] - '0');
        }
        text(bytes, 1, entry.user);
        text(bytes, DATABASE, entry.database);
        learnZone(bytes);
        entry.timeMicros = times.read(bytes, starts[0], ends[0] + 1);
        if (ends[SESSION] < to && bytes[ends[SESSION]] == ',') {
            memo.put(bytes, head, headKey, ends[SESSION] + 1, to, entry);
        }
    }

    private static boolean isLog(byte[] bytes, int from, int to) {
        return to - from == 3 && bytes[from] == 'L' && bytes[from + 1] == 'O' && bytes[from + 2] == 'G';
    }

    /** The first half of the session id is the session's start in UTC: it gives the zone away. */
    private void learnZone(byte[] bytes) {
        long local = times.readLocal(bytes, starts[SESSION_START], ends[SESSION_START]);
        if (local == LogEntry.NO_TIME || entry.sessionId == 0) {
            return;
        }
        times.readZone(bytes, ends[SESSION_START]);
        int offset = (int) (local / 1_000_000L - SessionIds.startSeconds(entry.sessionId));
        zones.learn(times.zone(bytes), offset);
    }

    private void text(byte[] bytes, int column, Slice into) {
        if (doubled[column]) {
            unescaper.undoubleQuotes(bytes, starts[column], ends[column], into);
        } else {
            into.set(bytes, starts[column], ends[column]);
        }
    }

    private static boolean digitsOnly(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return to - from <= 10;
    }

    private static long signed(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        long value = 0;
        for (int i = negative ? from + 1 : from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return negative ? -value : value;
    }
}
