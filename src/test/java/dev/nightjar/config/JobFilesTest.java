package dev.nightjar.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import dev.nightjar.model.target.Secret;
import dev.nightjar.model.target.SecretUnreadableException;
import dev.nightjar.model.target.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobFilesTest {
    private static final String MINIMAL = """
            target: shop
            postgres:
              url: jdbc:postgresql://db:5432/shop
              user: nightjar
            """;

    private final Path directory;

    JobFilesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private final JobFiles jobs = new JobFiles(Map.of("SHOP_PASSWORD", "s3cret", "FACTOR", "336"));

    @Test
    void aMinimalFileHasSafeDefaults() {
        Job job = jobs.parse("shop.yaml", MINIMAL);

        assertThat(job.collectSchedule()).isEmpty();
        assertThat(job.vcpus()).isNaN();
        assertThat(job.timeMap()).isEqualTo(TimeMap.IDENTITY);
        assertThat(job.delivery().directory()).isEqualTo(Path.of("reports"));
        assertThat(job.postgres()).hasValueSatisfying(postgres -> {
            assertThat(postgres.url("shop")).isEqualTo("jdbc:postgresql://db:5432/shop");
            assertThat(postgres.tls().mode()).isEqualTo(Tls.Mode.PREFER);
            assertThat(postgres.statementTimeout()).isEqualTo(Duration.ofSeconds(15));
            assertThat(postgres.diskBytes()).isNaN();
        });
    }

    @Test
    void everyKeyIsRead() {
        Job job = jobs.parse("shop.yaml", """
                target: shop
                zone: Europe/Berlin
                vcpus: 8
                collect: {schedule: "0 */5 * * * ?"}
                nightly: {schedule: "0 30 5 * * ?", window: P1D, endsAt: "22:00", lookback: P14D}
                postgres:
                  url: jdbc:postgresql://db:5432/shop
                  user: nightjar
                  passwordEnv: SHOP_PASSWORD
                  databases: [billing]
                  tls: verify-full
                  rootCert: ca.pem
                  statementTimeout: 30s
                  lockTimeout: 500ms
                  diskSize: 1.5 TB
                redis: {url: "rediss://cache:6380/2", user: nightjar}
                logs: {files: ["/var/log/postgresql/*.csv"], overSql: true, keepLiterals: false}
                pools: {files: [pool-samples.jsonl]}
                timeMap: {serverOrigin: "2026-01-01T00:00:00Z", mappedOrigin: "2026-03-02T00:00:00Z", factor: "${FACTOR}"}
                thresholds: {regression: {minRatio: 1.2}, index: {minGain: 0.1}}
                delivery:
                  directory: out
                  mail: {smtp: "smtp://mail:587", startTls: true, from: n@example.org, to: [a@example.org, b@example.org]}
                keep: {samples: P30D, reports: P100D}
                """);

        assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(job.collectSchedule()).contains("0 */5 * * * ?");
        assertThat(job.postgres()).hasValueSatisfying(postgres -> {
            assertThat(postgres.allDatabases()).containsExactly("shop", "billing");
            assertThat(postgres.password().read()).contains(new Secret("s3cret"));
            assertThat(postgres.tls().rootCert()).contains(Path.of("ca.pem"));
            assertThat(postgres.lockTimeout()).isEqualTo(Duration.ofMillis(500));
            assertThat(postgres.diskBytes()).isEqualTo(1.5 * 1024 * 1024 * 1024 * 1024);
        });
        assertThat(job.redis()).hasValueSatisfying(redis -> {
            assertThat(redis.port()).isEqualTo(6380);
            assertThat(redis.database()).isEqualTo(2);
            assertThat(redis.tls().mode()).isEqualTo(Tls.Mode.VERIFY_FULL);
        });
        assertThat(job.timeMap().factor()).isEqualTo(336);
        assertThat(job.thresholds()).containsEntry("regression", Map.of("minRatio", 1.2));
        assertThat(job.delivery().mail())
                .hasValueSatisfying(mail -> assertThat(mail.to()).hasSize(2));
        assertThat(job.keep().samples()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void aSecretNeverPrintsItself() {
        Job job = jobs.parse("shop.yaml", MINIMAL + "  passwordEnv: SHOP_PASSWORD\n");

        assertThat(job.toString()).doesNotContain("s3cret").contains("environment variable SHOP_PASSWORD");
        assertThat(job.postgres().orElseThrow().password().read().toString()).doesNotContain("s3cret");
    }

    @Test
    void anUnsetPasswordVariableIsSaidWhenItIsNeeded() {
        Job job = jobs.parse("shop.yaml", MINIMAL + "  passwordEnv: NOT_THERE\n");

        assertThatThrownBy(() -> job.postgres().orElseThrow().password().read())
                .isInstanceOf(SecretUnreadableException.class)
                .hasMessage("environment variable NOT_THERE is not set");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        MINIMAL + "shedule: x\n", "shop.yaml line 5: unknown key 'shedule'; allowed here are target, "),
                Arguments.of(
                        MINIMAL + "  host: x\n", "line 5: unknown key 'postgres.host'; allowed in postgres are url"),
                Arguments.of("zone: UTC\n", "line 1: 'target' is missing; add it, e.g. target: shop"),
                Arguments.of("target: shop\n", "there is nothing to read"),
                Arguments.of(MINIMAL + "vcpus: many\n", "line 5: 'vcpus' must be a number, not many"),
                Arguments.of(
                        MINIMAL + "zone: Mars/North\n", "line 5: 'zone' must be a time zone such as Europe/Berlin"),
                Arguments.of(
                        MINIMAL + "nightly: {window: 1 day}\n", "line 5: 'nightly.window' must be a span such as P7D"),
                Arguments.of(
                        MINIMAL + "  password: s3cret\n",
                        "line 5: passwords do not belong into a job file; name an environment variable"),
                Arguments.of(
                        MINIMAL.replace("db:5432/shop", "db:5432/shop?password=s3cret"),
                        "line 3: passwords do not belong into an address"),
                Arguments.of(MINIMAL + "  tls: on\n", "line 5: 'postgres.tls' must be"),
                Arguments.of(
                        MINIMAL + "  diskSize: 500\n",
                        "line 5: 'postgres.diskSize' must be a text; put 500 into quotes"),
                Arguments.of(MINIMAL + "  diskSize: '500'\n", "'postgres.diskSize' must be a size such as 500GB"),
                Arguments.of(MINIMAL + "  diskSize: 500G\n", "'postgres.diskSize' must be a size such as 500GB"),
                Arguments.of(MINIMAL + "  diskSize: 0GB\n", "'postgres.diskSize' must be a size such as 500GB"),
                Arguments.of(MINIMAL + "  diskSize: -5GB\n", "'postgres.diskSize' must be a size such as 500GB"),
                Arguments.of(MINIMAL + "vcpus: 1\nvcpus: 2\n", "'vcpus' is there twice"),
                Arguments.of(MINIMAL + "zone: ${NOT_SET}\n", "line 5: environment variable NOT_SET is not set; set it"),
                Arguments.of(MINIMAL + "keep: {samples: [\n", "not YAML"),
                Arguments.of(
                        "target: a\npostgres: {url: \"jdbc:postgresql://u:s3cret@db:54x32/shop\"}\n",
                        "'postgres.url' must be"),
                Arguments.of(
                        MINIMAL + "delivery: {mail: {smtp: \"smtp://mail:25\", user: me, to: [a@example.org]}}\n",
                        "would be sent in clear"),
                Arguments.of("- a\n", "line 1: expected keys and values"),
                Arguments.of(MINIMAL + "logs: {overSql: maybe}\n", "'logs.overSql' must be true or false, not maybe"),
                Arguments.of(
                        MINIMAL + "thresholds: {index: {minGain: big}}\n",
                        "'thresholds.index.minGain' must be a number, not big"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeNamesFileAndLineAndWhatIsAllowed(String yaml, String message) {
        assertThatThrownBy(() -> jobs.parse("shop.yaml", yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("shop.yaml line ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void aPlaceholderTakesItsDefault() {
        assertThat(jobs.parse("x", MINIMAL + "zone: ${ZONE:Europe/Paris}\nvcpus: ${CPUS:4}\n"))
                .satisfies(job -> {
                    assertThat(job.zone()).isEqualTo(ZoneId.of("Europe/Paris"));
                    assertThat(job.vcpus()).isEqualTo(4);
                });
    }

    @Test
    void aMistakeInAnotherTargetsFileDoesNotMatter() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), "target: a\nbroken: true\n");
        Files.writeString(directory.resolve("shop.yaml"), MINIMAL);

        assertThat(jobs.find(directory, "shop").target()).isEqualTo("shop");
        assertThatThrownBy(() -> jobs.load(directory)).hasMessageContaining("a.yaml line 2");
    }

    @Test
    void anUnknownTargetIsAnsweredWithTheKnownOnes() throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), MINIMAL);

        assertThatThrownBy(() -> jobs.find(directory, "shpo")).hasMessageContaining("there are shop");
    }

    @Test
    void twoFilesMayNotShareATarget() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), MINIMAL);
        Files.writeString(directory.resolve("b.yaml"), MINIMAL);

        assertThatThrownBy(() -> jobs.load(directory)).hasMessageContaining("already in");
    }

    @Test
    void anAddressOnTheCommandLineMayHoldAPassword() {
        Job job = jobs.adHoc("postgresql://me:p%40ss@db:5433/shop?sslmode=require&user=ignored");

        assertThat(job.postgres()).hasValueSatisfying(postgres -> {
            assertThat(postgres.user()).isEqualTo("me");
            assertThat(postgres.password().read()).contains(new Secret("p@ss"));
            assertThat(postgres.tls().mode()).isEqualTo(Tls.Mode.REQUIRE);
            assertThat(postgres.url("shop")).isEqualTo("jdbc:postgresql://db:5433/shop");
        });
        assertThat(job.toString()).doesNotContain("p@ss").doesNotContain("p%40ss");
    }

    @Test
    void anAddressThatCannotBeReadIsNotRepeated() {
        assertThatThrownBy(() -> jobs.adHoc("mysql://me:s3cret@db/shop"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void theWindowIsADayOfTheCalendarEvenWhenClocksChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Nightly nightly = JobReader.NIGHTLY;

        Window window = nightly.windowBefore(Instant.parse("2026-03-30T03:30:00Z"), berlin);

        assertThat(window)
                .isEqualTo(new Window(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")));
        assertThat(window.duration()).isEqualTo(Duration.ofHours(23));
        assertThat(nightly.lookback(window, berlin).from()).isEqualTo(Instant.parse("2026-03-22T23:00:00Z"));
    }
}
