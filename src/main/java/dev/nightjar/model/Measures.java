package dev.nightjar.model;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** The values of one subject, one per metric of its kind; counters know how to be subtracted. NaN is unknown. */
public final class Measures {
    private final SubjectKind kind;
    private final double[] values;

    private Measures(SubjectKind kind, double[] values) {
        this.kind = kind;
        this.values = values;
    }

    /** All unknown. */
    public static Measures unknown(SubjectKind kind) {
        double[] values = new double[kind.size()];
        Arrays.fill(values, Double.NaN);
        return new Measures(kind, values);
    }

    /** From values in the order of the kind's metrics; metrics added since they were written are unknown. */
    public static Measures of(SubjectKind kind, double... values) {
        double[] copy = Arrays.copyOf(values, kind.size());
        if (values.length < copy.length) {
            Arrays.fill(copy, values.length, copy.length, Double.NaN);
        }
        return new Measures(kind, copy);
    }

    /** From a function that is asked for each metric's name. */
    public static Measures read(SubjectKind kind, ToDoubleFunction<Metric> reader) {
        double[] values = new double[kind.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = reader.applyAsDouble(kind.metric(i));
        }
        return new Measures(kind, values);
    }

    public SubjectKind kind() {
        return kind;
    }

    public double get(Metric metric) {
        return values[metric.ordinal()];
    }

    /** The value, or 0 where it is unknown: for sums in which an unknown part cannot be shown. */
    public double known(Metric metric) {
        double value = get(metric);
        return Double.isNaN(value) ? 0 : value;
    }

    /** A copy with one value replaced. */
    public Measures with(Metric metric, double value) {
        double[] copy = values.clone();
        copy[metric.ordinal()] = value;
        return new Measures(kind, copy);
    }

    /** Whether any counter is lower than before, which only a reset explains. */
    public boolean fellSince(Measures earlier) {
        for (int i = 0; i < values.length; i++) {
            if (kind.metric(i).isCounter() && values[i] < earlier.values[i]) {
                return true;
            }
        }
        return false;
    }

    /** What happened since: counters as increments, levels as they are now. Unknown where either side is. */
    public Measures since(Measures earlier) {
        double[] difference = values.clone();
        for (int i = 0; i < difference.length; i++) {
            if (kind.metric(i).isCounter() && !kind.metric(i).isTally()) {
                difference[i] -= earlier.values[i];
            }
        }
        return new Measures(kind, difference);
    }

    /** Two intervals as one: counters add up (a part that is unknown is left out), levels are those of the later. */
    public Measures plus(Measures later) {
        double[] sum = values.clone();
        for (int i = 0; i < sum.length; i++) {
            double other = later.values[i];
            if (!Double.isNaN(other)) {
                sum[i] = kind.metric(i).isCounter() && !Double.isNaN(sum[i]) ? sum[i] + other : other;
            }
        }
        return new Measures(kind, sum);
    }

    /** Whether no counter moved; levels do not count. */
    public boolean isQuiet() {
        for (int i = 0; i < values.length; i++) {
            if (kind.metric(i).isCounter() && values[i] > 0) {
                return false;
            }
        }
        return true;
    }

    /** The values in the order of the kind's metrics, a copy. */
    public double[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measures that && kind == that.kind && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return kind + Arrays.toString(values);
    }
}
