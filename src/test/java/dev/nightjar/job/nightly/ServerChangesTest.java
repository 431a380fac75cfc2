package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.detect.Marker;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import dev.nightjar.store.Dated;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerChangesTest {
    private static final Instant BOOT = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

    @Test
    void changedSettingsAreNamedAtTheVisitThatSawThem() {
        assertThat(ServerChanges.of(List.of(
                        server(BOOT, "18.1", BOOT, setting("work_mem", "4096", "kB"), setting("jit", "on", "")),
                        server(NOON, "18.1", BOOT, setting("work_mem", "64", "kB"), setting("jit", "off", "")))))
                .containsExactly(new Marker(
                        NOON,
                        Marker.Kind.SETTINGS,
                        "",
                        "work_mem was changed from 4096 kB to 64 kB, jit was changed from on to off"));
    }

    @Test
    void aRestartIsDatedByTheServerItself() {
        Instant restart = NOON.minusSeconds(1200);

        assertThat(ServerChanges.of(List.of(
                        server(BOOT, "18.1", BOOT, setting("shared_buffers", "16384", "8kB")),
                        server(NOON, "18.1", restart, setting("shared_buffers", "32768", "8kB")),
                        server(NOON.plusSeconds(3600), "18.2", NOON.plusSeconds(60)))))
                .extracting(Marker::at, Marker::kind, Marker::label)
                .containsExactly(
                        tuple(restart, Marker.Kind.RESTART, "the server was restarted"),
                        tuple(NOON, Marker.Kind.SETTINGS, "shared_buffers was changed from 16384 x 8kB to 32768 x 8kB"),
                        tuple(NOON.plusSeconds(60), Marker.Kind.RESTART, "PostgreSQL 18.1 became 18.2"));
    }

    @Test
    void aServerThatRanAllTheWhileIsAnotherOne() {
        assertThat(ServerChanges.of(List.of(
                        server(BOOT, "18.1", BOOT.minusSeconds(9000)), server(NOON, "18.1", BOOT.minusSeconds(600)))))
                .containsExactly(new Marker(NOON, Marker.Kind.RESTART, "", "another server answered"));
    }

    @Test
    void aValueThatIsNotReadIsNeverShownFromBefore() {
        assertThat(ServerChanges.of(List.of(
                        server(BOOT, "18.1", BOOT, setting("x.secret", "hunter2", "")),
                        server(NOON, "18.1", BOOT, setting("x.secret", "(not read)", "")))))
                .isEmpty();
    }

    @Test
    void whatOnlyOurSessionSetAndWhatWasNotReadableIsNoChange() {
        Setting ours = new Setting("lock_timeout", "1", "ms", "session", "0", false);

        assertThat(ServerChanges.of(List.of(
                        server(BOOT, "18.1", BOOT, ours, setting("a", "1", "")),
                        server(
                                NOON,
                                "18.1",
                                BOOT,
                                new Setting("lock_timeout", "2", "ms", "session", "0", false),
                                setting("b", "1", "")))))
                .isEmpty();
    }

    @Test
    void manyChangesAreCounted() {
        assertThat(ServerChanges.of(List.of(
                        server(
                                BOOT,
                                "18.1",
                                BOOT,
                                setting("a", "1", ""),
                                setting("b", "1", ""),
                                setting("c", "1", ""),
                                setting("d", "1", "")),
                        server(
                                NOON,
                                "18.1",
                                BOOT,
                                setting("a", "2", ""),
                                setting("b", "2", ""),
                                setting("c", "2", ""),
                                setting("d", "2", "")))))
                .singleElement()
                .satisfies(marker -> assertThat(marker.label())
                        .startsWith("a was changed from 1 to 2, b ")
                        .endsWith("and 1 setting more"));
    }

    private static Dated<ServerFacts> server(Instant at, String version, Instant startedAt, Setting... settings) {
        return new Dated<>(at, new ServerFacts(180_001, version, "1", false, startedAt, List.of(settings)));
    }

    private static Setting setting(String name, String value, String unit) {
        return new Setting(name, value, unit, "configuration file", "", false);
    }
}
