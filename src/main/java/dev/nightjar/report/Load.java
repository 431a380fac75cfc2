package dev.nightjar.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where the database's time went.
 *
 * @param dbTimeSecondsPerDay execution and planning of all statements
 * @param averageActiveSessions the same per second of the server's clock
 * @param sampledActiveSessions mean of what the samples of pg_stat_activity saw, NaN without
 * @param byQuery the top statements, then {@code rest}; shares add up to one
 * @param days of the lookback, the report's window last
 */
public record Load(
        Figure dbTimeSecondsPerDay,
        Figure averageActiveSessions,
        double sampledActiveSessions,
        ActiveSessions activeSessions,
        List<Share> byWaitClass,
        List<Share> byDatabase,
        List<Share> byRole,
        List<Share> byApplication,
        List<StatementLoad> byQuery,
        List<Day> days) {

    /** A value against what is usual for it: the median of comparable days and their range. NaN unknown. */
    public record Figure(double value, double baseline, double low, double high) {

        /** How much it is above its baseline, 0.1 for a tenth; NaN unknown. */
        public double change() {
            return baseline > 0 ? value / baseline - 1 : Double.NaN;
        }
    }

    /** Part of a whole. */
    public record Share(String name, double share, double secondsPerDay) {}

    /** One day, or the part of it that was seen. Seconds of database time, scaled to a whole day. */
    public record Day(Instant start, double secondsPerDay, double coverage, boolean comparable) {}

    /**
     * Sessions that execute, by interval and wait class.
     *
     * @param source {@code samples of pg_stat_activity} or {@code statement times}
     * @param values one list per class, each as long as there are steps; NaN without samples
     */
    public record ActiveSessions(
            Instant start, Duration step, String source, List<String> classes, List<List<Double>> values) {}

    /**
     * One statement in the window.
     *
     * @param fingerprint empty for the rest
     * @param baselineMeanMs mean before the window, within the lookback
     * @param p95Ms from the log, NaN without
     * @param days mean per call for each day of the lookback
     */
    public record StatementLoad(
            String fingerprint,
            String text,
            String database,
            String role,
            double calls,
            double secondsPerDay,
            double share,
            double meanMs,
            double baselineMeanMs,
            double p95Ms,
            double maxMs,
            double rowsPerCall,
            double blocksReadPerCall,
            double tempBytesPerCall,
            List<Double> days) {}
}
