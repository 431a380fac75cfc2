package dev.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.embedded.TestPostgres;
import dev.nightjar.embedded.TestPostgres.TestDatabase;
import dev.nightjar.store.Store;
import dev.nightjar.store.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two daemons share a PostgreSQL store: the one that lives ends what the other began. */
class TakeoverIT {
    private static final String OWNERS = "select distinct p.parameter_value from batch_job_execution e"
            + " join batch_job_instance i on i.job_instance_id = e.job_instance_id"
            + " join batch_job_execution_params p on p.job_execution_id = e.job_execution_id"
            + " where i.job_name = 'nightly' and p.parameter_name = 'owner'";

    private final TestDatabase database = TestPostgres.shared(18).newDatabase();
    private final Path directory;

    TakeoverIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aNightWhoseDaemonIsKilledIsEndedByTheOtherOnceAndMailedOnce() throws Exception {
        night(2, (daemons, gate) -> {
            daemons.owner().kill();
            gate.open();
        });
    }

    @Test
    void aDaemonThatStandsStillForAWhileKeepsItsNight() throws Exception {
        night(1, (daemons, gate) -> {
            daemons.standStill();
            daemons.owner().resume();
            gate.open();
        });
    }

    @Test
    void aNightIsNotForgottenWhoseDaemonStoodStillAndThenDied() throws Exception {
        night(2, (daemons, gate) -> {
            daemons.standStill();
            daemons.owner().kill();
            gate.open();
        });
    }

    /** What happens while the night is held. */
    private interface Mishap {
        void befall(Daemons daemons, Gate gate);
    }

    /** Plays a night of two daemons to its end, which so many of them had. */
    private void night(int owners, Mishap mishap) throws Exception {
        try (Store store = Store.open(settings());
                Landscape landscape = Landscape.start(directory)) {
            PostgresGate gate = new PostgresGate(database);
            gate.close(GatePoint.endOf("detect"));
            try (Daemons daemons = startUntilHeld(store, landscape, gate)) {
                mishap.befall(daemons, gate);
                Gate.await(
                        "the night is ended", () -> !daemons.heir().isAlive() || isDelivered(store), daemons::output);
                assertThat(daemons.heir().isAlive()).as(daemons::output).isTrue();
            }
            assertThat(rows(store, OWNERS)).as("had it").hasSize(owners);
            assertOneNight(store, landscape);
        }
    }

    /** The schedule fires once, so only a takeover can end what it began. */
    private Daemons startUntilHeld(Store store, Landscape landscape, Gate gate) {
        landscape.schedule(once(Instant.now().plusSeconds(20)));
        NightjarProcess one = serve(landscape, gate);
        NightjarProcess other = serve(landscape, gate);
        Gate.await("the night is held", () -> gate.isReached() || !one.isAlive() || !other.isAlive());
        assertThat(List.of(one, other)).as(() -> one.output() + other.output()).allMatch(NightjarProcess::isAlive);
        return rows(store, OWNERS).get(0).contains(" " + one.pid() + " ")
                ? new Daemons(one, other)
                : new Daemons(other, one);
    }

    /**
     * Two daemons of one store.
     *
     * @param owner which has the night
     */
    private record Daemons(NightjarProcess owner, NightjarProcess heir) implements AutoCloseable {
        String output() {
            return owner.output() + heir.output();
        }

        /** Until the other has noticed. */
        void standStill() {
            owner.suspend();
            Gate.await("the other looks after it", () -> heir.output().contains("runs already"), heir::output);
        }

        @Override
        public void close() {
            owner.close();
            heir.close();
        }
    }

    private static void assertOneNight(Store store, Landscape landscape) {
        assertThat(landscape.mails()).isEqualTo(1);
        assertThat(rows(
                        store,
                        "select distinct job_instance_id from batch_job_execution e join batch_job_instance i"
                                + " using (job_instance_id) where i.job_name = 'nightly'"))
                .as("one night")
                .hasSize(1);
        assertThat(rows(store, "select count(*) from batch_step_execution where step_name = 'read-logs'"))
                .as("what was done is not done again")
                .containsExactly("1");
    }

    private static boolean isDelivered(Store store) {
        return !rows(
                        store,
                        "select step_name from batch_step_execution where step_name = 'deliver'"
                                + " and status = 'COMPLETED'")
                .isEmpty();
    }

    private NightjarProcess serve(Landscape landscape, Gate gate) {
        Map<String, String> environment = new HashMap<>(landscape.environment());
        environment.put("NIGHTJAR_STORE_USER", database.user());
        environment.put("NIGHTJAR_STORE_PASSWORD", database.password());
        return NightjarProcess.start(
                directory,
                environment,
                gate,
                "serve",
                "--http",
                "off",
                "--config",
                landscape.jobs().toString(),
                "--store",
                database.url());
    }

    private static String once(Instant at) {
        return DateTimeFormatter.ofPattern("s m H d M ? yyyy")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    private static List<String> rows(Store store, String sql) {
        return StoreContent.rows(store.dataSource(), sql);
    }

    private StoreSettings settings() {
        return StoreSettings.at(database.url()).withUser(database.user(), database::password);
    }
}
