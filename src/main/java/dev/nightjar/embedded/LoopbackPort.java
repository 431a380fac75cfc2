package dev.nightjar.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds free ports. Another process may take one before the server does: starters then try again. */
final class LoopbackPort {
    static final String HOST = "127.0.0.1";

    /** Starts with a fresh port before giving up. */
    static final int ATTEMPTS = 5;

    private LoopbackPort() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedServerException("There is no free port on " + HOST + ": " + e.getMessage() + ".", e);
        }
    }

    /** Whether a server's log says that it lost the race for its port. */
    static boolean isTaken(String log) {
        return log.contains("Address already in use");
    }
}
