package dev.nightjar.source.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code log_line_prefix} cut into fixed text and typed holes.
 *
 * <p>Reference: PostgreSQL documentation 13 to 18, "log_line_prefix".
 */
final class PrefixPattern {
    /** Bytes of a name and its end. */
    static final int LONGEST_NAME = 64;

    private static final int LONGEST_HOST = 300;

    enum Kind {
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
        BACKEND,
        TEXT,
        STOP;

        /** Whether it differs from line to line of one session. */
        boolean isVolatile() {
            return switch (this) {
                case TIME, EPOCH, NUMBER, TRANSACTION, QUERY_ID, SQL_STATE, TEXT -> true;
                default -> false;
            };
        }

        /** Whether it may hold any text. */
        boolean isFreeText() {
            return switch (this) {
                case USER, DATABASE, APPLICATION, HOST, BACKEND, TEXT -> true;
                default -> false;
            };
        }
    }

    /**
     * @param literal the text of a {@link Kind#LITERAL}
     * @param padding least width, 0 if not padded
     * @param longest most bytes that it can have
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Piece(Kind kind, byte[] literal, int padding, int longest) {
        boolean padded() {
            return padding > 0;
        }
    }

    private PrefixPattern() {}

    /** The pieces of a pattern as in postgresql.conf. */
    static List<Piece> compile(String pattern) {
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
            case 'b' -> of(Kind.BACKEND, padding, LONGEST_NAME);
            case 'i' -> of(Kind.TEXT, padding, LONGEST_NAME);
            case 'q' -> of(Kind.STOP, 0, 1);
            default -> of(Kind.TEXT, 0, 0);
        };
    }

    private static Piece of(Kind kind, int padding, int longest) {
        return new Piece(kind, new byte[0], padding, longest == 0 ? 0 : Math.max(longest, padding));
    }
}
