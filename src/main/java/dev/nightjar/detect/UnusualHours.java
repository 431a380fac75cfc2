package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares each hour of a statement's last day with the same hours of its other days: time spent in the hour, calls and time per
 * call together, so a job that is quiet at three in the morning and busy there for one night shows, even if that is less than it
 * does at noon.
 *
 * <p>An hour is unusual when it is far beyond the spread of its like (in logarithms, by their median and median deviation, with
 * the spread of all hours as a floor), a multiple of their median, and clearly above the highest of them. What is as high as that
 * every week is in the highest. Cost: days per hour, negligible.
 */
final class UnusualHours {
    /** Standard deviations of ln(time) in the same hours. Twenty-four looks a night at thousands of statements need this much. */
    private static final double SCORE = 7;
    /** A third more or twice as much in one hour is not worth a line in a report. */
    private static final double LEAST_RATIO = 3;
    /** The highest of the same hours by as much: what comes once a week is no surprise. */
    private static final double ABOVE_HIGHEST = 1.5;
    /** Days of the same hour below which nothing is usual. */
    private static final int LEAST_DAYS = 7;
    /** An hour in which a statement hardly ever runs is judged only when it ran this often. */
    private static final double LEAST_CALLS = 20;
    /** Hours this far from an anomalous one still belong to it. */
    private static final int TOGETHER = 2;
    /** Part of a usual busy hour that is added to all, so that the logarithm of a quiet hour means something. */
    private static final double OFFSET = .01;

    private static final double LEAST_SPREAD = .15;

    private final StatementHistory history;
    private final double[] shared;
    private final double leastExtraMs;
    private final int perDay;
    private final double offset;
    private final double[] usual;
    private final double dayRatio;

    private UnusualHours(StatementHistory history, double[] shared, double leastExtraMs) {
        this.history = history;
        this.shared = shared;
        this.leastExtraMs = leastExtraMs;
        this.perDay = StepLength.perDay(history.step());
        double[] busy = Arrays.stream(history.execMs())
                .filter(ms -> ms > 0 && ms < Double.MAX_VALUE)
                .toArray();
        this.offset = busy.length == 0 ? 1 : OFFSET * Robust.median(busy);
        this.usual = new double[history.length()];
        this.dayRatio = dayRatio();
    }

    /**
     * The most expensive stretch of unusual hours in the last day.
     *
     * @param shared ln factor by which all statements were slow in a step, which is not this one's own; may be empty
     * @param leastExtraMs time beyond the usual one in an hour that is worth telling
     */
    static Optional<HourAnomaly> of(StatementHistory history, double[] shared, double leastExtraMs) {
        return new UnusualHours(history, shared, leastExtraMs).stretch();
    }

    private Optional<HourAnomaly> stretch() {
        int n = history.length();
        int from = -1;
        int to = -1;
        double most = 0;
        for (int i = Math.max(0, n - perDay); i < n; i++) {
            if (!isUnusual(i)) {
                continue;
            }
            int first = i;
            int last = i;
            double extra = 0;
            for (; i < n && i - last <= TOGETHER; i++) {
                if (isUnusual(i)) {
                    extra += history.execMs()[i] - usual[i];
                    last = i;
                }
            }
            if (extra > most) {
                most = extra;
                from = first;
                to = last + 1;
            }
        }
        return from < 0 ? Optional.empty() : Optional.of(told(from, to, most));
    }

    private HourAnomaly told(int from, int to, double extra) {
        double spent = 0;
        double expected = 0;
        double calls = 0;
        for (int i = from; i < to; i++) {
            spent += history.execMs()[i] > 0 ? history.execMs()[i] : 0;
            calls += history.calls()[i] > 0 ? history.calls()[i] : 0;
            expected += usual[i];
        }
        double ratio = spent / Math.max(expected, offset);
        return new HourAnomaly(
                history.at(from),
                history.at(to),
                false,
                java.util.List.of(history.statement()),
                ratio,
                extra,
                String.format(
                        Locale.ROOT,
                        "%s in %.0f calls from %s to %s, where %s are usual at that time of day",
                        inWords(spent),
                        calls,
                        history.at(from),
                        history.at(to),
                        inWords(expected)));
    }

    private static String inWords(double ms) {
        return String.format(
                Locale.ROOT, ms < 1000 ? "%.0f ms" : ms < 10_000 ? "%.1f s" : "%.0f s", ms < 1000 ? ms : ms / 1000);
    }

    private boolean isUnusual(int step) {
        double spent = history.execMs()[step];
        double calls = history.calls()[step];
        if (!(spent > 0 && spent < Double.MAX_VALUE && calls > 0) || isShare(step)) {
            return false;
        }
        double[] like = like(history.execMs(), step);
        if (like.length < LEAST_DAYS || (calls < LEAST_CALLS && Robust.median(like(history.calls(), step)) < 1)) {
            return false;
        }
        double slow = dayRatio * (shared.length == history.length() ? Math.exp(shared[step]) : 1);
        usual[step] = Robust.median(like) * slow;
        double highest = Arrays.stream(like).max().orElse(0) * slow;
        if (spent < LEAST_RATIO * usual[step]
                || spent < ABOVE_HIGHEST * highest
                || spent - usual[step] < leastExtraMs) {
            return false;
        }
        double[] logs = Arrays.stream(like).map(ms -> Math.log(ms + offset)).toArray();
        double spread = Math.max(LEAST_SPREAD, Math.max(Robust.sigma(logs), upper(logs)));
        return (Math.log(spent + offset) - Math.log(usual[step] + offset)) / spread >= SCORE;
    }

    /** Whether the value is a part of what happened in a gap: equal parts, of which nobody knows the hour. */
    private boolean isShare(int step) {
        double spent = history.execMs()[step];
        return (step > 0 && history.execMs()[step - 1] == spent)
                || (step + 1 < history.length() && history.execMs()[step + 1] == spent);
    }

    /** How much dearer than usual all hours of the last day are, which is not one hour's story; at least 1. */
    private double dayRatio() {
        int n = history.length();
        double[] ratios = new double[perDay];
        int count = 0;
        for (int i = Math.max(0, n - perDay); i < n; i++) {
            double[] like = like(history.execMs(), i);
            double middle = Robust.median(like);
            if (like.length >= LEAST_DAYS && middle > 0 && history.execMs()[i] > 0) {
                ratios[count++] = Math.min(history.execMs()[i] / middle, 1 / OFFSET);
            }
        }
        return count == 0 ? 1 : Math.max(1, Robust.median(ratios, 0, count));
    }

    /** Spread by the second highest, for hours that are mostly alike and now and then are not. */
    private static double upper(double[] logs) {
        double[] sorted = logs.clone();
        Arrays.sort(sorted);
        double second = sorted[Math.max(0, sorted.length - 2)];
        return (second - Robust.median(logs)) / 2;
    }

    /** Values of the same hour on the days before. */
    private double[] like(double[] values, int step) {
        double[] like = new double[history.length() / perDay + 1];
        int count = 0;
        for (int at = step - perDay; at >= 0; at -= perDay) {
            double value = values[at];
            if (value >= 0 && value < Double.MAX_VALUE) {
                like[count++] = value;
            }
        }
        return Arrays.copyOf(like, count);
    }
}
