package dev.nightjar.config;

import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the servers of a job file, or one server from an address on the command line. */
final class Targets {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration STATEMENT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(5);
    private static final String TIMEOUT_FORM = "a time such as 500ms, 15s or PT15S";
    private static final String SIZE_FORM = "a size such as 500GB, in MB, GB or TB";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?) ?(MB|GB|TB)");

    private final Credentials credentials;
    private final Map<String, String> environment;

    Targets(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.credentials = new Credentials(environment);
    }

    PostgresTarget postgres(String name, Section section) {
        Address address = address(section, "jdbc:postgresql://db:5432/shop", "postgresql", "postgres");
        if (address.path().isEmpty()) {
            throw section.error("url", "'postgres.url' names no database; write jdbc:postgresql://host:5432/database");
        }
        String user = section.optionalText("user").or(address::user).orElseGet(() -> section.text("user", "nightjar"));
        SortedMap<String, String> parameters = new TreeMap<>(address.parameters());
        return new PostgresTarget(
                name,
                address.hosts(),
                address.path(),
                section.texts("databases"),
                parameters,
                user,
                credentials.password(section).orElseGet(() -> credentials.pgPass(address, address.path(), user)),
                credentials.tls(section, tlsOf(parameters).mode()),
                section.parsed("connectTimeout", TIMEOUT_FORM, CONNECT_TIMEOUT, Targets::timeout),
                section.parsed("statementTimeout", TIMEOUT_FORM, STATEMENT_TIMEOUT, Targets::timeout),
                section.parsed("lockTimeout", TIMEOUT_FORM, LOCK_TIMEOUT, Targets::timeout),
                section.parsed("diskSize", SIZE_FORM, Double.NaN, Targets::bytes));
    }

    RedisTarget redis(String name, Section section) {
        Address address = address(section, "redis://cache:6379", "redis", "rediss");
        return new RedisTarget(
                name,
                address.host(),
                address.port(6379),
                section.parsed("url", "redis://host:6379/0", ignored -> database(address))
                        .orElse(0),
                section.optionalText("user").or(address::user).orElse(""),
                credentials.password(section).orElse(Password.NONE),
                credentials.tls(section, redisTls(address)),
                section.parsed("connectTimeout", TIMEOUT_FORM, REDIS_TIMEOUT, Targets::timeout),
                section.parsed("readTimeout", TIMEOUT_FORM, REDIS_TIMEOUT, Targets::timeout));
    }

    /** A server from a URL alone. The password may be in it, or in {@code PGPASSWORD}, or in the password file. */
    PostgresTarget postgres(Address address) {
        String user = address.user()
                .or(() -> Optional.ofNullable(environment.get("PGUSER")))
                .or(() -> Optional.ofNullable(environment.get("USER")))
                .orElse("nightjar");
        String database = address.path().isEmpty() ? user : address.path();
        SortedMap<String, String> parameters = new TreeMap<>(address.parameters());
        Tls tls = tlsOf(parameters);
        return new PostgresTarget(
                database,
                address.hosts(),
                database,
                List.of(),
                parameters,
                user,
                address.password()
                        .or(() -> Optional.ofNullable(environment.get("PGPASSWORD")))
                        .map(Targets::given)
                        .orElseGet(() -> credentials.pgPass(address, database, user)),
                tls,
                CONNECT_TIMEOUT,
                STATEMENT_TIMEOUT,
                LOCK_TIMEOUT,
                Double.NaN);
    }

    RedisTarget redis(Address address) {
        return new RedisTarget(
                "redis",
                address.host(),
                address.port(6379),
                database(address),
                address.user().orElse(""),
                address.password()
                        .or(() -> Optional.ofNullable(environment.get("REDISCLI_AUTH")))
                        .map(Targets::given)
                        .orElse(Password.NONE),
                Tls.of(redisTls(address)),
                REDIS_TIMEOUT,
                REDIS_TIMEOUT);
    }

    private static Address address(Section section, String example, String... schemes) {
        section.text("url", example);
        Address address = section.parsed("url", "an address such as " + example, url -> {
                    Address parsed = Address.parse(url);
                    if (!List.of(schemes).contains(parsed.scheme())
                            || parsed.host().isEmpty()) {
                        throw new IllegalArgumentException("scheme");
                    }
                    parsed.port(0);
                    return parsed;
                })
                .orElseThrow();
        if (address.password().isPresent()) {
            throw section.error(
                    "url", "passwords do not belong into an address; remove it and use passwordEnv or passwordFile");
        }
        return address;
    }

    private static Tls tlsOf(SortedMap<String, String> parameters) {
        String mode = parameters.remove("sslmode");
        String rootCert = parameters.remove("sslrootcert");
        return new Tls(
                mode == null || mode.equals("allow") ? Tls.Mode.PREFER : Credentials.mode(mode),
                Optional.ofNullable(rootCert).map(java.nio.file.Path::of),
                Optional.ofNullable(parameters.remove("sslcert")).map(java.nio.file.Path::of),
                Optional.ofNullable(parameters.remove("sslkey")).map(java.nio.file.Path::of));
    }

    private static Tls.Mode redisTls(Address address) {
        return address.scheme().equals("rediss") ? Tls.Mode.VERIFY_FULL : Tls.Mode.DISABLE;
    }

    private static int database(Address address) {
        return address.path().isEmpty() ? 0 : Integer.parseInt(address.path());
    }

    private static Password given(String value) {
        return new Password() {
            @Override
            public Optional<Secret> read() {
                return Optional.of(new Secret(value));
            }

            @Override
            public String toString() {
                return "password given on the command line or in the environment";
            }
        };
    }

    /** {@code 500ms}, {@code 15s}, {@code 2min} as PostgreSQL writes them, or ISO 8601. */
    static Duration timeout(String text) {
        Duration timeout = text.startsWith("P")
                ? Duration.parse(text)
                : text.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                        : text.endsWith("min")
                                ? Duration.ofMinutes(Long.parseLong(text.substring(0, text.length() - 3)))
                                : text.endsWith("s")
                                        ? Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)))
                                        : Duration.parse(text);
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return timeout;
    }

    /** {@code 500GB}, {@code 1.5 TB}, in units of 1,024 as PostgreSQL takes them and df -h shows them. */
    static double bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(text);
        }
        double bytes = Double.parseDouble(size.group(1))
                * switch (size.group(2)) {
                    case "MB" -> 1L << 20;
                    case "GB" -> 1L << 30;
                    default -> 1L << 40;
                };
        if (!(bytes > 0)) {
            throw new IllegalArgumentException(text);
        }
        return bytes;
    }
}
