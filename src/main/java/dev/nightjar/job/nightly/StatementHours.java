package dev.nightjar.job.nightly;

import dev.nightjar.model.Measures;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.SubjectHistory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one statement did hour by hour, as far as detection reads it. Kept in single precision, whose seven digits are far finer
 * than any noise, and without what stood still: five weeks of ten thousand statements fit in a small heap.
 */
final class StatementHours {

    /** What is added up. */
    enum Column implements ToDoubleFunction<Measures> {
        CALLS(measures -> measures.get(StatementMetric.CALLS)),
        EXEC_MS(measures -> measures.get(StatementMetric.EXEC_MS)),
        BLOCKS(measures -> measures.get(StatementMetric.SHARED_HIT) + measures.get(StatementMetric.SHARED_READ)),
        READS(measures -> measures.get(StatementMetric.SHARED_READ)),
        ROWS(measures -> measures.get(StatementMetric.ROWS)),
        TEMP_BLOCKS(measures -> measures.get(StatementMetric.TEMP_READ) + measures.get(StatementMetric.TEMP_WRITTEN)),
        PLAN_MS(measures -> measures.get(StatementMetric.PLAN_MS)),
        IO_MS(measures -> measures.get(StatementMetric.READ_MS) + measures.get(StatementMetric.WRITE_MS));

        // A pure function of its argument.
        @SuppressWarnings("ImmutableEnumChecker")
        private final ToDoubleFunction<Measures> value;

        Column(ToDoubleFunction<Measures> value) {
            this.value = value;
        }

        @Override
        public double applyAsDouble(Measures measures) {
            return value.applyAsDouble(measures);
        }
    }

    private static final List<Column> COLUMNS = List.of(Column.values());

    private final HourlyGrid grid;
    /** None of what stood still in all hours that were looked at. */
    private final Map<Column, float[]> sums = new EnumMap<>(Column.class);

    StatementHours(HourlyGrid grid) {
        this.grid = grid;
    }

    /** Adds what one role did with the statement in one database. */
    void add(SubjectHistory part) {
        double[] nothing = grid.empty();
        double[][] parts = grid.sums(part.samples(), COLUMNS);
        for (int i = 0; i < parts.length; i++) {
            Column column = COLUMNS.get(i);
            double[] more = parts[i];
            if (sums.containsKey(column) || !Arrays.equals(more, nothing)) {
                float[] sum = sums.computeIfAbsent(column, first -> single(nothing));
                for (int hour = 0; hour < sum.length; hour++) {
                    sum[hour] = (float) grid.joined(hour, sum[hour], more[hour]);
                }
            }
        }
    }

    /** Per hour: 0 in sampled hours in which nothing happened, NaN where nobody looked. */
    double[] of(Column column) {
        double[] hours = grid.empty();
        float[] sum = sums.getOrDefault(column, new float[0]);
        for (int hour = 0; hour < sum.length; hour++) {
            hours[hour] = sum[hour];
        }
        return hours;
    }

    private static float[] single(double[] values) {
        float[] single = new float[values.length];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) values[i];
        }
        return single;
    }
}
