package dev.nightjar.source.postgres;

import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Targets for tests. */
final class ATarget {
    private ATarget() {}

    static PostgresTarget of(TestDatabase database) {
        return of(database, database.user(), database.password());
    }

    static PostgresTarget of(TestDatabase database, String user, String password) {
        String hosts = database.url().replaceFirst("jdbc:postgresql://", "").replaceFirst("/.*", "");
        return of(hosts, database.name(), user, password);
    }

    static PostgresTarget of(String hosts, String database, String user, String password) {
        return new PostgresTarget(
                "shop",
                hosts,
                database,
                List.of(),
                new TreeMap<>(),
                user,
                password(password),
                Tls.of(Tls.Mode.PREFER),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(1),
                Double.NaN);
    }

    static PostgresTarget withTls(PostgresTarget target, Tls tls) {
        return new PostgresTarget(
                target.name(),
                target.hosts(),
                target.database(),
                target.databases(),
                target.parameters(),
                target.user(),
                target.password(),
                tls,
                target.connectTimeout(),
                target.statementTimeout(),
                target.lockTimeout(),
                target.diskBytes());
    }

    static PostgresTarget withDatabases(PostgresTarget target, String... databases) {
        return new PostgresTarget(
                target.name(),
                target.hosts(),
                target.database(),
                List.of(databases),
                target.parameters(),
                target.user(),
                target.password(),
                target.tls(),
                target.connectTimeout(),
                target.statementTimeout(),
                target.lockTimeout(),
                target.diskBytes());
    }

    private static Password password(String value) {
        return new Password() {
            @Override
            public Optional<Secret> read() {
                return value.isEmpty() ? Optional.empty() : Optional.of(new Secret(value));
            }

            @Override
            public String toString() {
                return "the test's password";
            }
        };
    }
}
