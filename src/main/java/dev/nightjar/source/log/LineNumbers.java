package dev.nightjar.source.log;

import java.util.HashMap;
import java.util.Map;

/**
 * Tells whether the numbers at one place of a log's lines are {@code %l}, the server's count of a session's lines, rather
 * than {@code %p}, its process: a line number grows by one from a line to its DETAIL, where a process stays what it is;
 * and where no line has one, a line number begins at 1 with each session and goes on where another line left off, which
 * processes do not.
 */
final class LineNumbers {
    /** Share of the lines after a session's first that must go on where another one left off. */
    private static final double GOING_ON = 0.6;

    /** How many sessions are at a number. */
    private final Map<Long, Integer> sessionsAt = new HashMap<>();

    private long before;
    private int detailsAfter;
    private int detailsSame;
    private int lines;
    private int first;
    private int second;
    private int wentOn;

    /**
     * Takes the number of the next line.
     *
     * @param detail whether it is the DETAIL or the like of the line that was taken before
     */
    void add(long number, boolean detail) {
        if (detail) {
            detailsAfter += number == before + 1 ? 1 : 0;
            detailsSame += number == before ? 1 : 0;
        }
        before = number;
        lines++;
        first += number == 1 ? 1 : 0;
        second += number == 2 ? 1 : 0;
        if (sessionsAt.getOrDefault(number - 1, 0) > 0) {
            wentOn++;
            sessionsAt.merge(number - 1, -1, Integer::sum);
        }
        sessionsAt.merge(number, 1, Integer::sum);
    }

    /** Whether they count lines. */
    boolean count() {
        if (detailsAfter != detailsSame) {
            return detailsAfter > detailsSame;
        }
        // A process 1 writes many lines of its own; most sessions write a second one.
        return first > 0 && second * 2 >= first && wentOn >= GOING_ON * (lines - first);
    }
}
