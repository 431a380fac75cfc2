package dev.nightjar.source.log;

import dev.nightjar.source.log.PrefixPattern.Piece;

/** Reads what the typed escapes of a {@code log_line_prefix} print: times, numbers, session ids, codes. Not thread-safe. */
final class PrefixFields {
    private final TimestampReader times;
    private final ZoneOffsets zones;
    private byte[] line = {};
    private int lineEnd;
    private LogEntry entry = new LogEntry();
    private long sessionEpoch;

    PrefixFields(ZoneOffsets zones) {
        this.zones = zones;
        this.times = new TimestampReader(zones);
    }

    /** What to read next, and what to fill. */
    void line(byte[] bytes, int to, LogEntry into) {
        line = bytes;
        lineEnd = to;
        entry = into;
    }

    /** The end of the time at {@code at}, -1 if there is none. */
    int time(int at) {
        long micros = times.read(line, at, lineEnd);
        if (micros == LogEntry.NO_TIME) {
            return -1;
        }
        entry.timeMicros = micros;
        return times.end();
    }

    /** The end of what an escape of a type that is no free text printed at {@code at}, -1 if it is not that. */
    int typed(Piece piece, int at) {
        int start = afterBlanks(at, piece.padded() ? at + piece.padding() : at);
        int end = switch (piece.kind()) {
            case TIME -> time(start);
            case EPOCH -> epoch(start);
            // No number begins with blanks but a padded one, whose padding a sample need not have shown.
            case PROCESS -> process(afterBlanks(start, lineEnd));
            case SESSION -> session(start);
            case START -> sessionStart(start);
            case TRANSACTION -> transaction(start);
            case QUERY_ID -> queryId(start);
            case SQL_STATE -> sqlState(start);
            default -> digits(start);
        };
        return end < 0 ? end : afterBlanks(end, at + piece.padding());
    }

    private int afterBlanks(int at, int last) {
        int end = at;
        while (end < last && end < lineEnd && line[end] == ' ') {
            end++;
        }
        return end;
    }

    private int digits(int at) {
        int end = at;
        while (end < lineEnd && line[end] >= '0' && line[end] <= '9') {
            end++;
        }
        return end;
    }

    private int process(int at) {
        int end = digits(at);
        if (end == at || end - at > 10) {
            return -1;
        }
        entry.pid = (int) number(at, end);
        return end;
    }

    private long number(int at, int end) {
        long value = 0;
        for (int i = at; i < end; i++) {
            value = value * 10 + (line[i] - '0');
        }
        return value;
    }

    private int epoch(int at) {
        int end = digits(at);
        if (end - at < 9 || end - at > 11 || end >= lineEnd || line[end] != '.') {
            return -1;
        }
        int fraction = digits(end + 1);
        if (fraction - end - 1 != 3) {
            return -1;
        }
        entry.timeMicros = number(at, end) * 1_000_000L + number(end + 1, fraction) * 1000;
        return fraction;
    }

    private int session(int at) {
        long id = SessionIds.parse(line, at, lineEnd);
        if (id == 0) {
            return -1;
        }
        entry.sessionId = id;
        if (entry.pid == 0) {
            entry.pid = SessionIds.pid(id);
        }
        sessionEpoch = SessionIds.startSeconds(id);
        int end = at;
        while (end < lineEnd && SessionIds.isPart(line[end])) {
            end++;
        }
        return end;
    }

    private int sessionStart(int at) {
        long local = times.readLocal(line, at, lineEnd);
        if (local == LogEntry.NO_TIME) {
            return -1;
        }
        times.readZone(line, lineEnd);
        long epoch = entry.sessionId == 0 ? 0 : sessionEpoch;
        if (epoch > 0) {
            zones.learn(times.zone(line), (int) (local / 1_000_000L - epoch));
        }
        return times.end();
    }

    private int transaction(int at) {
        int slash = digits(at);
        if (slash == at || slash >= lineEnd || line[slash] != '/') {
            entry.transaction = 0;
            return at;
        }
        int end = digits(slash + 1);
        entry.transaction = SessionIds.transaction(number(at, slash), number(slash + 1, end));
        return end;
    }

    private int sqlState(int at) {
        if (at + 5 > lineEnd || !LogEntry.isSqlState(line, at)) {
            return -1;
        }
        entry.sqlState = LogEntry.packSqlState(line, at, at + 5);
        return at + 5;
    }

    private int queryId(int at) {
        boolean negative = at < lineEnd && line[at] == '-';
        int start = negative ? at + 1 : at;
        int end = digits(start);
        entry.queryId = negative ? -number(start, end) : number(start, end);
        return end;
    }
}
