package dev.nightjar.source.log;

import dev.nightjar.source.log.PrefixPattern.Kind;
import dev.nightjar.source.log.PrefixPattern.Piece;
import dev.nightjar.source.log.bytes.ByteSearch;
import java.util.Arrays;
import java.util.Optional;

/**
 * A {@code log_line_prefix}, compiled: reads the head of a line up to the text after its severity. Names may hold
 * anything that the prefix holds, too, so holes of free text try every place where what follows fits, nearest first;
 * names are at most 63 bytes, which bounds the search. What stays the same for a session is read once and compared from
 * then on. Not thread-safe.
 */
final class LinePrefix {
    /** Ends of a head that are tried where there are several. */
    private static final int MOST_ENDS = 4;

    private final String pattern;
    private final Piece[] pieces;
    private final SessionNames names;
    /** For each piece the names it may hold that a shorter one would be taken for. */
    private final byte[][][] known;

    private final boolean verbose;
    private final PrefixFields fields;
    private final HeadMemo memo = new HeadMemo();
    /** The first piece of those that stay the same for a session; -1 where free text stands before one that does not. */
    private final int firstStable;

    private final boolean startsWithTime;
    private final boolean hasFreeText;
    private Optional<SessionHeads> heads = Optional.empty();

    private byte[] line = {};
    private int lineEnd;
    private LogEntry entry = new LogEntry();
    private LogLevel level = LogLevel.LOG;
    private int textStart;
    private boolean foreign;
    /** Where the severity of the line that was read last starts, and the least place where it may. */
    private int severityStart;

    private int leastSeverityStart;

    /**
     * @param pattern as in postgresql.conf
     * @param verbose whether {@code log_error_verbosity = verbose} puts the SQLSTATE after the severity
     * @param names of sessions, which are looked for before shorter ones
     */
    LinePrefix(String pattern, boolean verbose, ZoneOffsets zones, SessionNames names) {
        this.pattern = pattern;
        this.names = names;
        this.verbose = verbose;
        this.fields = new PrefixFields(zones);
        this.pieces = PrefixPattern.compile(pattern).toArray(Piece[]::new);
        this.known = Arrays.stream(pieces).map(piece -> names.of(piece.kind())).toArray(byte[][][]::new);
        this.firstStable = firstStable(pieces);
        this.hasFreeText = firstStable >= 0
                && Arrays.stream(pieces).anyMatch(piece -> piece.kind().isFreeText());
        this.startsWithTime = firstStable > 0 && pieces[0].kind() == Kind.TIME && !pieces[0].padded();
    }

