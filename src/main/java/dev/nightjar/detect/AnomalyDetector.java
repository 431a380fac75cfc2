package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds stretches of a metric that are unlike all other days of it.
 *
 * <p>Residuals from a level (running median of a week) and a season (time of day, weekday as far as the history allows) are
 * averaged over windows from one sample to a day; each window length is judged by its daily maxima: a day is unusual when the
 * logarithm of its maximum stands far above the other days' maxima, by their median and the wider of median deviation and
 * upper tail. Judging days, not samples, keeps the number of false
 * alarms per month in hand whatever the sampling rate, and a metric that spikes every day is not unusual when it does.
 * Assumes that most days are ordinary. Where the series repeats enough to be learned, samples that do not follow from those
 * before them are told too (see {@link ContextMemory}): a size that is usual by itself, at the wrong moment. Cost: n log n, and
 * for the sequences n times at most some thousand contexts.
 */
public final class AnomalyDetector {
    /** Standard scores a daily maximum must stand out by in a history of two weeks. */
    private static final double THRESHOLD = 1.3;

    /** More days mean more chances to be extreme: added per e-fold of the history beyond two weeks. */
    private static final double GROWTH = .25;

    private static final double[] WINDOW_HOURS = {0, 2, 8};
    private static final int LEAST_DAYS = 4;
    /** Daily maxima that hardly differ (a bounded metric) are not judged finer than this, in logarithms. */
    private static final double LEAST_SPREAD = .2;
    /** A metric with many extreme days is a metric with extreme days: the spread reaches at least this quantile of them. */
    private static final double UPPER = .9;

    private static final double NORMAL_90 = 1.2815515655446004;
    /**
     * How far, in Gumbel's unit, the largest of a day's normal samples is beyond its median once a month in any of the windows:
     * −ln(−ln(1 − 1 ÷ 90)) + ln(ln 2), rounded. That unit is 1 ÷ (2 ln n) in the logarithm of the largest of n.
     */
    private static final double NOISE_EXTREME = 4;

    private static final double LEAST_SAMPLES = 3;

    /** How unexpected a sample must be, of 1; Smirnov's threshold. */
    private static final double UNEXPECTED = .75;
    /** A series that teaches more than one context per sample repeats too little to expect anything: hourly noise teaches 3 to 10. */
    private static final double CONTEXTS_PER_SAMPLE = 1;
    /** Bounds memory and time on long series; metrics that repeat need less. */
    private static final int MOST_CONTEXTS = 5000;
    /** Where sequence is judged as well as size, there are twice the chances of a false alarm, so size must be surer. */
    private static final double SURER = 1.2;
    /** What comes while there is little to compare with is not judged by sequence. */
    private static final double LEARNING_SAMPLES = 750;

    private static final double LEARNING_SHARE = .15;
    /** After an alarm what follows it is part of the same story. */
    private static final double REST_SAMPLES = 150;

    private static final double REST_SHARE = .03;
    /** Quiet time after which a stretch is told as another one. */
    private static final double QUIET_HOURS = 2;

    /**
     * Finds the anomalies of a series.
     *
     * @param hours time of each sample in hours since any midnight, ascending
     * @param values finite or NaN
     */
    public List<Anomaly> detect(double[] hours, double[] values) {
        int n = values.length;
        if (n < 50 || hours[n - 1] - hours[0] < LEAST_DAYS * 24) {
            return List.of();
        }
        MetricBaseline baseline = MetricBaseline.of(hours, values);
        double[] residual = baseline.residuals();
        double[] surprise = new double[n];
        double threshold = THRESHOLD + GROWTH * Math.log((hours[n - 1] - hours[0]) / 336);
        for (double window : WINDOW_HOURS) {
            double[] mean = averaged(hours, residual, window);
            judge(hours, mean, samplesPerDay(hours, window), threshold, surprise);
        }
        Optional<double[]> unexpected = unexpected(values);
        double size = unexpected.isPresent() ? SURER * threshold : threshold;
        return episodes(hours, values, baseline, surprise, size, unexpected.orElseGet(() -> new double[n]));
    }

