package dev.nightjar.source.log;

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
    private long lastSession;
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
            int end = split(bytes, at, to);
            if (end < 0 || !fill(bytes)) {
                at = resync(bytes, at, to, sink);
                continue;
            }
            sink.entry(entry);
            at = end;
        }
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
        return looksLikeStart(bytes, at, to) && split(bytes, at, to) >= 0 && plausible(bytes);
    }

    /** Finds the columns of the record at {@code at}; gives the offset after its newline, -1 if it is none. */
    private int split(byte[] bytes, int from, int to) {
        columns = 0;
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

    private boolean plausible(byte[] bytes) {
        return ends[PID] > starts[PID]
                && digitsOnly(bytes, starts[PID], ends[PID])
                && ends[SEVERITY] > starts[SEVERITY]
                && ends[SEVERITY] - starts[SEVERITY] < 48
                && ends[SQL_STATE] - starts[SQL_STATE] == 5;
    }

    private boolean fill(byte[] bytes) {
        if (!plausible(bytes)) {
            return false;
        }
        entry.clear();
        unescaper.reset();
        entry.sessionId = SessionIds.parse(bytes, starts[SESSION], ends[SESSION]);
        if (entry.sessionId != lastSession) {
            lastSession = entry.sessionId;
            learnZone(bytes);
        }
        entry.timeMicros = times.read(bytes, starts[0], ends[0]);
        if (entry.timeMicros == LogEntry.NO_TIME) {
            return false;
        }
        for (int i = starts[PID]; i < ends[PID]; i++) {
            entry.pid = entry.pid * 10 + (bytes[i] - '0');
        }
        entry.level = LogLevel.find(bytes, starts[SEVERITY], ends[SEVERITY]).orElse(LogLevel.LOG);
        if (!entry.level.isEnglish(bytes, starts[SEVERITY], ends[SEVERITY])) {
            foreignLines++;
        }
        entry.sqlState = LogEntry.packSqlState(bytes, starts[SQL_STATE], ends[SQL_STATE]);
        entry.transaction = SessionIds.transaction(bytes, starts[TRANSACTION], ends[TRANSACTION]);
        if (columns > QUERY_ID) {
            entry.queryId = signed(bytes, starts[QUERY_ID], ends[QUERY_ID]);
        }
        text(bytes, 1, entry.user);
        text(bytes, DATABASE, entry.database);
        text(bytes, MESSAGE, entry.message);
        text(bytes, DETAIL, entry.detail);
        text(bytes, CONTEXT, entry.context);
        text(bytes, STATEMENT, entry.statement);
        text(bytes, APPLICATION, entry.application);
        return true;
    }

    /** The first half of the session id is the session's start in UTC: it gives the zone away. */
    private void learnZone(byte[] bytes) {
        long local = times.readLocal(bytes, starts[SESSION_START], ends[SESSION_START]);
        if (local == LogEntry.NO_TIME || entry.sessionId == 0) {
            return;
        }
        times.readZone(bytes, ends[SESSION_START]);
        int offset = (int) (local / 1_000_000L - SessionIds.startSeconds(entry.sessionId));
        if (zones.learn(times.zone(bytes), offset)) {
            times.forgetZone();
        }
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

    /**
     * Counts quotes: a newline after an even number of them ends a record, whatever it looks like. The record after a
     * border must look like one, too; where none does, the file is damaged and the count starts anew.
     */
    static final class Borders implements BorderFinder {
        private final CsvParser parser;
        private static final int MOST_TRIES = 200;

        Borders(CsvParser parser) {
            this.parser = parser;
        }

        @Override
        public int lastBorder(byte[] bytes, int from, int to) {
            int even = lastEvenNewline(bytes, from, to);
            if (even > from && (even == to || parser.looksLikeStart(bytes, even, to) || to - even < 64)) {
                return even;
            }
            return lastRecord(bytes, from, to);
        }

        @Override
        public int firstBorder(byte[] bytes, int from, int to) {
            int at = from;
            while (at < to) {
                at = ByteSearch.find(bytes, at, to, (byte) '\n') + 1;
                if (at < to && parser.isRecord(bytes, at, to)) {
                    return at;
                }
            }
            return -1;
        }

        @Override
        public int endOfComplete(byte[] bytes, int from, int to) {
            return lastEvenNewline(bytes, from, to);
        }

        /** Walks back by lines, counting quotes of the tail against the parity of the whole. */
        private int lastEvenNewline(byte[] bytes, int from, int to) {
            boolean odd = (ByteSearch.count(bytes, from, to, (byte) '"') & 1) == 1;
            int end = to;
            while (end > from) {
                int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
                if (newline < 0) {
                    return from;
                }
                odd ^= (ByteSearch.count(bytes, newline + 1, end, (byte) '"') & 1) == 1;
                if (!odd) {
                    return newline + 1;
                }
                end = newline;
            }
            return from;
        }

        private int lastRecord(byte[] bytes, int from, int to) {
            int end = to;
            for (int tries = 0; tries < MOST_TRIES && end > from; tries++) {
                int newline = ByteSearch.findLast(bytes, from, end, (byte) '\n');
                if (newline < 0) {
                    return from;
                }
                if (parser.isRecord(bytes, newline + 1, to)) {
                    return newline + 1;
                }
                end = newline;
            }
            return from;
        }
    }
}
