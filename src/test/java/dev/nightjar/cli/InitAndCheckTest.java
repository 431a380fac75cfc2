package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.source.postgres.Grants;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From nothing to a target that can be read, as a new user goes. */
class InitAndCheckTest {
    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    InitAndCheckTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void theFirstJobFileCanBeReadAndIsNeverOverwritten() throws IOException {
        Path file = folder.resolve("shop.yaml");

        assertThat(run("init", "--url", "postgresql://db:5432/shop?sslmode=require", "--out", file.toString()))
                .isZero();
        assertThat(out.toString()).contains("GRANT pg_monitor TO \"nightjar\"");
        assertThat(Files.readString(file))
                .contains("url: \"jdbc:postgresql://db:5432/shop\"")
                .contains("user: \"nightjar\"")
                .contains("passwordEnv: SHOP_PASSWORD")
                .contains("tls: require");

        Files.writeString(file, "target: mine\n");
        assertThat(run("init", "--url", "postgresql://db/shop", "--out", file.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--force");
        assertThat(Files.readString(file)).isEqualTo("target: mine\n");
    }

    @Test
    void aRoleThatWasThereBeforeKeepsItsSettingsAndIsNotDropped() throws Exception {
        TestDatabase database = TestPostgres.shared(18).newDatabase();
        database.execute("create role \"shop app\" login");

        database.execute(Grants.forRole(Packed.text("sql/grants.sql"), "shop app"));
        database.execute(Grants.forRole(Packed.text("sql/grants-undo.sql"), "shop app"));

        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet role =
                        statement.executeQuery("select rolconfig is null from pg_roles where rolname = 'shop app'")) {
            assertThat(role.next()).isTrue();
            assertThat(role.getBoolean(1)).isTrue();
        }
        assertThat(run("init", "--undo", "--url", "postgresql://me@db/shop")).isZero();
        assertThat(out.toString()).contains("DROP ROLE \"me\"");
    }

    @Test
    void aPasswordInTheAddressIsNotWrittenIntoTheJobFile() throws IOException {
        Path file = folder.resolve("shop.yaml");

        run("init", "--url", "postgresql://me:s3cret@db/shop", "--out", file.toString());

        assertThat(Files.readString(file)).doesNotContain("s3cret").contains("user: \"me\"");
    }

    @Test
    void whatIsMissingIsSaidWithTheRemedyUntilItIsThere() {
        TestDatabase database = TestPostgres.shared(18).newDatabase();
        String url = database.url()
                .replace("jdbc:postgresql://", "postgresql://" + database.user() + ":" + database.password() + "@");

        assertThat(run("check", "--target", url)).isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString())
                .contains("PostgreSQL 18.")
                .contains("CREATE EXTENSION pg_stat_statements;")
                .doesNotContain(database.password());

        database.execute("CREATE EXTENSION pg_stat_statements");
        assertThat(run("check", "--target", url)).isZero();
        assertThat(out.toString()).contains("ok       pg_stat_statements");
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        TestDatabase database = TestPostgres.shared(18).newDatabase();
        String url = database.url()
                .replace("jdbc:postgresql://", "postgresql://" + database.user() + ":" + database.password() + "@");
        Path file = folder.resolve("check.json");

        assertThat(run("check", "--target", url, "--quiet", "--json", file.toString()))
                .isEqualTo(ExitCode.PARTIAL);

        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(json.path("missing").path(0).path("source").asString()).isEqualTo("pg_stat_statements");
        assertThat(json.path("hints").path(0).path("remedy").asString()).isNotEmpty();
        assertThat(json.path("server").asString()).startsWith("PostgreSQL 18.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void everySourceOfAJobFileIsVisited() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar}
                redis: {url: "redis://127.0.0.1:1"}
                logs: {files: ["%s/none*.csv"]}
                pools: {files: ["%s/pool.jsonl"]}
                """.formatted(folder, folder));

        assertThat(run("check", "--target", "shop", "--config", folder.toString()))
                .isEqualTo(ExitCode.PARTIAL);
        assertThat(out.toString())
                .contains("missing  postgres ")
                .contains("missing  redis ")
                .contains("missing  postgres log ")
                .contains("missing  pool samples ")
                .contains("4 things cannot be read");
    }

    @Test
    void anUnknownTargetIsWrongUsage() {
        assertThat(run("check", "--target", "nobody", "--config", folder.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("nightjar init");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine command = Nightjar.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
