package dev.nightjar.model;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;

/**
 * Samples of one subject, kept column by column: a metric that never changes, as most never do, takes no room. A server's
 * thousands of statements fit in memory so; each sample is made when it is asked for, and who wants one metric of all of them
 * need not have any made.
 */
public final class SampleColumns extends AbstractList<Sample> implements RandomAccess {
    private final Subject subject;
    private final List<Window> intervals;
    private final BitSet afterReset;
    /** By metric; of length 1 where all samples have the same value. */
    private final double[][] columns;

    private SampleColumns(Subject subject, List<Window> intervals, BitSet afterReset, double[][] columns) {
        this.subject = subject;
        this.intervals = intervals;
        this.afterReset = afterReset;
        this.columns = new double[columns.length][];
        Arrays.setAll(this.columns, metric -> column(columns[metric], intervals.size()));
    }

    /** The samples of that subject as columns, in the same order; not a copy where they are so already. */
    public static SampleColumns of(Subject subject, List<Sample> samples) {
        if (samples instanceof SampleColumns columns) {
            return columns;
        }
        BitSet afterReset = new BitSet();
        double[][] columns = new double[subject.kind().size()][samples.size()];
        for (int i = 0; i < samples.size(); i++) {
            double[] values = samples.get(i).measures().toArray();
            for (int metric = 0; metric < columns.length; metric++) {
                columns[metric][i] = values[metric];
            }
            afterReset.set(i, samples.get(i).afterReset());
        }
        return new SampleColumns(subject, samples.stream().map(Sample::interval).toList(), afterReset, columns);
    }

    /**
     * From columns, which are copied.
     *
     * @param intervals of the samples, in order of time
     * @param afterReset which of them saw a reset
     * @param columns the values of each metric of the subject's kind, at least one per interval; what is beyond is left out
     */
    public static SampleColumns of(Subject subject, List<Window> intervals, BitSet afterReset, double[][] columns) {
        return new SampleColumns(subject, List.copyOf(intervals), afterReset, columns);
    }

    /** The same samples, unchangeable: those that are so already are not copied. */
    static List<Sample> unchangeable(List<Sample> samples) {
        return samples instanceof SampleColumns ? samples : List.copyOf(samples);
    }

    private static double[] column(double[] values, int size) {
        for (int i = 1; i < size; i++) {
            if (Double.compare(values[i], values[0]) != 0) {
                return Arrays.copyOf(values, size);
            }
        }
        return Arrays.copyOf(values, 1);
    }

    @Override
    public Sample get(int index) {
        double[] values = new double[columns.length];
        for (int metric = 0; metric < values.length; metric++) {
            values[metric] = value(metric, index);
        }
        return new Sample(subject, interval(index), Measures.of(subject.kind(), values), afterReset.get(index));
    }

    public Window interval(int index) {
        return intervals.get(index);
    }

    /** One metric of one sample, without making the sample. */
    public double value(Metric metric, int index) {
        return value(metric.ordinal(), index);
    }

    private double value(int metric, int index) {
        double[] column = columns[metric];
        return column.length == 1 ? column[0] : column[index];
    }

    @Override
    public int size() {
        return intervals.size();
    }
}
