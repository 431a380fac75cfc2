package dev.nightjar.source.log;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads {@code 2026-11-21 11:54:18.806 UTC} and its ISO relatives. Consecutive times share their minute mostly, so the
 * minute is kept. Not thread-safe.
 */
final class TimestampReader {
    private static final int MINUTE_LENGTH = 16;

    private final ZoneOffsets zones;
    private final byte[] lastMinute = new byte[MINUTE_LENGTH];
    private long lastMinuteSeconds;
    private byte[] lastZone = {'U', 'T', 'C'};
    private long lastOffsetMicros;
    private int end;
    private int zoneStart;

    TimestampReader(ZoneOffsets zones) {
        this.zones = zones;
    }

    /** Offset after the time that was read last. */
    int end() {
        return end;
    }

    /** Microseconds since 1970 UTC of the time at {@code from}, or {@link LogEntry#NO_TIME} if none is there. */
    long read(byte[] bytes, int from, int to) {
        long local = readLocal(bytes, from, to);
        if (local == LogEntry.NO_TIME) {
            return local;
        }
        readZone(bytes, to);
        return local - offset(bytes);
    }

    /** As {@link #read}, ignoring what the zone means: what the clock on the wall showed. */
    long readLocal(byte[] bytes, int from, int to) {
        if (to - from < MINUTE_LENGTH + 3 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return LogEntry.NO_TIME;
        }
        if (!Arrays.equals(bytes, from, from + MINUTE_LENGTH, lastMinute, 0, MINUTE_LENGTH)
                && !readMinute(bytes, from)) {
            return LogEntry.NO_TIME;
        }
        int at = from + MINUTE_LENGTH;
        int tens = bytes[at + 1] - '0';
        int ones = bytes[at + 2] - '0';
        if (bytes[at] != ':' || tens < 0 || tens > 6 || ones < 0 || ones > 9) {
            return LogEntry.NO_TIME;
        }
        long micros = (lastMinuteSeconds + tens * 10L + ones) * 1_000_000L;
        at += 3;
        if (at < to && (bytes[at] == '.' || bytes[at] == ',') && at + 1 < to && isDigit(bytes[at + 1])) {
            at++;
            long unit = 100_000;
            while (at < to && isDigit(bytes[at])) {
                micros += unit * (bytes[at] - '0');
                unit /= 10;
                at++;
            }
        }
        end = at;
        return micros;
    }

    /** Moves over the zone after a local time; the zone's text is then {@link #zone}. */
    void readZone(byte[] bytes, int to) {
        int at = end;
        if (at + 1 < to && bytes[at] == ' ' && (isLetter(bytes[at + 1]) || isSign(bytes[at + 1]))) {
            at++;
        }
        zoneStart = at;
        if (at < to && isSign(bytes[at])) {
            at++;
            while (at < to && (isDigit(bytes[at]) || isColonInOffset(bytes, at, to))) {
                at++;
            }
        } else {
            while (at < to && isLetter(bytes[at])) {
                at++;
            }
        }
        if (at == zoneStart) {
            zoneStart = end;
            at = end;
        }
        end = at;
    }

    String zone(byte[] bytes) {
        return Slice.decode(bytes, zoneStart, end);
    }

    private long offset(byte[] bytes) {
        if (zoneStart == end) {
            return 0;
        }
        if (!Arrays.equals(bytes, zoneStart, end, lastZone, 0, lastZone.length)) {
            lastZone = Arrays.copyOfRange(bytes, zoneStart, end);
            lastOffsetMicros = zones.offset(zone(bytes)) * 1_000_000L;
        }
        return lastOffsetMicros;
    }

    /** After the zones have learned something. */
    void forgetZone() {
        lastZone = new byte[0];
    }

    private boolean readMinute(byte[] bytes, int from) {
        for (int i = 0; i < MINUTE_LENGTH; i++) {
            boolean digitExpected = i != 4 && i != 7 && i != 10 && i != 13;
            if (digitExpected != isDigit(bytes[from + i])) {
                return false;
            }
        }
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        byte separator = bytes[from + 10];
        boolean valid = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59;
        if (!valid || (separator != ' ' && separator != 'T') || bytes[from + 13] != ':') {
            return false;
        }
        long days = LocalDate.of(year, month, 1).toEpochDay() + day - 1;
        lastMinuteSeconds = days * 86_400 + hour * 3600L + minute * 60L;
        System.arraycopy(bytes, from, lastMinute, 0, MINUTE_LENGTH);
        return true;
    }

    private static int number(byte[] bytes, int from, int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10 + (bytes[from + i] - '0');
        }
        return value;
    }

    private static boolean isColonInOffset(byte[] bytes, int at, int to) {
        return bytes[at] == ':' && at + 2 < to && isDigit(bytes[at + 1]) && isDigit(bytes[at + 2]);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isLetter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    }

    private static boolean isSign(byte b) {
        return b == '+' || b == '-';
    }
}
