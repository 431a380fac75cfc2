package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResponseTimeModelTest {
    private static final int HOURS = 21 * 24;
    private static final int NIGHT = 24;

    private final Random random = new Random(11);
    private final double[] load = new double[HOURS];
    private final double[] misses = new double[HOURS];
    private final double[] meanMs = new double[HOURS];
    private final double[] calls = new double[HOURS];

    /** ln ms = .4 load + .2 misses + noise; tonight misses are higher by 2. */
    private void history(double noise) {
        for (int h = 0; h < HOURS; h++) {
            load[h] = random.nextGaussian();
            misses[h] = random.nextGaussian() + (h >= HOURS - NIGHT ? 2 : 0);
            meanMs[h] = 10 * Math.exp(.4 * load[h] + .2 * misses[h] + noise * random.nextGaussian());
            calls[h] = 1000;
        }
    }

    @Test
    void sharesOfIndependentQuantitiesAreTheirVariances() {
        history(.2);

        ResponseTimeExplanation found = explain(Map.of("load", load, "cache misses", misses));

        // variances .16, .04 and .04 of noise
        assertThat(share(found, "load")).isCloseTo(.16 / .24, within(.06));
        assertThat(share(found, "cache misses")).isCloseTo(.04 / .24, within(.06));
        assertThat(found.explained()).isCloseTo(.20 / .24, within(.06));
        double sum =
                found.factors().stream().mapToDouble(ResponseTimeFactor::share).sum();
        assertThat(sum).isCloseTo(found.explained(), within(1e-6));
    }

    @Test
    void tonightWentWithWhatWasDifferentTonight() {
        history(.05);

        ResponseTimeExplanation found = explain(Map.of("load", load, "cache misses", misses));

        assertThat(found.factors().get(0)).satisfies(first -> {
            assertThat(first.name()).isEqualTo("cache misses");
            assertThat(first.tonight()).isCloseTo(Math.exp(.4), within(.08));
            assertThat(first.surety()).isGreaterThan(5);
        });
        assertThat(found.unexplained()).isCloseTo(1, within(.04));
        assertThat(found.inWords()).contains("went with cache misses (+").doesNotContain("because");
    }

    @Test
    void quantitiesThatMoveTogetherAreCountedAsOne() {
        history(.1);
        double[] connections = load.clone();
        for (int h = 0; h < HOURS; h++) {
            connections[h] = 50 + 10 * load[h] + random.nextGaussian();
        }
        Map<String, double[]> quantities = new LinkedHashMap<>();
        quantities.put("load", load);
        quantities.put("cache misses", misses);
        quantities.put("connections", connections);

        ResponseTimeExplanation found = explain(quantities);

        assertThat(found.factors())
                .filteredOn(f -> f.members().contains("load"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.name()).isEqualTo("load and connections");
                    assertThat(f.members()).containsExactly("load", "connections");
                });
    }

    @Test
    void slownessThatGoesWithNothingIsSaidToBeUnexplained() {
        history(.05);
        for (int h = HOURS - NIGHT; h < HOURS; h++) {
            misses[h] -= 2;
            meanMs[h] *= 1.6 * Math.exp(-.4);
        }

        ResponseTimeExplanation found = explain(Map.of("load", load, "cache misses", misses));

        assertThat(found.unexplained()).isCloseTo(1.6, within(.15));
        assertThat(found.inWords()).contains("went with nothing that was measured");
    }

    @Test
    void shortHistoryIsAReason() {
        ResponseTimeExplanation found = new ResponseTimeModel(ZoneOffset.UTC)
                .explain(
                        Instant.EPOCH,
                        Duration.ofHours(1),
                        new double[] {1, 2, 3},
                        new double[] {5, 5, 5},
                        Map.of("load", new double[] {5, 5, 5}),
                        1);

        assertThat(found.factors()).isEmpty();
        assertThat(found.inWords()).contains("not enough history");
    }

    private ResponseTimeExplanation explain(Map<String, double[]> quantities) {
        return new ResponseTimeModel(ZoneOffset.UTC)
                .explain(Instant.parse("2025-09-01T00:00:00Z"), Duration.ofHours(1), meanMs, calls, quantities, NIGHT);
    }

    private static double share(ResponseTimeExplanation found, String name) {
        return found.factors().stream()
                .filter(f -> f.name().equals(name))
                .mapToDouble(ResponseTimeFactor::share)
                .sum();
    }
}
