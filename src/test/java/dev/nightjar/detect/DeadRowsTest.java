package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DeadRowsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 35;

    private final Random random = new Random(3);
    private final DeadRows tables = new DeadRows();

    @Test
    void aTableWhoseMinimaRiseAlthoughVacuumRunsLeaks() {
        add("growing", 20, 1e6, day -> 20_000 + 5_000 * day + 500 * random.nextGaussian());
        add("level", 20, 1e6, day -> 100_000 + 500 * random.nextGaussian());

        DeadRows.Found found = tables.found(0);

        assertThat(found.longEnough()).isEqualTo(2);
        assertThat(found.leaking()).singleElement().satisfies(table -> {
            assertThat(table.key()).isEqualTo("growing");
            assertThat(table.leak().slopePerDay()).isBetween(4900.0, 5100.0);
            assertThat(table.since()).isBetween(FIRST, FIRST.plusDays(2));
        });
    }

    @Test
    void rowsThatNoVacuumIsDueForYetAreNoLeak() {
        add("waiting", 0, 1e7, day -> 20_000 + 20_000 * day);
        assertThat(tables.found(0).leaking()).isEmpty();

        add("overdue", 0, 1e6, day -> 20_000 + 20_000 * day);
        assertThat(tables.found(0).leaking()).extracting(DeadRows.Table::key).containsExactly("overdue");
    }

    @Test
    void aTableThatIsVacuumedEveryFewWeeksIsNoLeak() {
        add("sawtooth", 1, 1e6, day -> 20_000 * ((day + 7) % 20) + 100 * random.nextGaussian());

        assertThat(tables.found(0).leaking()).isEmpty();
    }

    @Test
    void fewDeadRowsAreNoMatter() {
        add("small", 20, 1e5, day -> 100 + 250 * day);
        add("huge", 20, 1e9, day -> 1e6 + 1e5 * day);

        assertThat(tables.found(0).leaking()).isEmpty();
        assertThat(tables.found(0).longEnough()).isEqualTo(2);
    }

    @Test
    void aTableThatWasDroppedIsNoLongerTold() {
        add("dropped", 20, 1e6, day -> day < 31 ? 20_000 + 5_000 * day : Double.NaN);

        assertThat(tables.found(0).leaking()).isEmpty();
    }

    @Test
    void daysWithoutChangesAreLeftOutAndTwoWeeksAreTooFew() {
        add("weekdays", 20, 1e6, day -> day % 7 < 5 ? 20_000 + 5_000 * day : Double.NaN);
        add("young", 20, 1e6, day -> day >= 22 ? 20_000 + 5_000 * day : Double.NaN);

        assertThat(tables.found(0).longEnough()).isEqualTo(1);
        assertThat(tables.found(0).leaking()).extracting(DeadRows.Table::key).containsExactly("weekdays");
    }

    @Test
    void tooYoungIsOnlyWhatHasNoDaysLongAgo() {
        assertThat(tables.found(0).tooYoung()).isFalse();

        add("unchanged", 0, 1e6, day -> Double.NaN);
        assertThat(tables.found(0).tooYoung()).isFalse();
        add("young", 0, 1e6, day -> day < 30 ? Double.NaN : day);
        assertThat(tables.found(0).tooYoung()).isTrue();
        add("seldom", 0, 1e6, day -> day == 3 ? 5 : Double.NaN);
        assertThat(tables.found(0).tooYoung()).isFalse();
    }

    /** What holds for one test does not hold for the best of thousands, and levels that wander rise by chance. */
    @Test
    void amongThousandsOfTablesThatWanderTheRealOnesAreFoundAndHardlyAnyOther() {
        for (int i = 0; i < 3000; i++) {
            double noise = i % 3 * 2_000;
            double[] walk = new double[DAYS];
            double at = 100_000;
            for (int day = 0; day < DAYS; day++) {
                at += 2_000 * random.nextGaussian();
                walk[day] = at + noise * random.nextGaussian();
            }
            add("walk " + i, 20, 1e6, day -> walk[day]);
        }
        addLeaks();

        assertThat(keys()).filteredOn(key -> key.startsWith("leak")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(keys()).filteredOn(key -> key.startsWith("walk")).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void tablesThatAreVacuumedNowAndThenAreNoLeaks() {
        for (int i = 0; i < 3000; i++) {
            double trigger = 200_050;
            double perDay = trigger / Math.exp(Math.log(30) * random.nextDouble());
            double phase = trigger * random.nextDouble();
            double left = 20_000 * random.nextDouble();
            double[] minima = new double[DAYS];
            Arrays.setAll(minima, day -> {
                double at = (phase + perDay * day) % trigger;
                return left + (at + perDay > trigger ? 0 : at) * Math.exp(.05 * random.nextGaussian());
            });
            add("sawtooth " + i, Math.floor(14 * perDay / trigger), 1e6, day -> minima[day]);
        }
        addLeaks();

        assertThat(keys()).filteredOn(key -> key.startsWith("leak")).hasSizeGreaterThanOrEqualTo(9);
        assertThat(keys()).filteredOn(key -> key.startsWith("sawtooth")).isEmpty();
    }

    private void addLeaks() {
        for (int i = 0; i < 10; i++) {
            int began = i % 2 == 0 ? 0 : 15;
            add("leak " + i, 20, 1e6, day -> 50_000 + 3_000 * Math.max(0, day - began) + 1_000 * random.nextGaussian());
        }
    }

    private List<String> keys() {
        return tables.found(0).leaking().stream().map(DeadRows.Table::key).toList();
    }

    private void add(String key, double vacuums, double live, IntToDoubleFunction minimum) {
        double[] minima = new double[DAYS];
        Arrays.setAll(minima, minimum);
        double last = Arrays.stream(minima).filter(Double::isFinite).reduce(0, (before, now) -> now);
        tables.add(key, minima, FIRST, last, live, vacuums, 50 + .2 * live);
    }
}
