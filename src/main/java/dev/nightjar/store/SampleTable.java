package dev.nightjar.store;

import dev.nightjar.model.Measures;
import dev.nightjar.model.SampleColumns;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.SampleRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Samples of one subject while they are read: column by column as they are packed, never one by one, and those of one hour
 * added up as they come ({@link HourlyMerge}). Must be added in order of time.
 */
final class SampleTable {
    private static final int OUTSIDE = -1;

    private final SubjectKind kind;
    private final HourlyMerge hours;
    private int size;
    private long[] from = new long[0];
    private long[] to = new long[0];
    private final BitSet afterReset = new BitSet();
    private final double[][] columns;

    /** @param expected how many samples will be in it, about */
    SampleTable(SubjectKind kind, HourlyMerge hours, int expected) {
        this.kind = kind;
        this.hours = hours;
        this.columns = new double[kind.size()][0];
        reserve(expected);
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Adds those samples of a pack that end in a span. */
    void add(SamplePack pack, Span within) {
        reserve(pack.size());
        int[] rows = new int[pack.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = within.holds(pack.to(i)) ? row(pack.from(i), pack.to(i), pack.afterReset(i)) : OUTSIDE;
        }
        for (int metric = 0; metric < Math.min(columns.length, pack.figures()); metric++) {
            double[] column = columns[metric];
            boolean counter = kind.metric(metric).isCounter();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != OUTSIDE) {
                    column[rows[i]] = plus(column[rows[i]], pack.value(metric, i), counter);
                }
            }
        }
    }

    /** Adds a sample that is not packed yet. */
    void add(SampleRow sample) {
        reserve(1);
        int row = row(SamplePack.micros(sample.from()), SamplePack.micros(sample.to()), sample.afterReset());
        double[] values = sample.measures().toArray();
        for (int metric = 0; metric < columns.length; metric++) {
            columns[metric][row] = plus(
                    columns[metric][row], values[metric], kind.metric(metric).isCounter());
        }
    }

    /** The row of an interval: the last one when both are of one hour, else a new one of which nothing is known. */
    private int row(long begin, long end, boolean reset) {
        boolean joins =
                size > 0 && HourlyMerge.isOneOfMany(kind) && hours.isOneHour(from[size - 1], to[size - 1], begin, end);
        if (!joins) {
            from[size] = begin;
            size++;
        }
        int row = size - 1;
        to[row] = end;
        afterReset.set(row, afterReset.get(row) || reset);
        return row;
    }

    /** As {@link Measures#plus(Measures)}: counters add up, a part that is unknown is left out, levels are the later ones. */
    private static double plus(double earlier, double later, boolean counter) {
        if (Double.isNaN(later)) {
            return earlier;
        }
        return counter && !Double.isNaN(earlier) ? earlier + later : later;
    }

    private void reserve(int more) {
        int capacity = from.length;
        if (size + more > capacity) {
            int larger = Math.max(size + more, 2 * capacity);
            from = Arrays.copyOf(from, larger);
            to = Arrays.copyOf(to, larger);
            for (int metric = 0; metric < columns.length; metric++) {
                columns[metric] = Arrays.copyOf(columns[metric], larger);
                Arrays.fill(columns[metric], capacity, larger, Double.NaN);
            }
        }
    }

    /** Everything that ends in a span; empty when nothing does. */
    Optional<Measures> sum(Span within) {
        int first = 0;
        while (first < size && to[first] <= within.from()) {
            first++;
        }
        int end = size;
        while (end > first && to[end - 1] > within.to()) {
            end--;
        }
        if (first == end) {
            return Optional.empty();
        }
        double[] sum = new double[columns.length];
        for (int metric = 0; metric < sum.length; metric++) {
            boolean counter = kind.metric(metric).isCounter();
            sum[metric] = Double.NaN;
            for (int row = first; row < end; row++) {
                sum[metric] = plus(sum[metric], columns[metric][row], counter);
            }
        }
        return Optional.of(Measures.of(kind, sum));
    }

    /** The samples; {@code windows} gives each interval, the same to all subjects seen by the same visits. */
    SampleColumns samples(Subject subject, Function<Span, Window> windows) {
        Window[] intervals = new Window[size];
        for (int row = 0; row < size; row++) {
            intervals[row] = windows.apply(new Span(from[row], to[row]));
        }
        return SampleColumns.of(subject, List.of(intervals), afterReset, columns);
    }

    /** What several views tell of one subject, in order of time; samples of different views stay apart. */
    static SampleTable joined(List<SampleTable> tables) {
        if (tables.size() == 1) {
            return tables.get(0);
        }
        record Place(SampleTable table, int row) {}
        List<Place> places = new ArrayList<>();
        tables.forEach(table -> {
            for (int row = 0; row < table.size; row++) {
                places.add(new Place(table, row));
            }
        });
        places.sort(Comparator.comparingLong(place -> place.table.to[place.row]));
        SampleTable all = new SampleTable(tables.get(0).kind, tables.get(0).hours, places.size());
        for (Place place : places) {
            all.from[all.size] = place.table.from[place.row];
            all.to[all.size] = place.table.to[place.row];
            all.afterReset.set(all.size, place.table.afterReset.get(place.row));
            for (int metric = 0; metric < all.columns.length; metric++) {
                all.columns[metric][all.size] = place.table.columns[metric][place.row];
            }
            all.size++;
        }
        return all;
    }
}
