package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.Tls;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads how to log in: passwords by reference, TLS by libpq's modes. */
final class Credentials {
    private final Map<String, String> environment;

    Credentials(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    Optional<Password> password(Section section) {
        Optional<String> variable = section.optionalText("passwordEnv");
        Optional<String> file = section.optionalText("passwordFile");
        if (variable.isPresent() && file.isPresent()) {
            throw section.error("passwordFile", "passwordEnv and passwordFile exclude each other; keep one");
        }
        return variable.<Password>map(name -> new EnvironmentPassword(name, environment))
                .or(() -> file.map(path -> new FilePassword(Path.of(path))));
    }

    /** libpq's password file: {@code PGPASSFILE}, else the one in the home directory. */
    Password pgPass(Address address, String database, String user) {
        Path file = Optional.ofNullable(environment.get("PGPASSFILE"))
                .map(Path::of)
                .or(() -> Optional.ofNullable(environment.get("APPDATA"))
                        .map(data -> Path.of(data, "postgresql", "pgpass.conf")))
                .or(() -> Optional.ofNullable(environment.get("HOME")).map(home -> Path.of(home, ".pgpass")))
                .orElse(Path.of(".pgpass"));
        return new PgPass(file, address.host(), address.port(5432), database, user);
    }

    Tls tls(Section section, Tls.Mode otherwise) {
        Tls.Mode mode = section.parsed("tls", "one of " + modes(), otherwise, Credentials::mode);
        Tls tls = new Tls(
                mode,
                section.optionalText("rootCert").map(Path::of),
                section.optionalText("clientCert").map(Path::of),
                section.optionalText("clientKey").map(Path::of));
        if (mode == Tls.Mode.DISABLE && tls.rootCert().isPresent()) {
            throw section.error("rootCert", "rootCert has no effect with tls: disable; set tls: verify-full");
        }
        return tls;
    }

    static Tls.Mode mode(String text) {
        return Arrays.stream(Tls.Mode.values())
                .filter(mode -> mode.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String modes() {
        return Arrays.stream(Tls.Mode.values()).map(Tls.Mode::text).collect(Collectors.joining(", "));
    }
}