    /** Mean over the window that ends at each sample. */
    private static double[] averaged(double[] hours, double[] residual, double window) {
        double[] mean = new double[residual.length];
        double sum = 0;
        int from = 0;
        for (int i = 0; i < residual.length; i++) {
            sum += residual[i];
            while (hours[i] - hours[from] > window) {
                sum -= residual[from++];
            }
            mean[i] = sum / (i - from + 1) * Math.sqrt(Math.min(1, (i - from + 1.0) / 3));
        }
        return mean;
    }

    /** Independent samples in a day: windows that overlap by half count once. */
    private static double samplesPerDay(double[] hours, double window) {
        double[] steps = new double[hours.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = hours[i + 1] - hours[i];
        }
        return Math.max(LEAST_SAMPLES, 24 / Math.max(Robust.median(steps), window / 2));
    }

    /** Raises the surprise of each sample to the standard score of its size among the daily maxima. */
    private static void judge(
            double[] hours, double[] feature, double samplesPerDay, double threshold, double[] surprise) {
        int first = (int) Math.floor(hours[0] / 24);
        int days = (int) Math.floor(hours[hours.length - 1] / 24) - first + 1;
        double[] maxima = new double[days];
        for (int i = 0; i < feature.length; i++) {
            int day = (int) Math.floor(hours[i] / 24) - first;
            maxima[day] = Math.max(maxima[day], Math.abs(feature[i]));
        }
        double[] logs = Arrays.stream(maxima).filter(m -> m > 0).map(Math::log).toArray();
        if (logs.length < LEAST_DAYS) {
            return;
        }
        double centre = Robust.median(logs);
        double upper = (Robust.quantile(logs, UPPER) - centre) / NORMAL_90;
        double least = Math.max(LEAST_SPREAD, NOISE_EXTREME / (2 * Math.log(samplesPerDay)) / threshold);
        double sigma = Math.max(least, Math.max(upper, Robust.sigmaAround(logs, centre)));
        for (int i = 0; i < feature.length; i++) {
            double size = Math.abs(feature[i]);
            if (size > 0) {
                surprise[i] = Math.max(surprise[i], (Math.log(size) - centre) / sigma);
            }
        }
    }

    /** Per sample, how unexpected it is after those before it, where that is an alarm; 0 elsewhere. */
    private static Optional<double[]> unexpected(double[] values) {
        int n = values.length;
        double[] alarms = new double[n];
        double least = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double most = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
        int levels = (1 << ContextMemory.DIGITS) - 1;
        ContextMemory memory = new ContextMemory((int) Math.min(MOST_CONTEXTS, CONTEXTS_PER_SAMPLE * n));
        double learning = Math.min(LEARNING_SAMPLES, LEARNING_SHARE * n);
        double rest = Math.min(REST_SAMPLES, REST_SHARE * n);
        int lastAlarm = -n;
        for (int i = 0; i < n; i++) {
            if (Double.isFinite(values[i])) {
                double position = most > least ? (values[i] / 2 - least / 2) / (most / 2 - least / 2) : 0;
                if (memory.full()) {
                    return Optional.empty();
                }
                double missed = memory.surprise((int) (levels * position));
                if (missed >= UNEXPECTED && i - lastAlarm > rest) {
                    lastAlarm = i;
                    alarms[i] = i < learning ? 0 : missed;
                }
            }
        }
        return Optional.of(alarms);
    }

    private static List<Anomaly> episodes(
            double[] hours,
            double[] values,
            MetricBaseline baseline,
            double[] surprise,
            double threshold,
            double[] unexpected) {
        List<Anomaly> found = new ArrayList<>();
        double lastHour = Double.NEGATIVE_INFINITY;
        double lastTold = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < surprise.length; i++) {
            boolean extreme = surprise[i] >= threshold && Double.isFinite(values[i]);
            boolean begins = (extreme && hours[i] - lastHour > QUIET_HOURS) || unexpected[i] > 0;
            if (begins && hours[i] - lastTold > QUIET_HOURS) {
                double score = Math.max(surprise[i] / threshold, unexpected[i] / UNEXPECTED);
                found.add(new Anomaly(i, values[i], baseline.expected(i), score));
                lastTold = hours[i];
            }
            lastHour = extreme ? hours[i] : lastHour;
        }
        return List.copyOf(found);
    }
}
