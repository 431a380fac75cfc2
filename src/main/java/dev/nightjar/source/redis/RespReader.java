package dev.nightjar.source.redis;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Parses RESP 2 and 3 (redis.io, "Redis serialization protocol specification"); lengths and depth are bounded. */
final class RespReader {
    private static final int LONGEST_TEXT = 64 << 20;
    private static final int LONGEST_LINE = 64 << 10;
    private static final int MOST_ITEMS = 1_000_000;
    private static final int DEEPEST = 16;

    private final InputStream in;

    RespReader(InputStream in) {
        this.in = in;
    }

    Reply read() throws IOException {
        return read(0);
    }

    private Reply read(int depth) throws IOException {
        int type = in.read();
        return switch (type) {
            case '+', ',', '(' -> new Reply.Text(line());
            case '-' -> new Reply.Failure(line());
            case ':' -> new Reply.Whole(number());
            case '#' -> new Reply.Whole(line().equals("t") ? 1 : 0);
            case '_' -> {
                line();
                yield new Reply.Nothing();
            }
            case '$' -> text();
            case '!' -> text() instanceof Reply.Text text ? new Reply.Failure(text.value()) : new Reply.Nothing();
            case '=' ->
                text() instanceof Reply.Text text && text.value().length() >= 4
                        ? new Reply.Text(text.value().substring(4))
                        : new Reply.Text("");
            case '*', '~', '>' -> items(1, depth);
            case '%' -> items(2, depth);
            case '|' -> {
                items(2, depth);
                yield read(depth);
            }
            case -1 -> throw new EOFException("the server closed the connection");
            default -> throw new ProtocolException("this is not a Redis server: it answers with byte " + type);
        };
    }

    private Reply items(int each, int depth) throws IOException {
        long count = number();
        if (count < 0) {
            return new Reply.Nothing();
        }
        if (count * each > MOST_ITEMS || depth >= DEEPEST) {
            throw new ProtocolException("the reply has " + count + " elements, too many to read");
        }
        List<Reply> items = new ArrayList<>();
        for (long i = 0; i < count * each; i++) {
            items.add(read(depth + 1));
        }
        return new Reply.Items(items);
    }

    private Reply text() throws IOException {
        long length = number();
        if (length < 0) {
            return new Reply.Nothing();
        }
        if (length > LONGEST_TEXT) {
            throw new ProtocolException("the reply has " + length + " bytes, too many to read");
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("the server closed the connection within a reply");
        }
        return new Reply.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    private long number() throws IOException {
        String line = line();
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException e) {
            throw new ProtocolException("this is not a Redis server: a length is not a number");
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        while (c != '\r') {
            if (c < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the server closed the connection within a reply");
            }
            line.append((char) c);
            c = in.read();
        }
        if (in.read() != '\n') {
            throw new ProtocolException("this is not a Redis server: a line does not end");
        }
        return line.toString();
    }
}
