package dev.nightjar.detect;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The thresholds of regression detection. The defaults were set on labelled synthetic data of one kind and are meant to
 * hold unchanged on others; {@code bench/detect.sh} measures what they do.
 *
 * @param zone the zone whose hours and weekdays make the season
 * @param minimumHistory below this a statement is new, not judged
 * @param minimumCalls below this many calls in the whole history a statement is not judged
 * @param sparseSteps a statement called in fewer steps than this is judged by whole days (nightly jobs)
 * @param score least number of standard errors; 3.7 leaves a few false alarms per thousand statements and night
 * @param sparseScore the same for statements judged by days, whose noise is pooled
 * @param ratio least ratio of time per call that counts as a change (pg_profile and Query Store reports rank from 10 %)
 * @param minimumAge a younger change may still be a spike
 * @param baselineWindow how far back before a change the old level is taken from
 * @param falseDiscoveryRate Benjamini–Hochberg rate over all tested statements
 * @param alarmShare share of the instance's execution time below which a regression is listed, not alarmed
 * @param alarmMsPerHour extra milliseconds per hour below which a regression is listed, not alarmed
 */
public record DetectionSettings(
        ZoneId zone,
        Duration minimumHistory,
        long minimumCalls,
        int sparseSteps,
        double score,
        double sparseScore,
        double ratio,
        Duration minimumAge,
        Duration baselineWindow,
        double falseDiscoveryRate,
        double alarmShare,
        double alarmMsPerHour) {

    public static DetectionSettings defaults() {
        return in(ZoneOffset.UTC);
    }

    /** The defaults with the hours and weekdays of a zone. */
    public static DetectionSettings in(ZoneId zone) {
        return new DetectionSettings(
                zone,
                Duration.ofDays(5),
                20,
                110,
                3.7,
                3,
                1.10,
                Duration.ofHours(10),
                Duration.ofHours(336),
                .05,
                .001,
                1000);
    }
}
