package dev.nightjar.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short cuts of fits change nothing but their time. */
class SeasonalRoundsTest {
    private static final int HOURS = 672;
    private static final int ONSET = 400;
    private static final HourClasses CLASSES =
            HourClasses.of(Instant.parse("2026-02-02T00:00:00Z"), Duration.ofHours(1), HOURS, ZoneOffset.UTC);
    private static final DetectionSettings SETTINGS = DetectionSettings.defaults();

    @Test
    void aLookAtTheFirstRoundDoesNotChangeTheLast() {
        Signal signal = signal(1.3, 1, HOURS);
        List<LoadColumn> columns = new LoadColumns(HOURS, new double[0], new double[0], 24).of(signal);
        SeasonalRounds looked = new SeasonalRounds(signal, columns, CLASSES, 24);
        double[] atFirst = looked.first().level.clone();

        SeasonalFit last = looked.last();
        SeasonalFit plain = SeasonalFit.of(signal, columns, CLASSES, 24);

        assertThat(last.level).isEqualTo(plain.level).isNotEqualTo(atFirst);
        assertThat(last.cuts).isEqualTo(plain.cuts);
        assertThat(last.rho).isEqualTo(plain.rho);
    }

    @Test
    void aChangeShowsInTheFirstRound() {
        int shown = 0;
        int quiet = 0;
        for (int seed = 0; seed < 40; seed++) {
            shown += mayShow(signal(1.2, seed, HOURS)) ? 1 : 0;
            shown += mayShow(signal(1 / 1.2, seed, HOURS)) ? 1 : 0;
            quiet += mayShow(signal(1, seed, HOURS)) ? 0 : 1;
        }
        assertThat(shown).isEqualTo(80);
        assertThat(quiet).as("of forty").isGreaterThanOrEqualTo(30);
    }

    @Test
    void classesOfAStatementThatRanInEveryStepAreThoseOfItsSteps() {
        Signal whole = signal(1, 1, HOURS);
        ClassMembers shared = CLASSES.members(whole);
        int[] classes = new int[HOURS];
        Arrays.setAll(classes, hour -> hour % 24 + 24 * (hour / 24 % 7 >= 5 ? 1 : 0));

        assertThat(CLASSES.members(signal(1, 2, HOURS))).isSameAs(shared);
        assertThat(shared.both().of()).isEqualTo(classes);
        assertThat(CLASSES.members(signal(1, 1, HOURS - 3)).both().of()).isEqualTo(Arrays.copyOf(classes, HOURS - 3));
        for (int hour = 0; hour < 24; hour++) {
            int own = hour;
            assertThat(Arrays.stream(
                            shared.hours().inOrder(),
                            shared.hours().begin(hour),
                            shared.hours().end()[hour]))
                    .hasSize(28)
                    .isSorted()
                    .allMatch(step -> step % 24 == own);
        }
    }

    @Test
    void loadOfAllIsTheSameWhetherMadeForAllOrForOne() {
        Signal signal = signal(1, 1, HOURS);
        double[] calls = new Random(5).doubles(HOURS + 1, 100, 200).toArray();
        double[] shared = new Random(6).doubles(HOURS + 1).toArray();
        List<LoadColumn> forAll =
                new LoadColumns(HOURS, Arrays.copyOf(calls, HOURS), Arrays.copyOf(shared, HOURS), 24).of(signal);
        List<LoadColumn> forOne = new LoadColumns(HOURS + 1, calls, shared, 24).of(signal);

        assertThat(forAll).hasSize(5);
        for (int column = 0; column < 5; column++) {
            assertThat(forAll.get(column).values()).isEqualTo(forOne.get(column).values());
            assertThat(forAll.get(column).usual()).isEqualTo(forOne.get(column).usual());
        }
    }

    private static boolean mayShow(Signal signal) {
        return LevelChange.mayShow(new SeasonalRounds(signal, List.of(), CLASSES, 24).first(), 2, SETTINGS, 1);
    }

    private static Signal signal(double factor, long seed, int hours) {
        Random random = new Random(seed);
        double[] calls = new double[hours];
        double[] ms = new double[hours];
        for (int hour = 0; hour < hours; hour++) {
            calls[hour] = 100 + random.nextInt(50);
            ms[hour] = calls[hour]
                    * (2 + Math.sin(hour * Math.PI / 12))
                    * Math.exp(.1 * random.nextGaussian())
                    * (hour < ONSET ? 1 : factor);
        }
        return Signal.of(calls, ms);
    }
}
