package dev.nightjar.model.target;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How a connection is protected; the modes are libpq's.
 *
 * @param rootCert PEM file of the authorities to trust instead of the platform's
 * @param clientCert PEM file of the client's certificate, where the server asks for one
 * @param clientKey PKCS #8 file of its key
 */
public record Tls(Mode mode, Optional<Path> rootCert, Optional<Path> clientCert, Optional<Path> clientKey) {

    public static Tls of(Mode mode) {
        return new Tls(mode, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** From none to full. */
    public enum Mode {
        /** Never encrypted. */
        DISABLE,
        /** Encrypted if the server offers it. */
        PREFER,
        /** Encrypted, whoever the server is. */
        REQUIRE,
        /** Encrypted, the certificate is signed by a trusted authority. */
        VERIFY_CA,
        /** And the certificate is for the host name. */
        VERIFY_FULL;

        /** As libpq and job files write it, e.g. {@code verify-full}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
