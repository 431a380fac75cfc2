package dev.nightjar.job.nightly;

import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.SubjectHistory;

/**
 * What a sequence has used of its range, day by day, so that one that falls is told like one that rises. The store writes down
 * every ten-thousandth: on a day without a sample it stood still.
 */
final class SequenceCourse {
    /** One that has used so much is worth a look however slow it is (practitioner's judgement). */
    private static final double MUCH_USED = .5;
    /** One that lasts longer needs no forecast. */
    private static final double LONGEST_DAYS = 365;

    private final String key;
    private final double[] used;
    private final double range;

    SequenceCourse(SubjectHistory history, Days days) {
        this.key = history.subject().key();
        this.used = Days.standing(days.peaks(history.samples(), SequenceMetric.USED), days.count());
        this.range = history.lookback(SequenceMetric.RANGE);
    }

    String key() {
        return key;
    }

    /** Of each day, NaN before the first sample. */
    double[] used() {
        return used;
    }

    double range() {
        return range;
    }

    boolean deservesForecast() {
        return share() >= MUCH_USED || daysLeft() <= LONGEST_DAYS;
    }

    double share() {
        return used[used.length - 1] / range;
    }

    /** At the pace of all known days; infinite for one that does not move. */
    double daysLeft() {
        int last = used.length - 1;
        int first = 0;
        while (first < last && Double.isNaN(used[first])) {
            first++;
        }
        double perDay = last > first ? (used[last] - used[first]) / (last - first) : 0;
        return perDay > 0 ? (range - used[last]) / perDay : Double.POSITIVE_INFINITY;
    }
}
