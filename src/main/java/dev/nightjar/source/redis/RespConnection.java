package dev.nightjar.source.redis;

import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.Tls;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One connection: commands out, replies in, several at once where that saves round trips. */
final class RespConnection implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final RespReader in;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.in = new RespReader(new BufferedInputStream(socket.getInputStream()));
    }

    /**
     * Connects and logs in.
     *
     * @throws RedisRefusedException when the server refuses the login
     */
    static RespConnection open(RedisTarget target) throws IOException {
        // Before the socket, so that a missing password is said even where the server is not there.
        Optional<Secret> password = target.password().read();
        RespConnection connection = new RespConnection(socket(target));
        try {
            connection.login(target, password);
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void login(RedisTarget target, Optional<Secret> password) throws IOException {
        List<String[]> commands = new ArrayList<>();
        password.ifPresent(secret -> commands.add(
                target.user().isEmpty()
                        ? new String[] {"AUTH", secret.value()}
                        : new String[] {"AUTH", target.user(), secret.value()}));
        if (target.database() > 0) {
            commands.add(new String[] {"SELECT", Integer.toString(target.database())});
        }
        for (Reply reply : send(commands)) {
            if (reply instanceof Reply.Failure failure) {
                throw new RedisRefusedException(failure);
            }
        }
        // A convenience for whoever looks at CLIENT LIST; a role that may not do so does no harm.
        send("CLIENT", "SETNAME", "nightjar");
    }

    Reply send(String... command) throws IOException {
        return send(List.<String[]>of(command)).get(0);
    }

    /** Sends all before it reads the first reply. */
    List<Reply> send(List<String[]> commands) throws IOException {
        for (String[] command : commands) {
            write("*" + command.length + "\r\n");
            for (String word : command) {
                byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
                write("$" + bytes.length + "\r\n");
                out.write(bytes);
                write("\r\n");
            }
        }
        out.flush();
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < commands.size(); i++) {
            replies.add(in.read());
        }
        return replies;
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Socket socket(RedisTarget target) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(target.host(), target.port()), (int)
                    target.connectTimeout().toMillis());
            plain.setSoTimeout((int) target.readTimeout().toMillis());
            plain.setTcpNoDelay(true);
            return target.tls().mode().compareTo(Tls.Mode.REQUIRE) < 0 ? plain : encrypted(plain, target);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(Socket plain, RedisTarget target) throws IOException {
        try {
            SSLSocket socket = (SSLSocket) TlsContext.of(target.tls())
                    .getSocketFactory()
                    .createSocket(plain, target.host(), target.port(), true);
            if (target.tls().mode() == Tls.Mode.VERIFY_FULL) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException e) {
            throw new SSLException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is lost: all replies that were wanted are read.
        }
    }
}
