package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where reports go.
 *
 * @param directory the reports are written below it, one folder per target
 */
public record Delivery(Path directory, Optional<Mail> mail) {

    /**
     * A mail server and who gets the report.
     *
     * @param tls from the first byte, as {@code smtps://} says
     * @param startTls whether to require an upgrade to TLS
     * @param user empty when the server asks for none
     * @param attachLimitMb beyond which attachments are left out and the folder is named instead
     * @param onlyOnChange whether a night without a new or changed finding is passed over
     */
    public record Mail(
            String host,
            int port,
            boolean tls,
            boolean startTls,
            String user,
            Password password,
            String from,
            List<String> to,
            double attachLimitMb,
            boolean onlyOnChange) {

        public Mail {
            to = List.copyOf(to);
        }
    }
}
