package dev.nightjar.advise.pool;

import static dev.nightjar.advise.HealthyServer.sessions;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.advise.pool.PoolVerdict.Regime;
import dev.nightjar.advise.pool.PoolVerdict.Verdict;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.PoolSamples.Point;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolAdviserTest {
    private final PoolAdviser adviser = new PoolAdviser(Thresholds.STANDARD);

    @Test
    void aFullPoolThatWaitsForTheApplicationMustGrow() {
        NightBuilder night = night().with(pool(4, 4, 20, 200, 18, 90, 0))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 0.5));

        PoolVerdict verdict = adviser.judge(night.build()).get(0);
        Advice advice = adviser.advise(night.build());

        assertThat(verdict.verdict()).isEqualTo(Verdict.GROW);
        assertThat(verdict.regime()).isEqualTo(Regime.DELAY);
        assertThat(verdict.capacitySize()).isGreaterThan(16);
        assertThat(verdict.nextStep()).isEqualTo(8);
        assertThat(advice.findings()).extracting(Finding::check).containsExactly("PG-POOL-SMALL");
        assertThat(advice.recommendations().get(0).apply().get(0))
                .isEqualTo("HikariCP:  spring.datasource.hikari.maximum-pool-size=8");
        assertThat(advice.recommendations().get(0).rollback().get(0)).endsWith("=4");
        assertThat(advice.recommendations().get(0).savings()).isEmpty();
    }

    @Test
    void timeoutsHurtUsersNow() {
        Advice advice = adviser.advise(night().with(pool(4, 4, 20, 200, 18, 90, 0.1))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 0.5))
                .build());

        assertThat(advice.findings().get(0).severity()).isEqualTo(Severity.HIGH);
        assertThat(advice.recommendations().get(0).harmProbability30d()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void aPoolThatWaitsForALockMustNotGrow() {
        NightBuilder night = night().with(pool(10, 10, 30, 200, 50, 150, 0))
                .with(sessions("active", "Lock", "transactionid").level(SessionsMetric.COUNT, 8))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 0.5));

        PoolVerdict verdict = adviser.judge(night.build()).get(0);

        assertThat(verdict.regime()).isEqualTo(Regime.LOCK);
        assertThat(verdict.growthForbidden()).isTrue();
        assertThat(verdict.nextStep()).isLessThanOrEqualTo(10);
        assertThat(adviser.advise(night.build()).findings())
                .extracting(Finding::check)
                .containsExactly("PG-POOL-LOCK");
    }

    @Test
    void aPoolWithRoomIsLeftAlone() {
        Advice advice = adviser.advise(night().with(pool(10, 2, 0, 200, 10, 0.05, 0))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 0.5))
                .build());

        assertThat(advice).isEqualTo(Advice.NONE);
    }

    @Test
    void withoutSessionsOnlyABoundedStepIsAdvised() {
        PoolVerdict verdict = adviser.judge(
                        night().with(pool(4, 4, 20, 200, 18, 90, 0)).build())
                .get(0);

        assertThat(verdict.regime()).isEqualTo(Regime.UNKNOWN);
        assertThat(verdict.capacitySize()).isNaN();
        assertThat(verdict.nextStep()).isEqualTo(6);
    }

    @Test
    void aFewMinutesAreNotEnough() {
        PoolSamples few = pool(4, 4, 20, 200, 18, 90, 0);
        Advice advice = adviser.advise(
                night().with(new PoolSamples("shop", 4, few.points().subList(0, 60)))
                        .build());

        assertThat(advice.findings()).isEmpty();
        assertThat(advice.notAssessed()).hasSize(1);
    }

    @Test
    void countersThatStartAnewEndAWindow() {
        List<Point> points = new ArrayList<>(pool(10, 2, 0, 200, 10, 0.05, 0).points());
        points.addAll(pool(10, 2, 0, 200, 10, 0.05, 0).points().stream()
                .map(point -> new Point(
                        point.atSeconds() + 3610, 2, 8, 0, point.acquired(), point.acquireMs(), point.usageMs(), 0))
                .toList());

        assertThat(NightPools.of(night().with(new PoolSamples("shop", 10, points))
                                .build())
                        .get(0)
                        .windows())
                .allSatisfy(window -> assertThat(window.throughput()).isCloseTo(200, within(1e-6)));
    }

    @Test
    void erlangsFormulaGivesTextbookFigures() {
        // 2 connections, load 1: C = 1/3; 10 connections, load 8: C = 0.4092 (tables of Erlang C).
        assertThat(ErlangC.waitProbability(2, 1)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(ErlangC.waitProbability(10, 8)).isCloseTo(0.4092, within(1e-4));
        assertThat(ErlangC.waitProbability(4, 5)).isEqualTo(1);
    }

    @Test
    void aNetworkOfOneCoreAndDelayFollowsTheMachineRepairmanBounds() {
        double[] throughput = new ClosedNetwork(0.01, 0.09, 1).throughput(100);

        assertThat(throughput[1]).isCloseTo(10, within(1e-9));
        assertThat(throughput[100]).isCloseTo(100, within(0.1));
        assertThat(ClosedNetwork.through(0.01, 1, 5, new ClosedNetwork(0.01, 0.05, 1).throughput(5.0))
                        .delay())
                .isCloseTo(0.05, within(1e-6));
    }

    private static NightBuilder night() {
        return aNight().vcpus(4).with(anInstance().perDay(dev.nightjar.model.InstanceMetric.SNAPSHOTS, 24));
    }

    /** An hour of samples every five seconds. */
    private static PoolSamples pool(
            int size, double active, double pending, double perSecond, double holdMs, double waitMs, double timeouts) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 720; i++) {
            double checkouts = perSecond * i * 5;
            points.add(new Point(
                    i * 5,
                    active,
                    size - active,
                    pending,
                    checkouts,
                    checkouts * waitMs,
                    checkouts * (holdMs * 1.0),
                    timeouts * i * 5));
        }
        return new PoolSamples("shop", size, points);
    }
}
