package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Builds the history of a statement with a day rhythm and noise: {@code aStatement("q").slowerFrom(400, 1.5).build()}. */
final class StatementBuilder {
    static final Instant MONDAY = Instant.parse("2025-09-01T00:00:00Z");

    private final String name;
    private int steps = 672;
    private Duration step = Duration.ofHours(1);
    private double callsPerStep = 500;
    private double meanMs = 10;
    private double blocksPerCall = 40;
    private double noise = .1;
    private IntToDoubleFunction timeFactor = i -> 1;
    private IntToDoubleFunction callsFactor = i -> 1;
    private IntToDoubleFunction blocksFactor = i -> 1;
    private IntToDoubleFunction readsShare = i -> .02;
    private boolean nightly;
    private double loadExponent;

    private StatementBuilder(String name) {
        this.name = name;
    }

    static StatementBuilder aStatement(String name) {
        return new StatementBuilder(name);
    }

    StatementBuilder steps(int count, Duration length) {
        this.steps = count;
        this.step = length;
        return this;
    }

    StatementBuilder calls(double perStep) {
        this.callsPerStep = perStep;
        return this;
    }

    StatementBuilder slower(IntToDoubleFunction factor) {
        IntToDoubleFunction before = timeFactor;
        this.timeFactor = i -> before.applyAsDouble(i) * factor.applyAsDouble(i);
        return this;
    }

    StatementBuilder slowerFrom(int from, double factor) {
        return slower(i -> i >= from ? factor : 1);
    }

    StatementBuilder moreBlocksFrom(int from, double factor) {
        return moreBlocks(i -> i >= from ? factor : 1);
    }

    StatementBuilder moreBlocks(IntToDoubleFunction factor) {
        this.blocksFactor = factor;
        return this;
    }

    StatementBuilder colderFrom(int from, double share) {
        this.readsShare = i -> i >= from ? share : .02;
        return this;
    }

    StatementBuilder busierFrom(int from, double factor) {
        this.callsFactor = i -> i >= from ? factor : 1;
        return this;
    }

    StatementBuilder busierAt(int step, double factor) {
        this.callsFactor = i -> i == step ? factor : 1;
        return this;
    }

    /** Latency follows the statement's own calls with this exponent. */
    StatementBuilder followingLoad(double exponent) {
        this.loadExponent = exponent;
        return this;
    }

    StatementBuilder nightly() {
        this.nightly = true;
        return this;
    }

    StatementHistory build() {
        Random random = new Random(name.hashCode());
        double[] calls = new double[steps];
        double[] ms = new double[steps];
        double[] blocks = new double[steps];
        double[] reads = new double[steps];
        double[] unknown = new double[steps];
        Arrays.fill(unknown, Double.NaN);
        double wander = 0;
        for (int i = 0; i < steps; i++) {
            double hour = i * step.toMinutes() / 60.0 % 24;
            double rhythm = 1 + .6 * Math.sin((hour - 9) * Math.PI / 12);
            double expected = callsPerStep * rhythm * callsFactor.applyAsDouble(i);
            boolean runs = !nightly || (hour >= 2 && hour < 3);
            calls[i] = runs ? Math.max(0, Math.round(expected * Math.exp(.1 * random.nextGaussian()))) : 0;
            wander = .3 * wander + noise * random.nextGaussian();
            double perCall = meanMs
                    * (1 + .2 * Math.sin(hour * Math.PI / 12))
                    * timeFactor.applyAsDouble(i)
                    * Math.pow(Math.max(1, calls[i]) / callsPerStep, loadExponent)
                    * Math.exp(wander);
            ms[i] = calls[i] * perCall;
            blocks[i] =
                    calls[i] * blocksPerCall * blocksFactor.applyAsDouble(i) * Math.exp(.03 * random.nextGaussian());
            reads[i] = blocks[i] * readsShare.applyAsDouble(i);
        }
        return new StatementHistory(
                name, MONDAY, step, calls, ms, blocks, reads, calls.clone(), unknown, unknown, unknown, "shop");
    }
}
