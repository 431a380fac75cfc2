package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code log_line_prefix}, compiled: reads the head of a line up to the text after its severity. Names may hold
 * anything that the prefix holds, too, so holes of free text try every place where what follows fits, nearest
 * first; names are at most 63 bytes, which bounds the search. Not thread-safe.
 *
 * <p>Reference: PostgreSQL documentation 13 to 18, "log_line_prefix".
 */
final class LinePrefix {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_HOST = 300;

    private enum Kind {
        LITERAL,
        TIME,
        EPOCH,
        PROCESS,
        NUMBER,
        SESSION,
        START,
        TRANSACTION,
        QUERY_ID,
        SQL_STATE,
        USER,
        DATABASE,
        APPLICATION,
        HOST,
        TEXT,
        STOP
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Piece(Kind kind, byte[] literal, int padding, int longest) {
        boolean padded() {
            return padding > 0;
        }
    }

    private final String pattern;
    private final Piece[] pieces;
    private final boolean verbose;
    private final TimestampReader times;
    private final ZoneOffsets zones;

    private byte[] line = {};
    private int lineEnd;
    private LogEntry entry = new LogEntry();
    private LogLevel level = LogLevel.LOG;
    private int textStart;
    private boolean foreign;
    private long sessionEpoch;

    /**
     * @param pattern as in postgresql.conf
     * @param verbose whether {@code log_error_verbosity = verbose} puts the SQLSTATE after the severity
     */
    LinePrefix(String pattern, boolean verbose, ZoneOffsets zones) {
        this.pattern = pattern;
        this.verbose = verbose;
        this.zones = zones;
        this.times = new TimestampReader(zones);
        this.pieces = compile(pattern).toArray(Piece[]::new);
    }

    String pattern() {
        return pattern;
    }

    /** The level of the line that was read last. */
    LogLevel level() {
        return level;
    }

    /** Where the text of the line that was read last starts. */
    int textStart() {
        return textStart;
    }

    /** Whether the severity of the line that was read last is not English. */
    boolean isForeign() {
        return foreign;
    }

    /** Whether {@code bytes[from, to)} starts with this prefix and a level; fills the entry's head if so. */
    boolean read(byte[] bytes, int from, int to, LogEntry into) {
        line = bytes;
        lineEnd = to;
        entry = into;
        return match(0, from);
    }

    private boolean match(int index, int at) {
        int piece = index;
        int position = at;
        while (piece < pieces.length) {
            Piece current = pieces[piece];
            switch (current.kind) {
                case LITERAL -> position = literal(current.literal, position);
                case TIME -> position = time(position);
                case STOP -> {
                    if (severity(position)) {
                        return true;
                    }
                }
                case USER, DATABASE, APPLICATION, HOST, TEXT, SQL_STATE -> {
                    return hole(piece, position);
                }
                default -> position = typed(current, position);
            }
            if (position < 0) {
                return false;
            }
            piece++;
        }
        return severity(position);
    }

    private int literal(byte[] literal, int at) {
        return ByteSearch.startsWith(line, at, lineEnd, literal) ? at + literal.length : -1;
    }

    private int time(int at) {
        long micros = times.read(line, at, lineEnd);
        if (micros == LogEntry.NO_TIME) {
            return -1;
        }
        entry.timeMicros = micros;
        return times.end();
    }

