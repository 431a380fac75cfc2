package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.SecretUnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A password that is the first line of a file, as container platforms mount secrets. */
final class FilePassword implements Password {
    private final Path file;

    FilePassword(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Secret> read() {
        try {
            return Optional.of(new Secret(
                    Files.readString(file).lines().findFirst().orElse("").stripTrailing()));
        } catch (IOException e) {
            throw new SecretUnreadableException(
                    "password file " + file + " cannot be read",
                    "write the password into " + file + " and let the user that runs Nightjar read it");
        }
    }

    @Override
    public String toString() {
        return "file " + file;
    }
}