    private static int firstStable(Piece[] pieces) {
        int first = 0;
        boolean free = false;
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i].kind().isVolatile()) {
                if (free || pieces[i].kind().isFreeText()) {
                    return -1;
                }
                first = i + 1;
            }
            free |= pieces[i].kind().isFreeText() || pieces[i].kind() == Kind.STOP;
        }
        return first;
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
        fields.line(bytes, to, into);
        leastSeverityStart = from;
        if (firstStable < 0) {
            return match(0, from);
        }
        int stable = volatileHead(from);
        if (stable < 0) {
            return false;
        }
        int length = memo.find(bytes, stable, stable, to);
        if (length > 0 && severity(stable + length)) {
            memo.found().fill(into);
            return true;
        }
        if (!match(firstStable, stable)) {
            return false;
        }
        if (severityMayComeLater()) {
            chooseSeverity(stable);
        }
        memo.put(bytes, stable, stable, severityStart, to, into);
        return true;
    }

    /** The lines among which heads are compared where one could end at several places. */
    void segment(byte[] bytes, int from, int to) {
        if (heads.isEmpty() && hasFreeText) {
            heads = Optional.of(new SessionHeads(new LinePrefix(pattern, verbose, new ZoneOffsets(), names)));
        }
        heads.ifPresent(known -> known.segment(bytes, from, to));
    }

    /** Where the part of the line starts that all lines of its session share, -1 if it has no such head. */
    int sharedHead(byte[] bytes, int from, int to) {
        line = bytes;
        lineEnd = to;
        fields.line(bytes, to, entry);
        entry.clear();
        leastSeverityStart = from;
        return firstStable < 0 ? -1 : volatileHead(from);
    }

    /** Whether the head of the line given to {@link #sharedHead} can end here. */
    boolean endsAt(int at) {
        return severity(at);
    }

    private boolean severityMayComeLater() {
        if (!hasFreeText || heads.isEmpty()) {
            return false;
        }
        int last = Math.min(lineEnd, severityStart + PrefixPattern.LONGEST_NAME * 2);
        int colon = textStart - 1;
        do {
            colon = ByteSearch.find(line, colon + 1, last, (byte) ':');
        } while (colon + 2 < last && !(line[colon + 1] == ' ' && line[colon + 2] == ' '));
        return colon + 2 < last;
    }

    /** Reads the line again with the end of its head that the session's other lines speak for. */
    private void chooseSeverity(int stable) {
        int chosen = severityStart;
        int tried = chosen;
        for (int i = 0; i < MOST_ENDS; i++) {
            leastSeverityStart = tried + 1;
            if (!match(firstStable, stable)) {
                break;
            }
            tried = severityStart;
            if (heads.orElseThrow().goesOn(stable, chosen, tried, lineEnd)) {
                chosen = tried;
            }
        }
        leastSeverityStart = chosen;
        match(firstStable, stable);
    }

    /** Reads the pieces that differ from line to line; gives the offset after them, -1 if they do not fit. */
    private int volatileHead(int from) {
        int position = from;
        int first = 0;
        if (startsWithTime) {
            position = fields.time(from);
            first = 1;
        }
        for (int i = first; i < firstStable && position >= 0; i++) {
            position = fixed(pieces[i], position);
        }
        return position;
    }

    private boolean match(int index, int at) {
        int piece = index;
        int position = at;
        while (piece < pieces.length) {
            Piece current = pieces[piece];
            if (current.kind().isFreeText()) {
                return hole(piece, position);
            }
            if (current.kind() == Kind.STOP) {
                if (severity(position)) {
                    return true;
                }
            } else {
                position = fixed(current, position);
                if (position < 0) {
                    return false;
                }
            }
            piece++;
        }
        return severity(position);
    }

    private int fixed(Piece piece, int at) {
        return switch (piece.kind()) {
            case LITERAL -> literal(piece.literal(), at);
            default -> fields.typed(piece, at);
        };
    }

    private int literal(byte[] literal, int at) {
        return ByteSearch.startsWith(line, at, lineEnd, literal) ? at + literal.length : -1;
    }

    /** A hole of free text: known names first, then the nearest end. */
    private boolean hole(int index, int at) {
        Piece piece = pieces[index];
        for (byte[] name : known[index]) {
            int end = at + Math.max(name.length, piece.padding());
            if (ByteSearch.startsWith(line, at, lineEnd, name) && canFollow(index + 1, end) && match(index + 1, end)) {
                keep(piece, at, end);
                return true;
            }
        }
        int last = Math.min(lineEnd, at + piece.longest());
        for (int end = Math.min(last, at + piece.padding()); end <= last; end++) {
            if (canFollow(index + 1, end) && match(index + 1, end)) {
                keep(piece, at, end);
                return true;
            }
            if (piece.kind() == Kind.HOST && end < lineEnd && line[end] == ' ') {
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
        return next.kind() != Kind.LITERAL || (at < lineEnd && line[at] == next.literal()[0]);
    }

    private void keep(Piece piece, int from, int to) {
        int start = from;
        int end = to;
        while (piece.padded() && end > start && line[end - 1] == ' ') {
            end--;
        }
        while (piece.padded() && start < end && line[start] == ' ') {
            start++;
        }
        switch (piece.kind()) {
            case USER -> entry.user.set(line, start, end);
            case DATABASE -> entry.database.set(line, start, end);
            case APPLICATION -> entry.application.set(line, start, end);
            default -> {}
        }
    }

    private boolean severity(int at) {
        if (at < leastSeverityStart) {
            return false;
        }
        severityStart = at;
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
}
