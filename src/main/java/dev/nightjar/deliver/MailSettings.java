package dev.nightjar.deliver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How to reach a mail server, and who gets the report.
 *
 * @param login empty when the server asks for none
 * @param verifyServer whether the server's certificate must be trusted and name the host; false only for tests and
 *     servers with certificates of their own in a network that is trusted
 * @param timeout of each step: connecting, reading, writing
 * @param attachLimitBytes a larger PDF is not attached, the mail names its folder instead
 */
public record MailSettings(
        String host,
        int port,
        Security security,
        boolean verifyServer,
        Optional<Login> login,
        String from,
        List<String> to,
        Duration timeout,
        long attachLimitBytes) {

    public MailSettings {
        to = List.copyOf(to);
    }

    /** How the connection is encrypted. */
    public enum Security {
        /** Not at all. */
        PLAIN,
        /** Begun in the clear, and refused unless the server upgrades it. */
        STARTTLS,
        /** From the first byte. */
        TLS
    }

    /** A user of the mail server. */
    public record Login(String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
