package dev.nightjar.detect;

import dev.nightjar.stats.Autocorrelation;
import java.util.List;

/**
 * A statement's expected ln(cost per call): level of the segment + class of the hour + load, fitted in rounds of
 * slopes and classes (levels fixed) → noise → cuts ({@link SeasonalRounds}).
 *
 * <p>Assumes that season and load act as factors, that their shape stays the same over the history, and that the level is
 * constant between cuts. Cost: a few dozen passes over the samples and one segmentation per round.
 */
final class SeasonalFit {
    final Signal signal;
    /** Season and load, centred, without the level. */
    final double[] adjustment;
    /** Signal minus adjustment: level and noise. */
    final double[] level;

    /** The level with single steps cut off near the median of their neighbours. */
    final double[] clipped;

    final double[] weights;
    final NoiseModel noise;
    final double rho;
    final int[] cuts;

    SeasonalFit(
            Signal signal,
            double[] adjustment,
            double[] level,
            double[] clipped,
            double[] weights,
            NoiseModel noise,
            double rho,
            int[] cuts) {
        this.signal = signal;
        this.adjustment = adjustment;
        this.level = level;
        this.clipped = clipped;
        this.weights = weights;
        this.noise = noise;
        this.rho = rho;
        this.cuts = cuts;
    }

    double inflation() {
        return Autocorrelation.inflation(rho);
    }

    /** Fits one signal; {@code samplesPerDay} steps make a day, the window of the first guess of the level. */
    static SeasonalFit of(Signal signal, List<LoadColumn> columns, HourClasses classes, int samplesPerDay) {
        return new SeasonalRounds(signal, columns, classes, samplesPerDay).last();
    }
}
