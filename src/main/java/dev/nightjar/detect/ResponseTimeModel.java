package dev.nightjar.detect;

import dev.nightjar.stats.Correlation;
import dev.nightjar.stats.Robust;
import dev.nightjar.stats.WeightedRegression;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What response time went with: a weighted regression of ln(mean response time) on load, cache misses, connections, processor
 * time, hour and weekday, weighted by calls.
 *
 * <p>Quantities that correlate by more than .9 cannot be told apart and are counted as one. The share of each is its gain in
 * explained variance averaged over all orders (Lindeman, Merenda and Gold 1980; R's {@code relaimpo::calc.relimp(type = "lmg")}).
 * Fitted on the time before the night, so that the night cannot explain itself.
 * Standard errors allow for a day of autocorrelation. Assumes effects that act as factors and do not depend on each other.
 * Cost: 2^groups regressions, groups ≤ 6.
 */
public final class ResponseTimeModel {
    private static final double TOGETHER = .9;
    /** What is in proportion to the time of all statements but for this share is that time. */
    private static final double THE_SAME = .1;

    private static final int MOST_GROUPS = 6;
    private static final int LEAST_SAMPLES = 72;
    private static final String HOUR = "hour of the day";
    private static final String WEEKDAY = "weekday";

    private final ZoneId zone;

    /** @param zone whose hours and weekdays count */
    public ResponseTimeModel(ZoneId zone) {
        this.zone = zone;
    }

    /** Columns that stand or fall together. */
    private record Group(String name, List<String> members, List<double[]> columns) {}

    /**
     * Explains the mean time of all statements and that of the last stretch; their load is the first quantity, and one that is only
     * their total time by another name is left out.
     *
     * @param statements all over the same steps
     * @param quantities as below
     * @param night as below
     */
    public ResponseTimeExplanation explain(
            List<StatementHistory> statements, Map<String, double[]> quantities, int night) {
        if (statements.isEmpty()) {
            return ResponseTimeExplanation.none("not enough history: no statement was counted");
        }
        StatementHistory one = statements.get(0);
        double[] calls = new double[one.calls().length];
        double[] meanMs = new double[calls.length];
        for (StatementHistory statement : statements) {
            for (int i = 0; i < calls.length; i++) {
                if (statement.calls()[i] > 0 && statement.execMs()[i] >= 0) {
                    calls[i] += statement.calls()[i];
                    meanMs[i] += statement.execMs()[i];
                }
            }
        }
        double[] totalMs = meanMs.clone();
        double[] load = new double[calls.length];
        for (int i = 0; i < calls.length; i++) {
            meanMs[i] = calls[i] > 0 ? meanMs[i] / calls[i] : Double.NaN;
            load[i] = calls[i] > 0 ? Math.log(calls[i]) : Double.NaN;
        }
        Map<String, double[]> all = new LinkedHashMap<>();
        all.put("load", load);
        quantities.forEach((name, values) -> {
            if (!isTotal(values, totalMs)) {
                all.put(name, values);
            }
        });
        return explain(one.start(), one.step(), meanMs, calls, all, night);
    }

    /**
     * Whether a quantity is the time of all statements by another name, as active sessions are (Little 1961): it would explain
     * response time by itself.
     */
    private static boolean isTotal(double[] values, double[] totalMs) {
        int[] known = IntStream.range(0, Math.min(values.length, totalMs.length))
                .filter(i -> Double.isFinite(values[i]) && totalMs[i] > 0)
                .toArray();
        double[] shares =
                Arrays.stream(known).mapToDouble(i -> values[i] / totalMs[i]).toArray();
        return known.length > 2 && Robust.sigma(shares) < THE_SAME * Math.abs(Robust.median(shares));
    }

    /**
     * Explains a series of response times and its last stretch.
     *
     * @param meanMs mean response time per step, NaN where unknown
     * @param calls calls behind each mean
     * @param quantities what may explain it, in the order in which the report names them, one value per step; a quantity with
     *     more than a fifth of its values missing is left out
     * @param night number of steps at the end that are the night to be explained
     */
    public ResponseTimeExplanation explain(
            Instant start,
            Duration step,
            double[] meanMs,
            double[] calls,
            Map<String, double[]> quantities,
            int night) {
        int n = meanMs.length;
        Map<String, double[]> known = new LinkedHashMap<>();
        quantities.forEach((name, values) -> {
            if (values.length == n
                    && Arrays.stream(values).filter(Double::isFinite).count() >= .8 * n) {
                known.put(name, values);
            }
        });
        int[] rows = IntStream.range(0, n)
                .filter(i ->
                        meanMs[i] > 0 && meanMs[i] < Double.MAX_VALUE && calls[i] >= 1 && calls[i] < Double.MAX_VALUE)
                .filter(i -> known.values().stream().allMatch(values -> Double.isFinite(values[i])))
                .toArray();
        boolean[] tonight = new boolean[rows.length];
        int tonightCount = 0;
        for (int r = 0; r < rows.length; r++) {
            tonight[r] = rows[r] >= n - night;
            tonightCount += tonight[r] ? 1 : 0;
        }
        if (rows.length - tonightCount < LEAST_SAMPLES || tonightCount == 0) {
            return ResponseTimeExplanation.none("not enough history: " + (rows.length - tonightCount)
                    + " samples with all quantities before the night, " + LEAST_SAMPLES + " are needed");
        }
        double[] y = new double[rows.length];
        double[] weights = new double[rows.length];
        double middle =
                Robust.median(Arrays.stream(rows).mapToDouble(r -> calls[r]).toArray());
        for (int r = 0; r < rows.length; r++) {
            y[r] = Math.log(meanMs[rows[r]]);
            // Beyond the usual number of calls the noise is that of the hour, not of the single call.
            weights[r] = 2 / (1 + middle / calls[rows[r]]);
        }
        List<Group> groups = groups(known, rows);
        groups.addAll(seasons(rows, start, step));
        return explanation(groups, y, weights, tonight, StepLength.perDay(step));
    }

    private static List<Group> groups(Map<String, double[]> quantities, int[] rows) {
        List<Group> groups = new ArrayList<>();
        quantities.forEach((name, values) -> {
            double[] column = standardised(values, rows);
            if (column.length == 0) {
                return;
            }
            for (int g = 0; g < groups.size(); g++) {
                double[] first = groups.get(g).columns().get(0);
                double r = Correlation.pearson(first, column);
                boolean full = g == MOST_GROUPS - 3;
                if (Math.abs(r) > TOGETHER || full) {
                    groups.set(
                            g,
                            merged(groups.get(g), name, column, full && Math.abs(r) <= TOGETHER ? 0 : Math.signum(r)));
                    return;
                }
            }
            groups.add(new Group(name, List.of(name), List.of(column)));
        });
        return groups;
    }

    /** One more member: averaged into the column when it says the same, a column of its own when there are too many groups. */
    private static Group merged(Group group, String name, double[] column, double sign) {
        List<String> members = new ArrayList<>(group.members());
        members.add(name);
        List<double[]> columns = new ArrayList<>(group.columns());
        if (sign == 0) {
            columns.add(column);
        } else {
            double[] mean = columns.get(0).clone();
            double share = 1.0 / members.size();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += share * (sign * column[i] - mean[i]);
            }
            columns.set(0, mean);
        }
        return new Group(group.name() + " and " + name, members, columns);
    }

    private List<Group> seasons(int[] rows, Instant start, Duration step) {
        double[][] hours = new double[24][rows.length];
        double[][] days = new double[7][rows.length];
        for (int r = 0; r < rows.length; r++) {
            ZonedDateTime at = start.plus(step.multipliedBy(rows[r])).atZone(zone);
            hours[at.getHour()][r] = 1;
            days[at.getDayOfWeek().getValue() - 1][r] = 1;
        }
        List<Group> seasons = new ArrayList<>();
        seasons.add(new Group(HOUR, List.of(HOUR), List.of(hours).subList(1, 24)));
        if (step.multipliedBy(rows[rows.length - 1] - rows[0]).toDays() >= 14) {
            seasons.add(new Group(WEEKDAY, List.of(WEEKDAY), List.of(days).subList(1, 7)));
        }
        return seasons;
    }

    private static double[] standardised(double[] values, int[] rows) {
        double[] column = Arrays.stream(rows).mapToDouble(r -> values[r]).toArray();
        double mean = Arrays.stream(column).average().orElse(0);
        double square = Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum();
        double sigma = Math.sqrt(square / column.length);
        return sigma > 1e-9 * Math.max(1, Math.abs(mean)) && Double.isFinite(sigma)
                ? Arrays.stream(column).map(v -> (v - mean) / sigma).toArray()
                : new double[0];
    }

    private static ResponseTimeExplanation explanation(
            List<Group> groups, double[] y, double[] weights, boolean[] tonight, int perDay) {
        double[] before = weights.clone();
        for (int i = 0; i < before.length; i++) {
            before[i] = tonight[i] ? 0 : before[i];
        }
        WeightedRegression full = WeightedRegression.fit(columns(groups, (1 << groups.size()) - 1), y, before, perDay);
        double[] shares = shares(groups, y, before);
        double all = nightly(y, weights, tonight);
        double rest = all;
        List<ResponseTimeFactor> factors = new ArrayList<>();
        int next = 0;
        for (int g = 0; g < groups.size(); g++) {
            Group group = groups.get(g);
            double effect = 0;
            double surety = Double.NaN;
            for (double[] column : group.columns()) {
                double coefficient = full.coefficients()[next];
                effect += coefficient * nightly(column, weights, tonight);
                double error = full.standardErrors()[next++];
                surety = group.columns().size() == 1 && error > 0 ? coefficient / error : Double.NaN;
            }
            rest -= effect;
            factors.add(new ResponseTimeFactor(group.name(), shares[g], Math.exp(effect), surety, group.members()));
        }
        factors.sort(Comparator.comparingDouble((ResponseTimeFactor f) -> -Math.abs(Math.log(f.tonight())))
                .thenComparing(ResponseTimeFactor::name));
        return new ResponseTimeExplanation(full.explained(), Math.exp(all), Math.exp(rest), factors, "");
    }

    /** Weighted mean over the night minus that of the time before. */
    private static double nightly(double[] values, double[] weights, boolean[] tonight) {
        double[] sum = new double[2];
        double[] total = new double[2];
        for (int i = 0; i < values.length; i++) {
            int part = tonight[i] ? 1 : 0;
            sum[part] += weights[i] * values[i];
            total[part] += weights[i];
        }
        return sum[1] / total[1] - sum[0] / total[0];
    }

    private static double[][] columns(List<Group> groups, int subset) {
        List<double[]> columns = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            if (((subset >> g) & 1) == 1) {
                columns.addAll(groups.get(g).columns());
            }
        }
        return columns.toArray(double[][]::new);
    }

    /** Gain in explained variance of each group, averaged over all orders. */
    private static double[] shares(List<Group> groups, double[] y, double[] weights) {
        int k = groups.size();
        double[] explained = new double[1 << k];
        for (int subset = 1; subset < explained.length; subset++) {
            explained[subset] = WeightedRegression.explained(columns(groups, subset), y, weights);
        }
        double[] shares = new double[k];
        for (int g = 0; g < k; g++) {
            for (int subset = 0; subset < explained.length; subset++) {
                if (((subset >> g) & 1) == 0) {
                    shares[g] +=
                            orders(k, Integer.bitCount(subset)) * (explained[subset | (1 << g)] - explained[subset]);
                }
            }
            shares[g] = Math.max(0, shares[g]);
        }
        return shares;
    }

    /** Share of all orders of k groups in which a given set of a size comes just before a given group: s! (k − s − 1)! ÷ k!. */
    private static double orders(int k, int size) {
        double share = 1.0 / k;
        for (int i = 1; i <= size; i++) {
            share *= (double) i / (k - i);
        }
        return share;
    }
}
