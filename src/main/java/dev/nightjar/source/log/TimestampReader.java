package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Reads {@code 2026-11-21 11:54:18.806 UTC} and its ISO relatives. Consecutive times share their second and their zone
 * mostly, so both are kept and compared rather than read. Not thread-safe.
 */
final class TimestampReader {
    private static final int MINUTE_LENGTH = 16;
    private static final int SECOND_LENGTH = 19;

    private final ZoneOffsets zones;
    /** The second that was read last, as three overlapping words. */
    private long second0;

    private long second1;
    private long second2;
    private long secondMicros;
    private byte[] lastZone = {'U', 'T', 'C'};
    private long lastOffsetMicros;
    private int zonesVersion;
    private boolean sameZone;
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
        if (to - from < SECOND_LENGTH || !knownSecond(bytes, from)) {
            return LogEntry.NO_TIME;
        }
        int at = from + SECOND_LENGTH;
        long micros = secondMicros;
        if (at + 1 < to && (bytes[at] == '.' || bytes[at] == ',') && isDigit(bytes[at + 1])) {
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

    private boolean knownSecond(byte[] bytes, int from) {
        long word0 = ByteSearch.eight(bytes, from);
        long word1 = ByteSearch.eight(bytes, from + 8);
        long word2 = ByteSearch.eight(bytes, from + SECOND_LENGTH - 8);
        if (word0 == second0 && word1 == second1 && word2 == second2) {
            return true;
        }
        if (!readSecond(bytes, from)) {
            return false;
        }
        second0 = word0;
        second1 = word1;
        second2 = word2;
        return true;
    }

    /** Moves over the zone after a local time; the zone's text is then {@link #zone}. */
    void readZone(byte[] bytes, int to) {
        int at = end;
        if (zones.version() != zonesVersion) {
            zonesVersion = zones.version();
            lastZone = new byte[0];
        }
        int length = lastZone.length;
        if (length > 0 && at + length + 1 < to && bytes[at] == ' ' && isLastZone(bytes, at + 1, length)) {
            zoneStart = at + 1;
            end = zoneStart + length;
            sameZone = true;
            return;
        }
        sameZone = false;
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

    /** Whether the zone read last stands here, whole. */
    private boolean isLastZone(byte[] bytes, int at, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[at + i] != lastZone[i]) {
                return false;
            }
        }
        byte after = bytes[at + length];
        return !isLetter(after) && !isDigit(after) && after != ':';
    }

    String zone(byte[] bytes) {
        return Slice.decode(bytes, zoneStart, end);
    }

    private long offset(byte[] bytes) {
        if (sameZone) {
            return lastOffsetMicros;
        }
        if (zoneStart == end) {
            return 0;
        }
        if (!Arrays.equals(bytes, zoneStart, end, lastZone, 0, lastZone.length)) {
            lastZone = Arrays.copyOfRange(bytes, zoneStart, end);
            lastOffsetMicros = zones.offset(zone(bytes)) * 1_000_000L;
        }
        return lastOffsetMicros;
    }

    private boolean readSecond(byte[] bytes, int from) {
        for (int i = 0; i < SECOND_LENGTH; i++) {
            boolean digitExpected = i != 4 && i != 7 && i != 10 && i != 13 && i != MINUTE_LENGTH;
            if (digitExpected != isDigit(bytes[from + i])) {
                return false;
            }
        }
        byte separator = bytes[from + 10];
        if (bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || (separator != ' ' && separator != 'T')
                || bytes[from + 13] != ':'
                || bytes[from + MINUTE_LENGTH] != ':') {
            return false;
        }
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        int hour = number(bytes, from + 11, 2);
        int minute = number(bytes, from + 14, 2);
        int second = number(bytes, from + MINUTE_LENGTH + 1, 2);
        boolean valid =
                month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 69;
        if (!valid) {
            return false;
        }
        long days = LocalDate.of(year, month, 1).toEpochDay() + day - 1;
        secondMicros = (days * 86_400 + hour * 3600L + minute * 60L + second) * 1_000_000L;
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
