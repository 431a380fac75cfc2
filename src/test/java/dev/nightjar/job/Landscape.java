package dev.nightjar.job;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.EmbeddedRedis;
import dev.nightjar.embedded.RedisOptions;
import dev.nightjar.embedded.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A system to look after: PostgreSQL with its log, Redis, a mail server, and a job file that names them. */
final class Landscape implements AutoCloseable {
    static final String TARGET = "shop";

    /** Its fingerprint is that of a statement that nothing else runs. */
    static final String STATEMENT = "select count(*) from parcel where depot = ?";

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final EmbeddedRedis redis;
    private final GreenMail mail;

    private Landscape(Path directory, EmbeddedPostgres postgres, EmbeddedRedis redis, GreenMail mail) {
        this.directory = directory;
        this.postgres = postgres;
        this.redis = redis;
        this.mail = mail;
    }

    static Landscape start(Path directory) {
        EmbeddedPostgres postgres = EmbeddedPostgres.start(TestPostgres.options(18)
                .withoutDurability()
                .withSettings(Map.of(
                        "shared_preload_libraries", "pg_stat_statements",
                        "logging_collector", "on",
                        "log_destination", "jsonlog",
                        "log_directory", "log",
                        "log_filename", "shop",
                        "log_min_duration_statement", "0",
                        "autovacuum", "off")));
        EmbeddedRedis redis = EmbeddedRedis.start(RedisOptions.defaults());
        GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        Landscape landscape = new Landscape(directory, postgres, redis, mail);
        landscape.createSchema();
        landscape.writeJobFile("");
        return landscape;
    }

    private void createSchema() {
        execute(
                "create extension pg_stat_statements",
                "create table parcel (id int primary key, depot int not null, note text)",
                "insert into parcel select i, i % 100, repeat('x', 50) from generate_series(1, 20000) i",
                "analyze parcel");
    }

    /** From now on the night is scheduled. */
    void schedule(String cron) {
        writeJobFile("  schedule: \"" + cron + "\"");
    }

    private void writeJobFile(String schedule) {
        String file = String.join(
                "\n",
                "target: " + TARGET,
                schedule.isEmpty() ? "onDemand: true" : "",
                "zone: UTC",
                "vcpus: 2",
                "nightly:",
                "  lookback: P2D",
                schedule,
                "postgres:",
                "  url: jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
                "  user: " + postgres.user(),
                "  passwordEnv: SHOP_PASSWORD",
                "redis:",
                "  url: redis://127.0.0.1:" + redis.port(),
                "  passwordEnv: SHOP_REDIS_PASSWORD",
                "logs:",
                "  files:",
                "    - " + logs() + "/*.json",
                "delivery:",
                "  directory: " + directory.resolve("reports"),
                "  mail:",
                "    smtp: smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                "    from: nightjar@example.org",
                "    to:",
                "      - dba@example.org",
                "");
        try {
            Files.createDirectories(jobs());
            Files.createDirectories(logs());
            Files.writeString(jobs().resolve("shop.yaml"), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path jobs() {
        return directory.resolve("jobs");
    }

    private Path logs() {
        return directory.resolve("logs");
    }

    /** Shows the server's log as it is now: it grows with every visit, and two runs are to read the same. */
    void freezeLog() {
        try {
            Files.copy(postgres.dataDirectory().resolve("log").resolve("shop.json"), logs().resolve("shop.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> environment() {
        return Map.of(
                "SHOP_PASSWORD", postgres.password(),
                "SHOP_REDIS_PASSWORD", redis.password().orElseThrow());
    }

    /** Runs the statement as often. */
    void work(int times) {
        try (Connection connection = postgres.connect("postgres");
                PreparedStatement statement = connection.prepareStatement(STATEMENT)) {
            for (int i = 0; i < times; i++) {
                statement.setInt(1, i % 100);
                statement.executeQuery().close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Mails that arrived so far. */
    int mails() {
        return mail.getReceivedMessages().length;
    }

    void forgetMails() {
        try {
            mail.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String... statements) {
        try (Connection connection = postgres.connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        mail.stop();
        redis.close();
        postgres.close();
    }
}
