package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.Regression;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.job.nightly.StoredWorld.Course;
import dev.nightjar.model.Deploy;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Window;
import dev.nightjar.report.Slowdown;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.source.log.LogOptions;
import dev.nightjar.source.log.StreamLogSource;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection of what hourly visits left in a store: one cause, one finding. */
class StoredNightTest {
    private static final Instant START = Instant.parse("2026-02-01T00:00:00Z");
    private static final int STATEMENTS = 30;
    private static final int DAYS = 15;
    private static final int HOURS = 24 * DAYS;

    private final Path folder;
    private final Store store;
    private final StoredWorld world;

    StoredNightTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = Store.open(StoreSettings.file(folder.resolve("store")));
        this.world = new StoredWorld(store, START, STATEMENTS);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void ordinaryWeeksGiveNothing() {
        DetectionResult result = night(new Course() {});

        assertThat(result.scores()).hasSize(STATEMENTS);
        assertThat(result.regressions()).isEmpty();
        assertThat(result.commonCauses()).isEmpty();
        assertThat(result.unusualHours()).isEmpty();
    }

    @Test
    void aStatementThatBecameSlowerIsOneFindingWithItsPicture() {
        DetectionResult result = night(slowerSince60Hours(1.6));

        assertThat(result.regressions()).extracting(Regression::statement).containsExactly(StoredWorld.fingerprint(7));
        Regression found = result.regressions().get(0);
        assertThat(found.magnitude()).isBetween(1.5, 1.7);
        assertThat(Duration.between(world.at(HOURS - 60), found.onset()).abs())
                .isLessThanOrEqualTo(Duration.ofHours(3));
        assertThat(run().keptList(Result.SLOWDOWNS, Slowdown.class))
                .singleElement()
                .satisfies(slowdown -> {
                    assertThat(slowdown.text()).isEqualTo("SELECT c7 FROM t WHERE id = $1");
                    assertThat(slowdown.trend().orElseThrow().actual()).hasSize(HOURS);
                    assertThat(slowdown.trend().orElseThrow().expected()).hasSize(HOURS);
                });
    }

    @Test
    void aStatementThatBecameFasterIsToldAsSuch() {
        night(new Course() {
            @Override
            public double slowness(int statement, int hour) {
                return statement == world.heaviest() && hour >= HOURS - 60 ? .5 : 1;
            }
        });

        assertThat(run().keptList(Result.SLOWDOWNS, Slowdown.class)).isEmpty();
        assertThat(run().keptList(Result.IMPROVEMENTS, Slowdown.class))
                .singleElement()
                .satisfies(faster -> {
                    assertThat(faster.fingerprint()).hasToString(StoredWorld.fingerprint(world.heaviest()));
                    assertThat(faster.afterMs() / faster.beforeMs()).isBetween(.45, .55);
                    assertThat(faster.extraSecondsPerDay()).isNegative();
                });
    }

    @Test
    void aDiskThatIsSlowForEveryoneIsOneFindingOfTheInstance() {
        DetectionResult result = night(new Course() {
            @Override
            public double slowness(int statement, int hour) {
                return hour >= HOURS - 40 ? 1.7 : 1;
            }
        });

        assertThat(result.commonCauses()).singleElement().satisfies(cause -> {
            assertThat(cause.kind()).isEqualTo("instance");
            assertThat(cause.extraMsPerDay()).isPositive();
        });
        assertThat(result.regressions())
                .allMatch(one -> result.commonCauses().get(0).members().contains(one.statement()));
        assertThat(result.unusualHours()).isEmpty();
    }

    @Test
    void aStatementThatWasEvictedAndCameBackIsNotSlower() {
        DetectionResult result = night(new Course() {
            @Override
            public boolean isEvicted(int statement, int hour) {
                return statement == 3 && hour >= HOURS - 80 && hour < HOURS - 50;
            }
        });

        assertThat(result.regressions()).isEmpty();
        assertThat(result.commonCauses()).isEmpty();
        assertThat(result.unusualHours()).isEmpty();
    }

