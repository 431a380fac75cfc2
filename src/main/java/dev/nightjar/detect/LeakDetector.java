package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import dev.nightjar.stats.Trend;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds leaks in daily minima (memory after reclaim, connections at night, dead rows after vacuum): a Mann–Kendall trend at
 * p &lt; .001 with its variance corrected for autocorrelation, on values without weekday effect; the last fortnight must rise
 * too, and a month of the slope must matter. Assumes about one sample per day; a restart resets what is looked at.
 */
public final class LeakDetector {
    private static final int LEAST_DAYS = 14;
    private static final double SIGNIFICANCE = .001;
    private static final double LEAST_GROWTH = .05;
    private static final int RECENT_DAYS = 14;

    /**
     * Looks for a leak.
     *
     * @param dailyMinima oldest first, NaN for days without samples
     * @param restartDay index of the first day after the last restart, 0 for none
     * @return empty when there is none, or too little history since the restart to tell
     */
    public Optional<Leak> detect(double[] dailyMinima, int restartDay) {
        double[] since = Arrays.copyOfRange(
                dailyMinima, Math.min(Math.max(0, restartDay), dailyMinima.length), dailyMinima.length);
        double[] known = Arrays.stream(since).filter(Double::isFinite).toArray();
        if (known.length < LEAST_DAYS) {
            return Optional.empty();
        }
        double[] adjusted = withoutWeekdays(since);
        Trend trend = Trend.ofAutocorrelated(adjusted);
        Trend recent =
                Trend.of(Arrays.copyOfRange(adjusted, Math.max(0, adjusted.length - RECENT_DAYS), adjusted.length));
        double level = Math.abs(Robust.median(known));
        double growth = level > 0 ? 30 * trend.slope() / level : 0;
        boolean leaks = trend.slope() > 0
                && trend.pValue() < SIGNIFICANCE
                && recent.slope() > 0
                && recent.z() > 1.64
                && growth >= LEAST_GROWTH;
        return leaks
                ? Optional.of(new Leak(trend.slope(), trend.slopeLow(), trend.slopeHigh(), trend.pValue(), growth))
                : Optional.empty();
    }

    private static double[] withoutWeekdays(double[] values) {
        int n = values.length;
        if (n < 3 * ForecastModel.WEEK) {
            return values;
        }
        double slope = Trend.of(values).slope();
        double[] effects = new double[ForecastModel.WEEK];
        for (int day = 0; day < effects.length; day++) {
            double[] members = new double[n / effects.length + 1];
            int count = 0;
            for (int i = day; i < n; i += effects.length) {
                if (Double.isFinite(values[i])) {
                    members[count++] = values[i] - slope * i;
                }
            }
            effects[day] = count == 0 ? 0 : Robust.median(members, 0, count);
        }
        double centre = Robust.median(effects);
        double[] adjusted = new double[n];
        for (int i = 0; i < n; i++) {
            adjusted[i] = values[i] - effects[i % effects.length] + centre;
        }
        return adjusted;
    }
}
