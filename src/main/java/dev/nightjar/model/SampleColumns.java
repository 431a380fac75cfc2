package dev.nightjar.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;

/**
 * Samples of one subject, kept column by column: a metric that never changes, as most never do, takes no room. A server's
 * thousands of statements fit in memory so; each sample is made when it is asked for.
 */
public final class SampleColumns extends AbstractList<Sample> implements RandomAccess {
    private final Subject subject;
    private final Window[] intervals;
    private final BitSet afterReset = new BitSet();
    /** By metric; of length 1 where all samples have the same value. */
    private final double[][] columns;

    private SampleColumns(Subject subject, List<Sample> samples) {
        this.subject = subject;
        intervals = samples.stream().map(Sample::interval).toArray(Window[]::new);
        columns = new double[subject.kind().size()][];
        double[][] rows =
                samples.stream().map(sample -> sample.measures().toArray()).toArray(double[][]::new);
        for (int metric = 0; metric < columns.length; metric++) {
            columns[metric] = column(rows, metric);
        }
        for (int i = 0; i < intervals.length; i++) {
            afterReset.set(i, samples.get(i).afterReset());
        }
    }

    /** A copy of samples that are all of that subject, in the same order. */
    public static List<Sample> of(Subject subject, List<Sample> samples) {
        return samples.isEmpty() ? List.of() : new SampleColumns(subject, samples);
    }

    /** The same samples, unchangeable: those that are so already are not copied. */
    static List<Sample> unchangeable(List<Sample> samples) {
        return samples instanceof SampleColumns ? samples : List.copyOf(samples);
    }

    private static double[] column(double[][] rows, int metric) {
        double[] column = new double[rows.length];
        boolean constant = true;
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][metric];
            constant &= Double.compare(column[i], column[0]) == 0;
        }
        return constant ? Arrays.copyOf(column, 1) : column;
    }

    @Override
    public Sample get(int index) {
        double[] values = new double[columns.length];
        for (int metric = 0; metric < values.length; metric++) {
            double[] column = columns[metric];
            values[metric] = column.length == 1 ? column[0] : column[index];
        }
        return new Sample(subject, intervals[index], Measures.of(subject.kind(), values), afterReset.get(index));
    }

    @Override
    public int size() {
        return intervals.length;
    }
}