    private int typed(Piece piece, int at) {
        int start = at;
        while (piece.padded() && start < lineEnd && line[start] == ' ') {
            start++;
        }
        int end = switch (piece.kind) {
            case EPOCH -> epoch(start);
            case PROCESS -> process(start);
            case SESSION -> session(start);
            case START -> sessionStart(start);
            case TRANSACTION -> transaction(start);
            case QUERY_ID -> queryId(start);
            default -> digits(start);
        };
        while (piece.padded() && end >= 0 && end < lineEnd && line[end] == ' ' && end - at < piece.longest) {
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
        if (epoch > 0 && zones.learn(times.zone(line), (int) (local / 1_000_000L - epoch))) {
            times.forgetZone();
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

    private int queryId(int at) {
        boolean negative = at < lineEnd && line[at] == '-';
        int start = negative ? at + 1 : at;
        int end = digits(start);
        entry.queryId = negative ? -number(start, end) : number(start, end);
        return end;
    }

    /** A hole of free text: nearest end first. */
    private boolean hole(int index, int at) {
        Piece piece = pieces[index];
        int last = Math.min(lineEnd, at + piece.longest);
        for (int end = Math.min(last, at + piece.padding); end <= last; end++) {
            if (canFollow(index + 1, end) && match(index + 1, end)) {
                keep(piece, at, end);
                return true;
            }
            if (piece.kind == Kind.HOST && end < lineEnd && line[end] == ' ') {
                return false;
            }
        }
        return false;
    }

    /** A quick look before the recursion. */
    private boolean canFollow(int index, int at) {
        if (index >= pieces.length) {
            return at < lineEnd && ((line[at] >= 'A' && line[at] <= 'Z') || line[at] < 0);
        }
        Piece next = pieces[index];
        return next.kind != Kind.LITERAL || (at < lineEnd && line[at] == next.literal[0]);
    }

    private void keep(Piece piece, int from, int to) {
        int end = to;
        while (piece.padded() && end > from && line[end - 1] == ' ') {
            end--;
        }
        switch (piece.kind) {
            case USER -> entry.user.set(line, from, end);
            case DATABASE -> entry.database.set(line, from, end);
            case APPLICATION -> entry.application.set(line, from, end);
            case SQL_STATE -> entry.sqlState = LogEntry.packSqlState(line, from, end);
            default -> {}
        }
    }

    private boolean severity(int at) {
        if (at + 4 <= lineEnd && line[at] == 'L' && line[at + 1] == 'O' && line[at + 2] == 'G' && line[at + 3] == ':') {
            level = LogLevel.LOG;
            foreign = false;
            return afterColon(at + 4);
        }
        if (at >= lineEnd || (line[at] >= 0 && (line[at] < 'A' || line[at] > 'Z'))) {
            return false;
        }
        int colon = at;
        while (colon < lineEnd && colon - at < 40 && line[colon] != ':' && line[colon] != ' ') {
            colon++;
        }
        if (colon == at || colon >= lineEnd || line[colon] != ':') {
            return false;
        }
        LogLevel found = LogLevel.find(line, at, colon).orElse(LogLevel.BACKTRACE);
        if (found == LogLevel.BACKTRACE && line[at] != 'B') {
            return false;
        }
        level = found;
        foreign = !found.isEnglish(line, at, colon);
        return afterColon(colon + 1);
    }

    private boolean afterColon(int at) {
        if (at + 1 >= lineEnd || line[at] != ' ' || line[at + 1] != ' ') {
            return at < lineEnd && line[at] == ' ' && foreign && start(at + 1);
        }
        return start(at + 2);
    }

    private boolean start(int at) {
        textStart = at;
        if (verbose && level.isSeverity() && at + 7 <= lineEnd && line[at + 5] == ':' && line[at + 6] == ' ') {
            entry.sqlState = LogEntry.packSqlState(line, at, at + 5);
            textStart = at + 7;
        }
        return true;
    }

    private static List<Piece> compile(String pattern) {
        List<Piece> pieces = new ArrayList<>();
        ByteArrayOutputStream literal = new ByteArrayOutputStream();
        byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] != '%' || i + 1 >= bytes.length) {
                literal.write(bytes[i++]);
                continue;
            }
            int escape = i + 1;
            int padding = 0;
            while (escape < bytes.length && (bytes[escape] == '-' || (bytes[escape] >= '0' && bytes[escape] <= '9'))) {
                padding = bytes[escape] == '-' ? padding : padding * 10 + bytes[escape] - '0';
                escape++;
            }
            if (escape >= bytes.length) {
                break;
            }
            i = escape + 1;
            if (bytes[escape] == '%') {
                literal.write('%');
                continue;
            }
            Piece piece = piece((char) bytes[escape], padding);
            if (piece.longest > 0) {
                flush(literal, pieces);
                pieces.add(piece);
            }
        }
        flush(literal, pieces);
        return pieces;
    }

    private static void flush(ByteArrayOutputStream literal, List<Piece> pieces) {
        if (literal.size() > 0) {
            pieces.add(new Piece(Kind.LITERAL, literal.toByteArray(), 0, literal.size()));
            literal.reset();
        }
    }

    /** An escape that prints nothing is a piece without length. */
    private static Piece piece(char escape, int padding) {
        return switch (escape) {
            case 't', 'm' -> of(Kind.TIME, padding, 40);
            case 'n' -> of(Kind.EPOCH, padding, 20);
            case 'p' -> of(Kind.PROCESS, padding, 12);
            case 'P', 'l', 'x' -> of(Kind.NUMBER, padding, 20);
            case 'c' -> of(Kind.SESSION, padding, 20);
            case 's' -> of(Kind.START, padding, 40);
            case 'v' -> of(Kind.TRANSACTION, padding, 30);
            case 'Q' -> of(Kind.QUERY_ID, padding, 22);
            case 'e' -> of(Kind.SQL_STATE, padding, 6);
            case 'u' -> of(Kind.USER, padding, LONGEST_NAME);
            case 'd' -> of(Kind.DATABASE, padding, LONGEST_NAME);
            case 'a' -> of(Kind.APPLICATION, padding, LONGEST_NAME);
            case 'r', 'h', 'L' -> of(Kind.HOST, padding, LONGEST_HOST);
            case 'b', 'i' -> of(Kind.TEXT, padding, LONGEST_NAME);
            case 'q' -> of(Kind.STOP, 0, 1);
            default -> of(Kind.TEXT, 0, 0);
        };
    }

    private static Piece of(Kind kind, int padding, int longest) {
        return new Piece(kind, new byte[0], padding, longest == 0 ? 0 : Math.max(longest, padding));
    }
}