    @Test
    void callsAtAnUnusualHourAreOneFinding() {
        DetectionResult result = night(new Course() {
            @Override
            public double load(int statement, int hour) {
                return statement == 11 && hour == HOURS - 6 ? 6 : 1;
            }
        });

        assertThat(result.unusualHours())
                .singleElement()
                .extracting(HourAnomaly::members)
                .asString()
                .contains(StoredWorld.fingerprint(11));
        assertThat(result.regressions()).isEmpty();
    }

    @Test
    void aChangedSettingAtTheOnsetIsNamed() {
        store.facts().save(StoredWorld.TARGET, world.at(0), server("4096"));
        // Seen by a visit in the middle of the hour.
        store.facts().save(StoredWorld.TARGET, world.at(HOURS - 60).plus(Duration.ofMinutes(20)), server("64"));

        DetectionResult result = night(slowerSince60Hours(1.6));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.causeEvidence())
                        .endsWith("at its onset: work_mem was changed from 4096 kB to 64 kB"));
    }

    @Test
    void aMarkedDeployAtTheOnsetIsNamedUnlessItWasAnothersRole() {
        Instant onset = world.at(HOURS - 60);
        store.facts().save(StoredWorld.TARGET, world.at(5), new Deploy(world.at(5), "shop 1.0", ""));
        store.facts().save(StoredWorld.TARGET, onset, new Deploy(onset, "shop 1.1", "app"));
        store.facts().save(StoredWorld.TARGET, onset.plusSeconds(1), new Deploy(onset, "mail 7", "mailer"));

        DetectionResult result = night(slowerSince60Hours(1.6));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.causeEvidence()).endsWith("at its onset: deploy of shop 1.1"));
    }

    @Test
    void aTableThatGrewAsThePagesDidIsNamed() {
        DetectionResult result = night(new Course() {
            @Override
            public double slowness(int statement, int hour) {
                return statement == 7 ? growth(hour) : 1;
            }

            @Override
            public double pages(int statement, int hour) {
                return statement == 7 ? growth(hour) : 1;
            }

            @Override
            public double tableBytes(int hour) {
                return 1e9 * growth(hour);
            }

            private double growth(int hour) {
                return hour >= HOURS - 60 ? 1.6 : 1;
            }
        });

        assertThat(result.regressions())
                .filteredOn(Regression::metric, Regression.MEAN_EXEC_TIME)
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.cause()).isEqualTo(Regression.Cause.DATA_GROWTH);
                    assertThat(found.causeEvidence()).contains("public.t grew by a factor 1.6");
                });
    }

    @Test
    void lockWaitsOfTheLogThatMakeUpTheAdditionalTimeAreTheCause() {
        int waitsPerHour = 40;
        double waitMs = 2000;
        StringBuilder log = new StringBuilder();
        for (int hour = 1; hour < HOURS; hour++) {
            for (int i = 0; i < (hour >= HOURS - 60 ? waitsPerHour : 1); i++) {
                entry(log, hour, i, "process 9 still waiting for ShareLock on transaction 5 after 1000.000 ms");
                entry(log, hour, i, "process 9 acquired ShareLock on transaction 5 after " + waitMs + "00 ms");
            }
        }
        store(log);
        double factor = 1 + waitsPerHour * waitMs / world.msPerHour(7);

        DetectionResult result = night(slowerSince60Hours(factor));

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.cause()).isEqualTo(Regression.Cause.LOCK_WAITS);
            assertThat(found.causeEvidence()).contains("of the additional time");
        });
    }

    @Test
    void aPlanThatWasLoggedFirstAtTheOnsetIsTheCause() {
        StringBuilder log = new StringBuilder();
        for (int hour = 1; hour < HOURS; hour++) {
            String node = hour >= HOURS - 60 ? "Seq Scan on t" : "Index Scan using t_pkey on t";
            entry(
                    log,
                    hour,
                    0,
                    "duration: " + hour + ".5 ms  plan:\n\tQuery Text: " + StoredWorld.text(7) + "\n\t" + node
                            + "  (cost=0.00.." + hour + ".00 rows=1 width=4)");
        }
        store(log);

        DetectionResult result = night(slowerSince60Hours(1.6));

        assertThat(result.regressions()).singleElement().satisfies(found -> {
            assertThat(found.cause()).isEqualTo(Regression.Cause.PLAN_CHANGE);
            assertThat(found.causeEvidence()).contains("logged first at " + world.at(HOURS - 60));
        });
    }

    @Test
    void waitsOfHoursThatTheLogDoesNotTellOfAreNotTakenForNone() {
        StringBuilder log = new StringBuilder();
        for (int hour = HOURS - 60; hour < HOURS; hour++) {
            for (int i = 0; i < 40; i++) {
                entry(log, hour, i, "process 9 acquired ShareLock on transaction 5 after 2000.000 ms");
            }
        }
        store(log);
        double factor = 1 + 40 * 2000 / world.msPerHour(7);

        DetectionResult result = night(slowerSince60Hours(factor));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.cause()).isEqualTo(Regression.Cause.CPU_OR_WAITS));
    }

    @Test
    void waitsBeforeTheServerLoggedThemAreNotTakenForNone() {
        StringBuilder log = new StringBuilder();
        for (int hour = 1; hour < HOURS; hour++) {
            entry(log, hour, 0, "checkpoint starting: time");
            for (int i = 0; i < (hour >= HOURS - 60 ? 40 : 0); i++) {
                entry(log, hour, i, "process 9 acquired ShareLock on transaction 5 after 2000.000 ms");
            }
        }
        store(log);
        store.facts().save(StoredWorld.TARGET, world.at(0), server("log_lock_waits", "off"));
        store.facts().save(StoredWorld.TARGET, world.at(HOURS - 60), server("log_lock_waits", "on"));
        double factor = 1 + 40 * 2000 / world.msPerHour(7);

        DetectionResult result = night(slowerSince60Hours(factor));

        assertThat(result.regressions())
                .singleElement()
                .satisfies(found -> assertThat(found.cause()).isEqualTo(Regression.Cause.CPU_OR_WAITS));
    }

    private static Course slowerSince60Hours(double factor) {
        return new Course() {
            @Override
            public double slowness(int statement, int hour) {
                return statement == 7 && hour >= HOURS - 60 ? factor : 1;
            }
        };
    }

    private void entry(StringBuilder log, int hour, int second, String message) {
        String at =
                world.at(hour).plusSeconds(second).toString().replace('T', ' ').replace("Z", ".000 UTC");
        log.append(at).append(" [9] LOG:  ").append(message).append('\n');
        if (message.startsWith("process")) {
            log.append(at)
                    .append(" [9] STATEMENT:  ")
                    .append(StoredWorld.text(7))
                    .append('\n');
        }
    }

    private void store(StringBuilder log) {
        LogDigest digest = new LogAnalysis(LogOptions.standard())
                .run(List.of(new StreamLogSource(
                        "log", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                .digest();
        store.logs()
                .append(
                        StoredWorld.TARGET,
                        "log",
                        0,
                        digest.firstEntry().orElseThrow(),
                        digest.lastEntry().orElseThrow(),
                        digest.toBytes(),
                        new byte[0]);
    }

    private static ServerFacts server(String name, String value) {
        return new ServerFacts(
                180_001,
                "18.1",
                "1",
                false,
                START,
                List.of(new Setting(name, value, "", "configuration file", "off", false)));
    }

    private static ServerFacts server(String workMem) {
        return new ServerFacts(
                180_001,
                "18.1",
                "1",
                false,
                START,
                List.of(new Setting("work_mem", workMem, "kB", "configuration file", "4096", false)));
    }

    private DetectionResult night(Course course) {
        world.play(HOURS, course);
        NightlyRun run = run();
        new Detect(store).run(run);
        assertThat(run.kept(Result.SERVER_STORY, ServerStory.class)).isPresent();
        return run.kept(Result.DETECTION, DetectionResult.class).orElseThrow();
    }

    private NightlyRun run() {
        Job job = new JobFiles(Map.of("PASSWORD", "x")).parse("shop.yaml", """
                target: shop
                postgres: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: nightjar, passwordEnv: PASSWORD}
                """);
        return new NightlyRun(job, new Window(world.at(HOURS - 24), world.at(HOURS)), 1, folder, store);
    }
}
