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
import java.util.stream.Stream;
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
        Store.open(settings()).close();
        try (Landscape landscape = Landscape.start(directory)) {
            PostgresGate gate = new PostgresGate(database);
            gate.close(GatePoint.endOf("detect"));
            // It fires once, so only a takeover can end what it began.
            landscape.schedule(once(Instant.now().plusSeconds(20)));
            try (NightjarProcess one = serve(landscape, gate);
                    NightjarProcess other = serve(landscape, gate)) {
                Gate.await("the night is held", () -> gate.isReached() || !one.isAlive() || !other.isAlive());
                assertThat(List.of(one, other))
                        .as(() -> one.output() + other.output())
                        .allMatch(NightjarProcess::isAlive);
                NightjarProcess owner = ownerOf(one, other);
                owner.kill();
                gate.open();

                Gate.await(
                        "the other ends the night",
                        () -> rows("select step_name from batch_step_execution where step_name = 'deliver'"
                                                + " and status = 'COMPLETED'")
                                        .size()
                                == 1);
            }

            assertThat(landscape.mails()).isEqualTo(1);
            assertThat(rows(OWNERS)).as("both had it").hasSize(2);
            assertThat(rows("select distinct job_instance_id from batch_job_execution e join batch_job_instance i"
                            + " using (job_instance_id) where i.job_name = 'nightly'"))
                    .as("one night")
                    .hasSize(1);
            assertThat(rows("select count(*) from batch_step_execution where step_name = 'read-logs'"))
                    .as("what was done is not done again")
                    .containsExactly("1");
        }
    }

    private NightjarProcess ownerOf(NightjarProcess one, NightjarProcess other) {
        String owner = rows(OWNERS).get(0);
        return Stream.of(one, other)
                .filter(process -> owner.contains(" " + process.pid() + " "))
                .findFirst()
                .orElseThrow();
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

    private List<String> rows(String sql) {
        try (Store store = Store.open(settings())) {
            return StoreContent.rows(store.dataSource(), sql);
        }
    }

    private StoreSettings settings() {
        return StoreSettings.at(database.url()).withUser(database.user(), database::password);
    }
}
