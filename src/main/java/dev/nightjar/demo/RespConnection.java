package dev.nightjar.demo;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Just enough of the Redis protocol to produce load: pipelined commands, and whether a reply held something. */
final class RespConnection implements AutoCloseable {
    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    RespConnection(String host, int port, String password) throws IOException {
        socket.connect(new InetSocketAddress(host, port), 5_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        send("AUTH", password);
        flush();
        receive();
    }

    void send(String... words) throws IOException {
        write("*" + words.length + "\r\n");
        for (String word : words) {
            // ASCII only, so that characters are bytes.
            write("$" + word.length() + "\r\n" + word + "\r\n");
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /**
     * Reads one reply.
     *
     * @return whether there was a value: false for nil
     */
    boolean receive() throws IOException {
        int type = in.read();
        String head = line();
        switch (type) {
            case '+', ':' -> {
                return true;
            }
            case '-' -> throw new IOException("Redis says: " + head);
            case '$' -> {
                int length = Integer.parseInt(head);
                if (length >= 0) {
                    in.skipNBytes(length + 2L);
                }
                return length >= 0;
            }
            case '*' -> {
                int count = Integer.parseInt(head);
                for (int i = 0; i < count; i++) {
                    receive();
                }
                return count > 0;
            }
            default -> throw new EOFException("Redis closed the connection");
        }
    }

    private void write(String ascii) throws IOException {
        out.write(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(16);
        int next = in.read();
        while (next >= 0 && next != '\r') {
            line.append((char) next);
            next = in.read();
        }
        in.read();
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
