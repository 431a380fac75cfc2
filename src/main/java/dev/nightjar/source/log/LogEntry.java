package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.Slice;

/**
 * One entry of a log as a view on the parser's buffer; reused, so that nothing is allocated per entry. Parsers fill
 * it, {@link EntryClassifier} reads it before the next one comes.
 */
final class LogEntry {
    /** Time of an entry that carries none. */
    static final long NO_TIME = Long.MIN_VALUE;
    /** Transaction of an entry whose format does not say. */
    static final long NO_TRANSACTION_KNOWN = -1;

    /** Microseconds since 1970, UTC. */
    long timeMicros;

    int pid;
    /** Identity beyond the process number, 0 where the format has none. */
    long sessionId;
    /** Virtual transaction: 0 outside of one, -1 where the format does not say. */
    long transaction;

    long queryId;
    /** Five characters packed into 40 bits, 0 where unknown or success. */
    long sqlState;

    /** Hash of user, database and application as {@link Origins} makes it, 0 where nobody made it yet. */
    long originHash;

    /** Bytes of the log that belong to it, line ends included. */
    int bytes;

    LogLevel level = LogLevel.LOG;
    /** Whether continuation lines carry the tab that the server adds in front of them. */
    boolean indented;

    final Slice user = new Slice();
    final Slice database = new Slice();
    final Slice application = new Slice();
    final Slice message = new Slice();
    final Slice detail = new Slice();
    final Slice context = new Slice();
    final Slice statement = new Slice();
    /** Fields that are only skipped over. */
    final Slice ignored = new Slice();

    void clear() {
        timeMicros = NO_TIME;
        pid = 0;
        sessionId = 0;
        transaction = NO_TRANSACTION_KNOWN;
        queryId = 0;
        sqlState = 0;
        originHash = 0;
        bytes = 0;
        level = LogLevel.LOG;
        user.clear();
        database.clear();
        application.clear();
        message.clear();
        detail.clear();
        context.clear();
        statement.clear();
    }

    Slice part(LogLevel part) {
        return switch (part) {
            case DETAIL -> detail;
            case CONTEXT -> context;
            case STATEMENT -> statement;
            default -> ignored;
        };
    }

    /** Whether the five bytes could be a code. */
    static boolean isSqlState(byte[] bytes, int from) {
        for (int i = from; i < from + 5; i++) {
            if (!(bytes[i] >= '0' && bytes[i] <= '9') && !(bytes[i] >= 'A' && bytes[i] <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    static long packSqlState(byte[] bytes, int from, int to) {
        if (to - from != 5) {
            return 0;
        }
        long packed = 0;
        for (int i = from; i < to; i++) {
            packed = (packed << 8) | (bytes[i] & 0xff);
        }
        return packed == SUCCESS ? 0 : packed;
    }

    static String unpackSqlState(long packed) {
        char[] code = new char[5];
        for (int i = 4; i >= 0; i--) {
            code[i] = (char) ((packed >>> ((4 - i) * 8)) & 0x7f);
        }
        return new String(code);
    }

    private static final long SUCCESS = 0x3030303030L;
}
