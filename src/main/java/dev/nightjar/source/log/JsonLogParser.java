package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;

/**
 * {@code jsonlog} of 15 to 18: one object a line, flat. Keys are told apart by length and letters, values that are
 * not needed are passed over. A query id is read as a long: it does not fit a double.
 */
final class JsonLogParser implements EntryParser {
    private static final byte[] TIMESTAMP = ByteSearch.ascii("timestamp");
    private static final byte[] TIME_START = ByteSearch.ascii("\"timestamp\":\"");
    private static final byte[] USER_START = ByteSearch.ascii("\"user\":\"");
    private static final byte[] DATABASE_START = ByteSearch.ascii("\",\"dbname\":\"");
    private static final byte[] REMOTE = ByteSearch.ascii("remote_");
    private static final byte[] USER = ByteSearch.ascii("user");
    private static final byte[] DATABASE = ByteSearch.ascii("dbname");
    private static final byte[] PID = ByteSearch.ascii("pid");
    private static final byte[] SESSION = ByteSearch.ascii("session_id");
    private static final byte[] SESSION_START = ByteSearch.ascii("session_start");
    private static final byte[] TRANSACTION = ByteSearch.ascii("vxid");
    private static final byte[] SEVERITY = ByteSearch.ascii("error_severity");
    private static final byte[] SQL_STATE = ByteSearch.ascii("state_code");
    private static final byte[] MESSAGE = ByteSearch.ascii("message");
    private static final byte[] DETAIL = ByteSearch.ascii("detail");
    private static final byte[] CONTEXT = ByteSearch.ascii("context");
    private static final byte[] STATEMENT = ByteSearch.ascii("statement");
    private static final byte[] APPLICATION = ByteSearch.ascii("application_name");
    private static final byte[] LOG = ByteSearch.ascii("LOG");
    private static final byte[] QUERY_ID = ByteSearch.ascii("query_id");

    private final ZoneOffsets zones;
    private final TimestampReader times;
    private final Unescaper unescaper = new Unescaper();
    private final LogEntry entry = new LogEntry();
    private final Slice value = new Slice();
    private int timeFrom;
    private int timeTo;
    private int startFrom;
    private int startTo;
    private final HeadMemo memo = new HeadMemo();
    private int head;
    private int headKey;
    private boolean headOpen;
    private boolean headKnown;
    private boolean severitySeen;
    private boolean escaped;
    private long lastSession;
    private long foreignLines;

