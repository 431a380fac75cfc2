package dev.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.job.NightjarProcess.Ended;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Kills the program at chosen moments and starts it again: what is in the store afterwards is what an undisturbed run
 * leaves. The moments are rows that are about to be written, see {@link GatePoint}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobKillContract {
    private static final String COMPLETED_STEPS = "select step_name from batch_step_execution s"
            + " join batch_job_execution e on e.job_execution_id = s.job_execution_id"
            + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
            + " where i.job_name = 'nightly' and s.status = 'COMPLETED' order by s.step_execution_id";

    private static final String CALLS =
            "select cast(sum(p.measures[1]) as bigint) from sample p join subject s on s.id = p.subject_id"
                    + " where s.kind = 'STATEMENT' and s.attributes like '%from parcel where depot%'";

    private static final String GAPS =
            "select count(*) from visit v where from_at <> (select min(f.from_at) from visit f"
                    + " where f.source = v.source) and not exists (select 1 from visit e"
                    + " where e.source = v.source and e.to_at = v.from_at)";

    final Path directory;
    private final Landscape landscape;
    private final String from = Instant.now()
            .truncatedTo(ChronoUnit.HOURS)
            .minus(1, ChronoUnit.HOURS)
            .toString();
    private final String to = Instant.parse(from).plus(4, ChronoUnit.HOURS).toString();

    JobKillContract(Path directory) {
        this.directory = directory;
        this.landscape = Landscape.start(directory);
    }

    /** A store that is held by gates. */
    abstract Gate gate();

    abstract StoreSettings settings();

    /** A copy of the store as it is now. */
    abstract StoreSettings copy();

    /** Called after each kill. */
    abstract void awaitThatTheKilledIsGone();

    @BeforeAll
    void visitAFewTimes() {
        // What counting begins with.
        landscape.work(1);
        visit();
    }

    @AfterAll
    void stop() {
        landscape.close();
    }

    @Test
    void visitsAndNightsSurviveKillsWithoutLossAndWithoutCountingTwice() {
        visitsThatAreKilledLoseAndDoubleNothing();
        Map<String, List<String>> undisturbed = undisturbedNight();
        aNightThatIsKilledAgainAndAgainEndsLikeAnUndisturbedOne(undisturbed);
        aWindowThatIsCompleteIsNotRunAgain(undisturbed);
    }

    private void visitsThatAreKilledLoseAndDoubleNothing() {
        landscape.work(10);
        killAt(GatePoint.inserting("visit", Map.of("source", "pg_stat_statements")), "collect");
        landscape.work(20);
        visit();
        landscape.work(30);
        killAt(GatePoint.endOf("collect"), "collect");
        landscape.work(40);
        assertThat(terminateAt(GatePoint.endOf("collect"), "collect").code()).isIn(0, 5);
        landscape.work(50);
        visit();

        assertThat(read(CALLS)).containsExactly("150");
        assertThat(read(GAPS)).containsExactly("0");
    }

    private Map<String, List<String>> undisturbedNight() {
        landscape.freezeLog();
        StoreSettings copy = copy();
        Ended ended = NightjarProcess.start(directory, environment(copy), new OpenGate(), nightly(copy))
                .await();
        assertDone(ended);
        assertThat(landscape.mails()).isEqualTo(1);
        landscape.forgetMails();
        Map<String, List<String>> content = nights(copy);
        assertThat(content).allSatisfy((what, rows) -> assertThat(rows).as(what).isNotEmpty());
        return content;
    }

    private void aNightThatIsKilledAgainAndAgainEndsLikeAnUndisturbedOne(Map<String, List<String>> undisturbed) {
        List<String> before = samples();

        killAt(GatePoint.inserting("log_segment", Map.of()), "nightly");
        killAt(GatePoint.endOf("read-logs"), "nightly");
        aSecondRunIsToldWhoRunsIt(GatePoint.beginOf("detect"));
        Ended stopped = terminateAt(GatePoint.endOf("detect"), "nightly");
        assertThat(stopped.code()).as(stopped.output()).isEqualTo(5);
        killAt(GatePoint.endOf("advise"), "nightly");
        // The mail was sent, and that it was is about to be noted.
        killAt(GatePoint.updating("delivery"), "nightly");
        Ended last = run("nightly");
        assertThat(last.code()).as(last.output()).isEqualTo(3);
        assertThat(last.output()).contains("may or may not have arrived");

        assertThat(samples()).containsAll(before);
        assertThat(read(COMPLETED_STEPS)).doesNotHaveDuplicates();
        assertThat(landscape.mails()).isEqualTo(1);
        assertThat(read("select count(*) from delivery where confirmed_at is null"))
                .as("whether the mail arrived is not known, and never will be")
                .containsExactly("1");
        assertThat(nights(settings())).isEqualTo(undisturbed);
    }

    private void aSecondRunIsToldWhoRunsIt(GatePoint point) {
        try (NightjarProcess process = startHeldAt(point, "nightly")) {
            Ended second = run("nightly");
            assertThat(second.code()).as(second.output()).isEqualTo(4);
            assertThat(second.output()).contains("process " + process.pid());
            process.kill();
        }
        gate().open();
        awaitThatTheKilledIsGone();
    }

    private void aWindowThatIsCompleteIsNotRunAgain(Map<String, List<String>> undisturbed) {
        Ended again = run("nightly");

        assertDone(again);
        assertThat(again.output()).contains("already complete");
        assertThat(landscape.mails()).isEqualTo(1);
        assertThat(nights(settings())).isEqualTo(undisturbed);
    }

    private void killAt(GatePoint point, String job) {
        try (NightjarProcess process = startHeldAt(point, job)) {
            process.kill();
        }
        gate().open();
        awaitThatTheKilledIsGone();
    }

    private Ended terminateAt(GatePoint point, String job) {
        try (NightjarProcess process = startHeldAt(point, job)) {
            process.terminate();
            gate().open();
            return process.await();
        }
    }

    private NightjarProcess startHeldAt(GatePoint point, String job) {
        gate().close(point);
        NightjarProcess process =
                NightjarProcess.start(directory, environment(settings()), gate(), arguments(settings(), job));
        Gate.await(point + " is reached", () -> gate().isReached() || !process.isAlive());
        assertThat(process.isAlive())
                .as("held at " + point + ", instead it ended:\n" + process.output())
                .isTrue();
        return process;
    }

    private Ended run(String job) {
        return NightjarProcess.start(directory, environment(settings()), new OpenGate(), arguments(settings(), job))
                .await();
    }

    private String[] arguments(StoreSettings settings, String job) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                job,
                "--target",
                Landscape.TARGET,
                "--config",
                landscape.jobs().toString(),
                "--store",
                settings.url()));
        if (job.equals("nightly")) {
            arguments.addAll(List.of("--from", from, "--to", to));
        }
        return arguments.toArray(String[]::new);
    }

    private String[] nightly(StoreSettings settings) {
        return arguments(settings, "nightly");
    }

    private Map<String, String> environment(StoreSettings settings) {
        Map<String, String> environment = new HashMap<>(landscape.environment());
        environment.put("NIGHTJAR_STORE_USER", settings.user());
        environment.put("NIGHTJAR_STORE_PASSWORD", settings.password().get());
        return environment;
    }

    private void visit() {
        assertDone(run("collect"));
    }

    /** To its end; 3 says that something could not be read, which is not what is tested here. */
    private static void assertDone(Ended ended) {
        assertThat(ended.code()).as(ended.output()).isIn(0, 3);
    }

    private List<String> samples() {
        try (Store store = Store.open(settings())) {
            return StoreContent.samples(store.dataSource());
        }
    }

    private static Map<String, List<String>> nights(StoreSettings settings) {
        try (Store store = Store.open(settings)) {
            return StoreContent.nights(store.dataSource());
        }
    }

    private List<String> read(String sql) {
        try (Store store = Store.open(settings())) {
            return StoreContent.rows(store.dataSource(), sql);
        }
    }

    /** Lets everybody through. */
    private static final class OpenGate implements Gate {
        @Override
        public void close(GatePoint at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReached() {
            return false;
        }

        @Override
        public void open() {}

        @Override
        public String[] jvmArguments() {
            return new String[0];
        }
    }
}
