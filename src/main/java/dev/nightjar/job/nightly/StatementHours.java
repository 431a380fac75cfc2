package dev.nightjar.job.nightly;

import dev.nightjar.model.SampleColumns;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.SubjectHistory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one statement did hour by hour, as far as detection reads it. Kept in single precision, whose seven digits are far finer
 * than any noise, and without what stood still: five weeks of ten thousand statements fit in a small heap.
 */
final class StatementHours {

    /** What is added up. */
    enum Column {
        CALLS(StatementMetric.CALLS),
        EXEC_MS(StatementMetric.EXEC_MS),
        BLOCKS(StatementMetric.SHARED_HIT, StatementMetric.SHARED_READ),
        READS(StatementMetric.SHARED_READ),
        ROWS(StatementMetric.ROWS),
        TEMP_BLOCKS(StatementMetric.TEMP_READ, StatementMetric.TEMP_WRITTEN),
        PLAN_MS(StatementMetric.PLAN_MS),
        IO_MS(StatementMetric.READ_MS, StatementMetric.WRITE_MS);

        // Unchangeable, as List.of is.
        @SuppressWarnings("ImmutableEnumChecker")
        private final List<StatementMetric> counters;

        Column(StatementMetric... counters) {
            this.counters = List.of(counters);
        }
    }

    private static final List<Column> COLUMNS = List.of(Column.values());
    private static final List<List<StatementMetric>> COUNTERS =
            COLUMNS.stream().map(column -> column.counters).toList();

    private final HourlyGrid grid;
    /** None of what stood still in all hours that were looked at. */
    private final Map<Column, float[]> sums = new EnumMap<>(Column.class);

    StatementHours(HourlyGrid grid) {
        this.grid = grid;
    }

    /** What one role did with the statement in one database. */
    static StatementHours of(HourlyGrid grid, SubjectHistory part) {
        StatementHours hours = new StatementHours(grid);
        double[] nothing = grid.empty();
        double[][] sums = grid.sums(SampleColumns.of(part.subject(), part.samples()), COUNTERS);
        for (int i = 0; i < sums.length; i++) {
            if (!Arrays.equals(sums[i], nothing)) {
                hours.sums.put(COLUMNS.get(i), single(sums[i]));
            }
        }
        return hours;
    }

    /** Adds what another role did, or the same one in another database. */
    void add(StatementHours part) {
        part.sums.forEach((column, more) -> sums.merge(column, more, this::joined));
    }

    private float[] joined(float[] sum, float[] more) {
        float[] joined = new float[sum.length];
        for (int hour = 0; hour < joined.length; hour++) {
            joined[hour] = (float) grid.joined(hour, sum[hour], more[hour]);
        }
        return joined;
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
