package dev.nightjar.source.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** The ways metric files write a time. Local times count as UTC. */
final class SampleTime {
    /** Above this a number of a time column is milliseconds: as seconds it would be the year 5138. */
    private static final double MILLISECONDS_FROM = 1e11;

    private SampleTime() {}

    /** Seconds since 1970 UTC; NaN when the text is no time. */
    static double seconds(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return Double.NaN;
        }
        double number = number(trimmed);
        if (Double.isFinite(number)) {
            return Math.abs(number) >= MILLISECONDS_FROM ? number / 1000 : number;
        }
        String iso = trimmed.length() > 10 && trimmed.charAt(10) == ' '
                ? trimmed.substring(0, 10) + "T" + trimmed.substring(11).replace(" ", "")
                : trimmed;
        try {
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
            }
            if (iso.endsWith("Z")) {
                return Instant.parse(iso).toEpochMilli() / 1000.0;
            }
            boolean offset = iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            Instant at = offset
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return at.toEpochMilli() / 1000.0;
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }

    /** NaN when the text is no number. */
    static double number(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty() || !startsLikeNumber(trimmed.charAt(0))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(trimmed);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static boolean startsLikeNumber(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
    }
}
