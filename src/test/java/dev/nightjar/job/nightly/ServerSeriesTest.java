package dev.nightjar.job.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class ServerSeriesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant MIDNIGHT = Instant.parse("2026-01-04T23:00:00Z");
    private static final Window HISTORY = new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofDays(35)));

    @Test
    void aDayOfTheJobsZoneCountsWithItsPeakAndTheLimitIsTheLatestSetting() {
        List<CapacityOutlook> outlooks = new ServerSeries(List.of(connections()), HISTORY, BERLIN).outlooks(Double.NaN);

        assertThat(outlooks).singleElement().satisfies(outlook -> {
            assertThat(outlook.object()).isEqualTo("connections");
            assertThat(outlook.firstDay()).isEqualTo(LocalDate.parse("2026-01-05"));
            assertThat(outlook.peaks()).hasSize(35);
            assertThat(outlook.peaks()[0]).isEqualTo(30 + 23);
            assertThat(outlook.peaks()[34]).isEqualTo(30 + 34 + 23);
            assertThat(outlook.forecast().limit()).isEqualTo(100);
            assertThat(outlook.forecast().reached()).isPresent();
            assertThat(outlook.day(1)).isEqualTo(LocalDate.parse("2026-02-09"));
        });
    }

    @Test
    void whatIsNeverGivenBackIsNoLeakWhenItGrows() {
        List<CapacityOutlook> outlooks =
                new ServerSeries(List.of(connections(), database()), HISTORY, BERLIN).outlooks(Double.NaN);

        assertThat(outlooks)
                .filteredOn(outlook -> outlook.leak().isPresent())
                .extracting(CapacityOutlook::object)
                .containsExactly("connections");
        assertThat(outlooks).extracting(CapacityOutlook::object).contains("size of shop", "transaction age of shop");
    }

    @Test
    void whatWasNeverSeenHasNoOutlook() {
        assertThat(new ServerSeries(List.of(), HISTORY, BERLIN).outlooks(Double.NaN))
                .isEmpty();
    }

    @Test
    void theHitRateOfRedisIsCountedByTheHour() {
        SubjectHistory redis = rising(
                new Subject(SubjectKind.REDIS, "redis", Collections.emptySortedMap()),
                (measures, hour) -> measures.with(RedisMetric.KEYSPACE_HITS, hour < 5 ? 90 : hour == 5 ? 0 : 30)
                        .with(RedisMetric.KEYSPACE_MISSES, hour == 5 ? 0 : 10));
        HourlyGrid grid = new HourlyGrid(HISTORY, List.of(HISTORY));

        assertThat(new ServerSeries(List.of(redis), HISTORY, BERLIN).redisHitRate(grid))
                .hasSize(35 * 24)
                .startsWith(.9, .9, .9, .9, .9, Double.NaN, .75);
        assertThat(new ServerSeries(List.of(), HISTORY, BERLIN).redisHitRate(grid))
                .isEmpty();
    }

    @Test
    void responseTimeOfAnEmptyHistoryHasAReason() {
        HourlyGrid grid = new HourlyGrid(HISTORY, List.of(HISTORY));

        assertThat(new ServerSeries(List.of(), HISTORY, BERLIN)
                        .responseTime(grid, List.of(), HISTORY)
                        .reason())
                .contains("no statement was counted");
    }

    /** Rises through the day, and from day to day. */
    private static SubjectHistory connections() {
        return rising(
                new Subject(SubjectKind.INSTANCE, "postgres", Collections.emptySortedMap()),
                (measures, hour) -> measures.with(InstanceMetric.CONNECTIONS, 30 + hour / 24 + hour % 24)
                        .with(InstanceMetric.MAX_CONNECTIONS, hour < 500 ? 80 : 100));
    }

    private static SubjectHistory database() {
        return rising(
                new Subject(SubjectKind.DATABASE, "shop", Collections.emptySortedMap()),
                (measures, hour) -> measures.with(DatabaseMetric.SIZE_BYTES, 1e9 + 1e6 * hour)
                        .with(DatabaseMetric.FROZEN_XID_AGE, 1000 + 20 * hour));
    }

    private static SubjectHistory rising(Subject server, BiFunction<Measures, Integer, Measures> values) {
        List<Sample> samples = new ArrayList<>();
        for (int hour = 0; hour < 35 * 24; hour++) {
            Instant from = MIDNIGHT.plus(Duration.ofHours(hour));
            samples.add(new Sample(
                    server,
                    new Window(from, from.plus(Duration.ofHours(1))),
                    values.apply(Measures.unknown(server.kind()), hour),
                    false));
        }
        Measures unknown = Measures.unknown(server.kind());
        return new SubjectHistory(server, samples, unknown, unknown);
    }
}
