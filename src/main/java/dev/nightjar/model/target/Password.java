package dev.nightjar.model.target;

import java.util.Optional;

/** A reference to a password, read whenever a connection is opened so that a changed one is found. */
public interface Password {

    /** No password: the server trusts, or knows the client otherwise. */
    Password NONE = new Password() {
        @Override
        public Optional<Secret> read() {
            return Optional.empty();
        }

        @Override
        public String toString() {
            return "no password";
        }
    };

    /**
     * The password, or empty where none is known.
     *
     * @throws SecretUnreadableException when the reference points to nothing
     */
    Optional<Secret> read();

    /** What keeps the reference from being used although it is no error, e.g. a password file that others may read. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /** Where it comes from, in words, e.g. {@code environment variable SHOP_PASSWORD}; never the password. */
    @Override
    String toString();
}
