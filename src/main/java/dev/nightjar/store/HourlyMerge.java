package dev.nightjar.store;

import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one sample of those of one hour where a server has thousands of subjects of a kind: they are judged by the hour,
 * and five weeks of visits every few minutes would not fit in memory. Samples must be added in order of time within the
 * hour.
 */
final class HourlyMerge {
    private static final Set<SubjectKind> MANY =
            EnumSet.of(SubjectKind.STATEMENT, SubjectKind.TABLE, SubjectKind.INDEX);

    /** By how much the first sample of an hour may begin before it: as long as the intervals between visits are. */
    private static final Duration OVERLAP = Duration.ofMinutes(10);

    private final Window night;
    private final Map<Window, Window> windows = new HashMap<>();

    /**
     * @param night samples on either side of its ends stay apart
     */
    HourlyMerge(Window night) {
        this.night = night;
    }

    /** Whether a server has thousands of that kind. */
    static boolean isOneOfMany(SubjectKind kind) {
        return MANY.contains(kind);
    }

    void add(List<Sample> samples, Sample next) {
        int last = samples.size() - 1;
        if (last >= 0
                && isOneOfMany(next.subject().kind())
                && isOneHour(samples.get(last).interval(), next.interval())) {
            samples.set(last, merged(samples.get(last), next));
        } else {
            samples.add(with(next.interval(), next));
        }
    }

    private boolean isOneHour(Window earlier, Window later) {
        Instant hour = hour(later);
        return hour.equals(hour(earlier))
                && !later.from().isBefore(earlier.to())
                && !earlier.from().isBefore(hour.minus(OVERLAP))
                && isIn(earlier) == isIn(later);
    }

    /** An interval belongs to the hour, and to the night, in which it ends. */
    private static Instant hour(Window interval) {
        return interval.to().minusNanos(1000).truncatedTo(ChronoUnit.HOURS);
    }

    private boolean isIn(Window interval) {
        return interval.to().isAfter(night.from()) && !interval.to().isAfter(night.to());
    }

    private Sample merged(Sample earlier, Sample later) {
        return new Sample(
                earlier.subject(),
                shared(new Window(earlier.interval().from(), later.interval().to())),
                earlier.measures().plus(later.measures()),
                earlier.afterReset() || later.afterReset());
    }

    private Sample with(Window interval, Sample sample) {
        return new Sample(sample.subject(), shared(interval), sample.measures(), sample.afterReset());
    }

    /** All subjects were seen by the same visits. */
    private Window shared(Window interval) {
        Window known = windows.putIfAbsent(interval, interval);
        return known == null ? interval : known;
    }
}
