package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.embedded.EmbeddedPostgres;
import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import dev.nightjar.job.run.RunResult.Status;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Window;
import dev.nightjar.source.postgres.Grants;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole night, visits and all, of a server that shows its role only a part. */
class NightWithFewRightsTest {
    private static final String SLOW = "select count(*) from parcel where depot = 7 and note like 'x%'";

    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.start(TestPostgres.options(18)
            .withoutDurability()
            .withSettings(Map.of(
                    "shared_preload_libraries", "pg_stat_statements",
                    "logging_collector", "on",
                    "log_destination", "stderr,csvlog,jsonlog",
                    "log_directory", "log")));

    private final Path folder;
    private final TestDatabase database;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    NightWithFewRightsTest(@TempDir Path folder) {
        this.folder = folder;
        String name = "shop_" + folder.getFileName().toString().replaceAll("[^0-9]", "");
        at("postgres").execute("create database " + name);
        this.database = at(name);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static TestDatabase at(String name) {
        return new TestDatabase(name, SERVER.jdbcUrl(name), SERVER.user(), SERVER.password());
    }

    @Test
    void aRoleWithOnlyPgMonitorGetsItsReportAndTheGrantsForTheRest() {
        database.execute(
                "create extension pg_stat_statements",
                "create role \"watch 'only'\" login password 'w'",
                "grant pg_monitor to \"watch 'only'\"");
        String role = "watch 'only'";
        visitTwice(role, "w");
        assertThatThrownBy(() -> database.execute("select 1 / 0")).hasMessageContaining("division by zero");

        List<MissingInput> missing = nightOf(role, "w", 1).missing();

        assertThat(report().at("/statements").toString()).contains("from parcel where depot =");
        assertThat(missing)
                .extracting(MissingInput::source)
                .containsExactlyInAnyOrder("postgres log", "planner statistics");
        assertThat(missing)
                .extracting(MissingInput::remedy)
                .allMatch(
                        remedy -> remedy.contains("of sql/grants.sql") && remedy.contains("the role \"watch 'only'\""));
        assertThat(report().at("/dataQuality").toString()).contains("part 3 of sql", "part 4 of sql");

        database.execute(Grants.forRole(Packed.text("sql/grants.sql"), role));

        assertThat(nightOf(role, "w", 2).missing()).isEmpty();
        // The server writes each event into three logs side by side.
        assertThat(report().at("/log/errorsBySqlState/22012").asInt()).isEqualTo(1);
    }

    @Test
    void withoutTheExtensionTheReportSaysHowToCreateIt() {
        visitTwice(database.user(), database.password());

        List<MissingInput> missing =
                nightOf(database.user(), database.password(), 1).missing();

        assertThat(missing)
                .anyMatch(input -> input.source().contains("pg_stat_statements")
                        && input.remedy().contains("CREATE EXTENSION pg_stat_statements"));
        assertThat(report().toString()).contains("CREATE EXTENSION pg_stat_statements");
    }

    private void visitTwice(String user, String password) {
        database.execute(
                "create table parcel (id int primary key, depot int not null, note text)",
                "insert into parcel select i, i % 100, repeat('x', 50) from generate_series(1, 20000) i",
                "analyze parcel");
        try (Application application = application(user, password)) {
            application.runner().run(new RunRequest.Collect("shop", now));
            database.execute(Collections.nCopies(300, SLOW).toArray(String[]::new));
            application.runner().run(new RunRequest.Collect("shop", now.plusSeconds(1)));
        }
    }

    private RunResult nightOf(String user, String password, int revision) {
        Window window = new Window(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
        try (Application application = application(user, password)) {
            RunResult night = application
                    .runner()
                    .run(new RunRequest.Nightly("shop", window, revision, Optional.of(folder.resolve("out"))));
            assertThat(night.status()).as(night.message()).isEqualTo(Status.COMPLETED);
            assertThat(folder.resolve("out/report.pdf")).isNotEmptyFile();
            return night;
        }
    }

    private Application application(String user, String password) {
        Job job = new JobFiles(Map.of("PASSWORD", password))
                .parse("shop.yaml", """
                        target: shop
                        postgres: {url: "%s", user: "%s", passwordEnv: PASSWORD, databases: ["%s"]}
                        logs: {overSql: true}
                        """.formatted(database.url(), user, database.name()));
        Store store = Store.open(StoreSettings.file(folder.resolve("store")));
        return Application.oneShot(store, JobTable.of(List.of(job)));
    }

    private JsonNode report() {
        return JsonMapper.shared().readTree(folder.resolve("out/report.json").toFile());
    }
}