    JsonLogParser(ZoneOffsets zones) {
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
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int length = Math.min(to, newline + 1) - at;
            if (newline > at && line(bytes, at, newline)) {
                entry.bytes = length;
                sink.entry(entry);
            } else {
                sink.skipped(1, length);
            }
            at = newline + 1;
        }
    }

    private boolean line(byte[] bytes, int from, int to) {
        if (bytes[from] != '{') {
            return false;
        }
        entry.clear();
        entry.transaction = 0;
        unescaper.reset();
        timeFrom = -1;
        startFrom = -1;
        severitySeen = false;
        int at = knownHead(bytes, from + 1, to);
        while (at < to && bytes[at] == '"') {
            int keyStart = at + 1;
            int keyEnd = ByteSearch.find(bytes, keyStart, to, (byte) '"');
            if (keyEnd + 2 >= to || bytes[keyEnd + 1] != ':') {
                return false;
            }
            at = value(bytes, keyEnd + 2, to);
            if (at < 0) {
                return false;
            }
            keep(bytes, keyStart, keyEnd);
            if (at < to && bytes[at] == '}') {
                break;
            }
            if (at >= to || bytes[at] != ',') {
                return false;
            }
            at++;
            if (headOpen) {
                remember(bytes, keyStart, keyEnd, at, to);
            }
        }
        return severitySeen && at < to && bytes[at] == '}' && finish(bytes);
    }

    /** Finds the value at {@code at}; gives the offset after it, -1 if it does not end. */
    private int value(byte[] bytes, int at, int to) {
        escaped = false;
        if (bytes[at] != '"') {
            int end = at;
            while (end < to && bytes[end] != ',' && bytes[end] != '}') {
                end++;
            }
            value.set(bytes, at, end);
            return end;
        }
        int end = at + 1;
        while (true) {
            end = ByteSearch.findEither(bytes, end, to, (byte) '"', (byte) '\\');
            if (end >= to) {
                return -1;
            }
            if (bytes[end] == '"') {
                break;
            }
            escaped = true;
            end += 2;
        }
        value.set(bytes, at + 1, end);
        return end + 1;
    }

    /**
     * Reads the time and passes over what stands between it and the line number, where that is known from an earlier line
     * of the session; gives the offset of the first key that is still to be read.
     */
    private int knownHead(byte[] bytes, int from, int to) {
        headOpen = false;
        headKnown = false;
        if (!ByteSearch.startsWith(bytes, from, to, TIME_START)) {
            return from;
        }
        timeFrom = from + TIME_START.length;
        timeTo = ByteSearch.find(bytes, timeFrom, to, (byte) '"');
        head = timeTo + 2;
        if (head >= to || bytes[timeTo + 1] != ',') {
            timeFrom = -1;
            return from;
        }
        headKey = processKey(bytes, head, to);
        int length = memo.find(bytes, head, headKey, to);
        if (length > 0) {
            memo.found().fill(entry);
            headKnown = true;
            return head + length;
        }
        headOpen = true;
        return head;
    }

    /** Where the process number stands in a record of a session; only a guess that spreads sessions. */
    private static int processKey(byte[] bytes, int head, int to) {
        if (!ByteSearch.startsWith(bytes, head, to, USER_START)) {
            return head;
        }
        int user = ByteSearch.find(bytes, head + USER_START.length, to, (byte) '"');
        if (!ByteSearch.startsWith(bytes, user, to, DATABASE_START)) {
            return user;
        }
        return ByteSearch.find(bytes, user + DATABASE_START.length, to, (byte) '"');
    }

    /** Remembers the head up to the session's id, if nothing that changes from line to line stands before. */
    private void remember(byte[] bytes, int keyStart, int keyEnd, int at, int to) {
        if (is(bytes, keyStart, keyEnd, SESSION) && keyEnd - keyStart == SESSION.length) {
            memo.put(bytes, head, headKey, at, to, entry);
            headOpen = false;
        } else {
            int length = keyEnd - keyStart;
            headOpen = (length == USER.length && is(bytes, keyStart, keyEnd, USER))
                    || (length == DATABASE.length && is(bytes, keyStart, keyEnd, DATABASE))
                    || (length == PID.length && is(bytes, keyStart, keyEnd, PID))
                    || is(bytes, keyStart, keyEnd, REMOTE);
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        switch (to - from) {
            case 3 -> {
                if (is(bytes, from, to, PID)) {
                    entry.pid = (int) number();
                }
            }
            case 4 -> {
                if (is(bytes, from, to, USER)) {
                    text(entry.user);
                } else if (is(bytes, from, to, TRANSACTION)) {
                    entry.transaction = SessionIds.transaction(value.bytes, value.from, value.to);
                }
            }
            case 6 -> {
                if (is(bytes, from, to, DATABASE)) {
                    text(entry.database);
                } else if (is(bytes, from, to, DETAIL)) {
                    text(entry.detail);
                }
            }
            case 7 -> {
                if (is(bytes, from, to, MESSAGE)) {
                    text(entry.message);
                } else if (is(bytes, from, to, CONTEXT)) {
                    text(entry.context);
                }
            }
            case 8 -> {
                if (is(bytes, from, to, QUERY_ID)) {
                    entry.queryId = number();
                }
            }
            case 9 -> {
                if (is(bytes, from, to, TIMESTAMP)) {
                    timeFrom = value.from;
                    timeTo = value.to;
                } else if (is(bytes, from, to, STATEMENT)) {
                    text(entry.statement);
                }
            }
            case 10 -> {
                if (is(bytes, from, to, SESSION)) {
                    entry.sessionId = SessionIds.parse(value.bytes, value.from, value.to);
                } else if (is(bytes, from, to, SQL_STATE)) {
                    entry.sqlState = LogEntry.packSqlState(value.bytes, value.from, value.to);
                }
            }
            case 13 -> {
                if (is(bytes, from, to, SESSION_START)) {
                    startFrom = value.from;
                    startTo = value.to;
                }
            }
            case 14 -> {
                if (is(bytes, from, to, SEVERITY)) {
                    severity();
                    severitySeen = true;
                }
            }
            case 16 -> {
                if (is(bytes, from, to, APPLICATION)) {
                    text(entry.application);
                }
            }
            default -> {}
        }
    }

    private void severity() {
        if (is(value.bytes, value.from, value.to, LOG) && value.length() == LOG.length) {
            return;
        }
        entry.level = LogLevel.find(value.bytes, value.from, value.to).orElse(LogLevel.LOG);
        if (!entry.level.isEnglish(value.bytes, value.from, value.to)) {
            foreignLines++;
        }
    }

    private boolean finish(byte[] bytes) {
        if (timeFrom < 0) {
            return false;
        }
        if (headKnown) {
            entry.originHash = Origins.with(memo.found().namesHash, entry.application);
        }
        if (!headKnown && entry.sessionId != lastSession && startFrom >= 0) {
            lastSession = entry.sessionId;
            learnZone(bytes);
        }
        entry.timeMicros = times.read(bytes, timeFrom, timeTo);
        return entry.timeMicros != LogEntry.NO_TIME;
    }

    private void learnZone(byte[] bytes) {
        long local = times.readLocal(bytes, startFrom, startTo);
        if (local != LogEntry.NO_TIME && entry.sessionId != 0) {
            times.readZone(bytes, startTo);
            int offset = (int) (local / 1_000_000L - SessionIds.startSeconds(entry.sessionId));
            zones.learn(times.zone(bytes), offset);
        }
    }

    private static boolean is(byte[] bytes, int from, int to, byte[] key) {
        return ByteSearch.startsWith(bytes, from, to, key);
    }

    private void text(Slice into) {
        if (escaped) {
            unescaper.unescapeJson(value.bytes, value.from, value.to, into);
        } else {
            into.set(value.bytes, value.from, value.to);
        }
    }

    private long number() {
        boolean negative = !value.isEmpty() && value.bytes[value.from] == '-';
        long number = 0;
        for (int i = negative ? value.from + 1 : value.from; i < value.to; i++) {
            number = number * 10 + (value.bytes[i] - '0');
        }
        return negative ? -number : number;
    }
}
