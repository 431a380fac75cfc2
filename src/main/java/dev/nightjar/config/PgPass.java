package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A password from libpq's password file: lines of {@code host:port:database:user:password}, {@code *} for any, the first
 * match wins; the file is ignored when others may read it (PostgreSQL manual, "The Password File").
 */
final class PgPass implements Password {
    private final Path file;
    private final List<String> wanted;

    PgPass(Path file, String host, int port, String database, String user) {
        this.file = file;
        this.wanted = List.of(host, Integer.toString(port), database, user);
    }

    @Override
    public Optional<Secret> read() {
        if (!Files.isRegularFile(file) || warning().isPresent()) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(PgPass::fields)
                    .filter(this::matches)
                    .findFirst()
                    .map(fields -> new Secret(fields.get(4)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> warning() {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (!Files.isReadable(file)) {
            return Optional.of("the password file " + file + " cannot be read by this user");
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            boolean open = permissions.stream()
                    .anyMatch(permission -> !permission.name().startsWith("OWNER"));
            return open
                    ? Optional.of("the password file " + file + " is ignored because its permissions are "
                            + PosixFilePermissions.toString(permissions) + "; run: chmod 0600 " + file)
                    : Optional.empty();
        } catch (UnsupportedOperationException | IOException e) {
            // Windows has no such permissions; libpq does not check there either.
            return Optional.empty();
        }
    }

    private boolean matches(List<String> fields) {
        if (fields.size() != 5) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Splits at colons; a backslash takes the next character as it is. The password is the rest. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public String toString() {
        return "password file " + file;
    }
}
