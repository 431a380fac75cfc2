package dev.nightjar.store;

import static dev.nightjar.model.StatementMetric.CALLS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.StoreInUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An H2 file between processes: killed ones, a second one, one that shares it. */
class H2ProcessesIT {
    private static final int SNAPSHOTS = 200;
    private static final Window ALL = new Window(Snapshots.NOON, Snapshots.NOON.plus(Duration.ofDays(1)));

    private final Path directory;
    private final StoreSettings settings;

    H2ProcessesIT(@TempDir Path directory) {
        this.directory = directory;
        this.settings = StoreSettings.file(directory.resolve("store")).withPatience(Duration.ZERO);
    }

    @Test
    void nothingThatWasCalledSafeIsLostAndNothingCountsTwiceWhenTheProcessIsKilledAgainAndAgain() throws Exception {
        for (int stop : new int[] {3, 40, 41, 110}) {
            try (RecordingProcess process = RecordingProcess.start(settings, SNAPSHOTS)) {
                process.await("recorded " + stop);
                int safe = Math.max(stop, process.kill());
                try (Store store = Store.open(settings)) {
                    assertThat(store.samples().lastAt("shop", "pg_stat_statements"))
                            .hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(Snapshots.at(safe * 60L)));
                }
            }
        }
        try (Store store = Store.open(settings)) {
            for (int i = 0; i <= SNAPSHOTS; i++) {
                store.samples().record(RecordingProcess.snapshot(i));
            }
            assertThat(content(store)).isEqualTo(undisturbed());
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasTheFile() {
        try (RecordingProcess process = RecordingProcess.start(settings, 0)) {
            process.await("recorded 0");

            assertThatThrownBy(() -> Store.open(settings))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining("in use by process " + process.pid() + " (recording)");
        }
    }

    @Test
    void aProcessThatSharesLetsOthersReadAndWrite() throws IOException {
        try (RecordingProcess process = RecordingProcess.start(settings.sharing(), 5)) {
            process.await("recorded 5");
            Path holder = directory.resolve("store.holder");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(holder)))
                    .isEqualTo("rw-------");

            try (Store store = Store.open(settings)) {
                store.samples().record(RecordingProcess.snapshot(6));

                // Six minutes of one hour are one sample when they are read.
                assertThat(content(store).get("statement 3"))
                        .extracting(sample -> sample.measures().get(CALLS))
                        .containsExactly(6 * 4.0);
            }
        }
    }

    @Test
    void whenTheProcessThatSharedWasKilledTheFileIsOpenedDirectly() throws Exception {
        try (RecordingProcess process = RecordingProcess.start(settings.sharing(), 5)) {
            process.await("recorded 5");
            process.kill();
        }

        try (Store store = Store.open(settings)) {
            assertThat(content(store).get("statement 3"))
                    .extracting(sample -> sample.measures().get(CALLS))
                    .containsExactly(5 * 4.0);
        }
    }

    private Map<String, List<Sample>> undisturbed() {
        try (Store store = Store.open(StoreSettings.file(directory.resolve("undisturbed")))) {
            for (int i = 0; i <= SNAPSHOTS; i++) {
                store.samples().record(RecordingProcess.snapshot(i));
            }
            return content(store);
        }
    }

    private static Map<String, List<Sample>> content(Store store) {
        return store.samples().histories("shop", ALL, ALL).stream()
                .collect(Collectors.toMap(history -> history.subject().key(), SubjectHistory::samples));
    }
}
