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
    /** Zones and clocks that are ahead. */
    private static final Duration SLACK = Duration.ofDays(2);

    private final LocalDateTime latest;
    private byte[] lastHead = {};
    private byte[] last = {};

    /**
     * @param notAfter e.g. when the log was written to last
     */
    SyslogTime(Instant notAfter) {
        this.latest = LocalDateTime.ofInstant(notAfter.plus(SLACK), ZoneOffset.UTC);
    }

    /** As {@code %t} would have printed it, with a blank behind; nothing where the head has no such time. */
    byte[] of(byte[] bytes, int from, int to) {
        if (to - from < LENGTH) {
            return new byte[0];
        }
        if (!Arrays.equals(bytes, from, from + LENGTH, lastHead, 0, lastHead.length)) {
            lastHead = Arrays.copyOfRange(bytes, from, from + LENGTH);
            last = printed(new String(lastHead, StandardCharsets.US_ASCII));
        }
        return last;
    }

    private byte[] printed(String head) {
        int month = MONTHS.indexOf(head.substring(0, 3)) + 1;
        try {
            int day = Integer.parseInt(head.substring(4, 6).trim());
            String time = head.substring(7);
            for (int year = latest.getYear(); month > 0 && year > latest.getYear() - 8; year--) {
                String text = String.format(Locale.ROOT, "%04d-%02d-%02dT%s", year, month, day, time);
                if (isBefore(text)) {
                    return (text.replace('T', ' ') + " " + ZONE + " ").getBytes(StandardCharsets.US_ASCII);
                }
            }
        } catch (NumberFormatException noDay) {
            return new byte[0];
        }
        return new byte[0];
    }

    /** Also whether there is such a day in that year: 29 February comes every fourth, or eighth. */
    private boolean isBefore(String text) {
        try {
            return !LocalDateTime.parse(text).isAfter(latest);
        } catch (DateTimeException noSuchDay) {
            return false;
        }
    }
}
