package dev.nightjar.detect.evaluation;

import java.util.Random;

/** What generators of daily histories share: kinds, random draws, and what goes wrong when a day is sampled. */
abstract class MadeUpHistories {
    static final int AHEAD = 60;
    private static final String[] KINDS = {
        "linear", "weekly", "jump", "steps", "purge", "faster", "flat", "plateau", "leak", "sawtooth", "slowdown"
    };

    final Random random;
    /** Days that are known. */
    final int past;
    /** Share of the days without a sample. */
    final double missing;

    MadeUpHistories(long seed, int past, double missing) {
        this.random = new Random(seed);
        this.past = past;
        this.missing = missing;
    }

    /** Values of all days, known and ahead. */
    abstract double[] path(String kind);

    /** A limit that no known day is at. */
    abstract double limit(String kind, double[] y);

    /** What a bad sample shows instead of a value. */
    abstract double bad(double value);

    static String kind(int number) {
        return KINDS[number % KINDS.length];
    }

    final double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    final double logBetween(double low, double high) {
        return Math.exp(between(Math.log(low), Math.log(high)));
    }
}
