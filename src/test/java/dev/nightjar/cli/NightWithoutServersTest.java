package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import dev.nightjar.job.run.RunResult.Status;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Window;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A night with less than it asks for still gives a report, which says what is missing and what would fix it. */
class NightWithoutServersTest {
    private static final Window DAY =
            new Window(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    private final Path folder;

    NightWithoutServersTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void unreachableServersAreInTheReportWithTheirRemedies() throws IOException {
        RunResult result = run("""
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar, passwordEnv: PASSWORD}
                redis: {url: "redis://127.0.0.1:1"}
                logs: {files: ["/nowhere/*.csv"]}
                """, "secret");

        assertThat(result.missing()).extracting(MissingInput::source).contains("postgres", "redis", "postgres log");
        assertThat(Files.readString(folder.resolve("out/report.json"))).contains("listen_addresses", "/nowhere/*.csv");
        assertThat(folder.resolve("out/report.pdf")).isNotEmptyFile();
    }

    @Test
    void logsAreReadThatWereWrittenToInTheLookback() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        String entry = "2026-02-28 12:00:00.000 UTC [7] app@shop LOG:  duration: 1.000 ms  statement: SELECT %d\n";
        Path recent = Files.writeString(logs.resolve("recent.log"), entry.formatted(1) + entry.formatted(2));
        Path old = Files.writeString(logs.resolve("old.log"), entry.formatted(3));
        Files.setLastModifiedTime(recent, FileTime.from(DAY.from()));
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));

        run("""
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar, passwordEnv: PASSWORD}
                logs: {files: ["%s"]}
                """.formatted(logs), "secret");

        JsonNode report =
                JsonMapper.shared().readTree(folder.resolve("out/report.json").toFile());
        assertThat(report.at("/log/entries").asInt()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordIsNamedAndNeverShown() throws IOException {
        TestPostgres.TestDatabase database = TestPostgres.shared(18).newDatabase();

        RunResult result = run(jobFor(database.url(), database.user()), "not-the-password");

        assertThat(result.missing())
                .anyMatch(missing -> missing.reason().contains("password authentication failed")
                        && missing.remedy().contains("PASSWORD"));
        assertThat(Files.readString(folder.resolve("out/report.json"))).doesNotContain("not-the-password");
    }

    @Test
    void aRoleWithoutRightsIsToldTheGrant() throws SQLException {
        TestPostgres.TestDatabase database = TestPostgres.shared(18).newDatabase();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP ROLE IF EXISTS \"poor role\"");
            statement.execute("CREATE ROLE \"poor role\" LOGIN PASSWORD 'poor'");
        }

        RunResult result = run(jobFor(database.url(), "poor role"), "poor");

        assertThat(result.missing())
                .extracting(MissingInput::remedy)
                .anyMatch(remedy -> remedy.contains("GRANT pg_monitor TO \"poor role\""));
    }

    private static String jobFor(String url, String user) {
        return """
                target: shop
                postgres: {url: "%s", user: "%s", passwordEnv: PASSWORD}
                """.formatted(url, user);
    }

    private RunResult run(String yaml, String password) {
        Job job = new JobFiles(Map.of("PASSWORD", password)).parse("shop.yaml", yaml);
        Store store = Store.open(StoreSettings.file(folder.resolve("store")));
        RunRequest.Nightly night = new RunRequest.Nightly("shop", DAY, 1, Optional.of(folder.resolve("out")));
        try (Application application = Application.oneShot(store, JobTable.of(List.of(job)))) {
            RunResult result = application.runner().run(night);
            assertThat(result.status()).as(result.message()).isEqualTo(Status.COMPLETED);
            assertThat(application.runner().run(night).status()).isEqualTo(Status.ALREADY_COMPLETE);
            return result;
        }
    }
}
