package dev.nightjar.store;

import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which samples become one where a server has thousands of subjects of a kind: those of one hour, by which they are judged, because
 * five weeks of visits every few minutes would not fit in memory. Samples must be added in order of time within the hour.
 * Times are microseconds since 1970.
 */
final class HourlyMerge {
    private static final Set<SubjectKind> MANY =
            EnumSet.of(SubjectKind.STATEMENT, SubjectKind.TABLE, SubjectKind.INDEX);

    private static final long HOUR = Duration.ofHours(1).toNanos() / 1000;
    /** By how much the first sample of an hour may begin before it: as long as the intervals between visits are. */
    private static final long OVERLAP = Duration.ofMinutes(10).toNanos() / 1000;

    private final Span night;

    /**
     * @param night samples on either side of its ends stay apart
     */
    HourlyMerge(Window night) {
        this.night = Span.of(night);
    }

    /** Whether a server has thousands of that kind. */
    static boolean isOneOfMany(SubjectKind kind) {
        return MANY.contains(kind);
    }

    /** Whether two intervals, one after the other, are parts of the same hour. */
    boolean isOneHour(long earlierFrom, long earlierTo, long laterFrom, long laterTo) {
        long hour = hour(laterTo);
        return hour == hour(earlierTo)
                && laterFrom >= earlierTo
                && earlierFrom >= hour * HOUR - OVERLAP
                && night.holds(earlierTo) == night.holds(laterTo);
    }

    /** An interval belongs to the hour in which it ends. */
    private static long hour(long to) {
        return Math.floorDiv(to - 1, HOUR);
    }
}
