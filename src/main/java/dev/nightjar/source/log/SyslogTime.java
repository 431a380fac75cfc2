package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of traditional syslog heads, {@code Nov 21 11:54:26}, which have neither year nor zone: the year is the last one
 * that puts them before a given moment, the zone is called {@value #ZONE}. Not thread-safe.
 */
final class SyslogTime {
    /** Stands for that of the machine that wrote the log. */
    static final String ZONE = "HOST";

    private static final int LENGTH = 15;
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    /** What the clock of a zone is ahead of UTC at most: that of the Line Islands. */
    private static final Duration ZONES = Duration.ofHours(14);
    /** What a line may be before the first one of its log: an hour of daylight saving, and what queues for the log. */
    private static final Duration DISORDER = Duration.ofHours(2);
    /** A 29 February may be so far back: 1900, 2100 and the like have none. */
    private static final int MOST_YEARS = 8;

    private final LocalDateTime latest;
    private byte[] lastHead = {};
    private byte[] last = {};

    /**
     * @param latest no time is later; see {@link #latest}
     */
    SyslogTime(LocalDateTime latest) {
        this.latest = latest;
    }

    /**
     * The latest time that a log can have, as its machine's clock shows it. A log goes forward: where its first lines
     * would come out a year after later ones, as those of one December read in the next, they are a year older.
     *
     * @param notAfter e.g. when the log was written to last
     * @param heads some of the log's, in its order
     */
    static LocalDateTime latest(Instant notAfter, List<String> heads) {
        SyslogTime times = new SyslogTime(LocalDateTime.ofInstant(notAfter.plus(ZONES), ZoneOffset.UTC));
        Optional<LocalDateTime> first = Optional.empty();
        LocalDateTime before = LocalDateTime.MIN;
        int turns = 0;
        boolean wentBack = false;
        for (String head : heads) {
            Optional<LocalDateTime> time = times.time(head);
            if (time.isPresent()) {
                first = first.isPresent() ? first : time;
                wentBack |= time.get().plusMonths(6).isBefore(before);
                turns += isTurnOfTheYear(before, time.get()) ? 1 : 0;
                before = time.get();
            }
        }
        // Over more than a year, no one moment tells all years apart: the latest lines are the ones to get right.
        return wentBack && turns < 2 ? first.orElseThrow().minus(DISORDER) : times.latest;
    }

    private static boolean isTurnOfTheYear(LocalDateTime before, LocalDateTime next) {
        return before.getMonthValue() - next.getMonthValue() > 6;
    }

    /** The part of a head that is its time, for {@link #latest}; empty where there is none. */
    static Optional<String> head(byte[] bytes, int from, int to) {
        return to - from < LENGTH
                ? Optional.empty()
                : Optional.of(new String(bytes, from, LENGTH, StandardCharsets.ISO_8859_1));
    }

    /** As {@code %t} would have printed it, with a blank behind; nothing where the head has no such time. */
    byte[] of(byte[] bytes, int from, int to) {
        if (to - from < LENGTH) {
            return new byte[0];
        }
        if (!Arrays.equals(bytes, from, from + LENGTH, lastHead, 0, lastHead.length)) {
            lastHead = Arrays.copyOfRange(bytes, from, from + LENGTH);
            last = printed(new String(lastHead, StandardCharsets.ISO_8859_1));
        }
        return last;
    }

    private byte[] printed(String head) {
        return time(head)
                .map(time -> String.format(
                        Locale.ROOT, "%s %s %s ", time.toLocalDate(), head.substring(head.length() - 8), ZONE))
                .orElse("")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private Optional<LocalDateTime> time(String head) {
        int month = MONTHS.indexOf(head.substring(0, 3)) + 1;
        String day = head.substring(4, 6).trim();
        String time = head.substring(7);
        for (int year = latest.getYear(); month > 0 && year > latest.getYear() - MOST_YEARS; year--) {
            try {
                LocalDateTime at =
                        LocalDateTime.parse(String.format(Locale.ROOT, "%04d-%02d-%2sT%s", year, month, day, time)
                                .replace(' ', '0'));
                if (!at.isAfter(latest)) {
                    return Optional.of(at);
                }
            } catch (DateTimeException noSuchDay) {
                // 29 February of another year, or no time at all.
            }
        }
        return Optional.empty();
    }
}
