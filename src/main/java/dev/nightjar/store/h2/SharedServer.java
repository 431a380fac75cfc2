package dev.nightjar.store.h2;

import dev.nightjar.store.jdbc.StoreException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;

/**
 * Lets other processes of this machine into a database that this process has open: H2's own server on loopback, any
 * free port, for this one database under a random name that only {@link HolderFile} tells.
 */
final class SharedServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int KEY_BYTES = 24;

    private final Server server;
    private final String key;

    private SharedServer(Server server, String key) {
        this.server = server;
        this.key = key;
    }

    /** Must run before any class of H2 is loaded: H2 reads the property once, and listens everywhere without it. */
    static void bindToLoopback() {
        if (System.getProperty("h2.bindAddress") == null) {
            System.setProperty("h2.bindAddress", LOOPBACK);
        }
    }

    static SharedServer start(Path file) {
        if (!LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
            throw new StoreException(
                    "the store would listen on every network interface; start with -Dh2.bindAddress=" + LOOPBACK, null);
        }
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        try {
            Server server = Server.createTcpServer(
                    "-tcpPort",
                    "0",
                    "-tcpDaemon",
                    "-ifExists",
                    "-baseDir",
                    String.valueOf(file.getParent()),
                    "-key",
                    key,
                    H2Address.retrying(file));
            return new SharedServer(server.start(), key);
        } catch (SQLException e) {
            throw new StoreException(
                    "could not share the store " + file + " with other commands: " + e.getMessage()
                            + "; check that this machine has a loopback interface",
                    e);
        }
    }

    int port() {
        return server.getPort();
    }

    String key() {
        return key;
    }

    @Override
    public void close() {
        server.stop();
    }
}
