package dev.nightjar.source.log;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Offsets of the zone abbreviations that logs carry. What a session id gives away (its first half is the session's
 * start in UTC) beats the table, which is that of {@code src/timezone/tznames/Default} where it is unambiguous
 * enough. Thread-safe; what is learned depends on the log only, never on the order of reading.
 */
final class ZoneOffsets {
    private static final int HOUR = 3600;
    private static final Map<String, Integer> KNOWN = Map.ofEntries(
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("Z", 0),
            Map.entry("WET", 0),
            Map.entry("WEST", HOUR),
            Map.entry("BST", HOUR),
            Map.entry("CET", HOUR),
            Map.entry("CEST", 2 * HOUR),
            Map.entry("EET", 2 * HOUR),
            Map.entry("EEST", 3 * HOUR),
            Map.entry("MSK", 3 * HOUR),
            Map.entry("SAST", 2 * HOUR),
            Map.entry("IST", 5 * HOUR + HOUR / 2),
            Map.entry("PKT", 5 * HOUR),
            Map.entry("ICT", 7 * HOUR),
            Map.entry("WIB", 7 * HOUR),
            Map.entry("HKT", 8 * HOUR),
            Map.entry("SGT", 8 * HOUR),
            Map.entry("AWST", 8 * HOUR),
            Map.entry("JST", 9 * HOUR),
            Map.entry("KST", 9 * HOUR),
            Map.entry("ACST", 9 * HOUR + HOUR / 2),
            Map.entry("ACDT", 10 * HOUR + HOUR / 2),
            Map.entry("AEST", 10 * HOUR),
            Map.entry("AEDT", 11 * HOUR),
            Map.entry("NZST", 12 * HOUR),
            Map.entry("NZDT", 13 * HOUR),
            Map.entry("NST", -3 * HOUR - HOUR / 2),
            Map.entry("NDT", -2 * HOUR - HOUR / 2),
            Map.entry("AST", -4 * HOUR),
            Map.entry("ADT", -3 * HOUR),
            Map.entry("EST", -5 * HOUR),
            Map.entry("EDT", -4 * HOUR),
            Map.entry("CST", -6 * HOUR),
            Map.entry("CDT", -5 * HOUR),
            Map.entry("MST", -7 * HOUR),
            Map.entry("MDT", -6 * HOUR),
            Map.entry("PST", -8 * HOUR),
            Map.entry("PDT", -7 * HOUR),
            Map.entry("AKST", -9 * HOUR),
            Map.entry("AKDT", -8 * HOUR),
            Map.entry("HST", -10 * HOUR));

    private final Map<String, Integer> learned = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger();
    private final Set<String> unknown = ConcurrentHashMap.newKeySet();

    /** Seconds east of UTC; an unknown abbreviation counts as UTC and is remembered. */
    int offset(String zone) {
        Integer fromLog = learned.get(zone);
        if (fromLog != null) {
            return fromLog;
        }
        Integer known = KNOWN.get(zone);
        if (known != null) {
            return known;
        }
        if (zone.startsWith("+") || zone.startsWith("-")) {
            return numeric(zone);
        }
        unknown.add(zone);
        return 0;
    }

    /** Takes note that a zone lies so many seconds east of UTC. */
    void learn(String zone, int seconds) {
        Integer before = learned.put(zone, seconds);
        unknown.remove(zone);
        if (before == null || before != seconds) {
            version.incrementAndGet();
        }
    }

    /** Changes whenever something new was learned. */
    int version() {
        return version.get();
    }

    Set<String> unknown() {
        return Set.copyOf(unknown);
    }

    /** {@code +03}, {@code +0530} or {@code +05:30}. */
    private static int numeric(String zone) {
        int digits = 0;
        int count = 0;
        for (int i = 1; i < zone.length(); i++) {
            char c = zone.charAt(i);
            if (c >= '0' && c <= '9' && count < 6) {
                digits = digits * 10 + (c - '0');
                count++;
            }
        }
        int seconds = switch (count) {
            case 1, 2 -> digits * HOUR;
            case 3, 4 -> digits / 100 * HOUR + digits % 100 * 60;
            default -> digits / 10_000 * HOUR + digits / 100 % 100 * 60 + digits % 100;
        };
        return zone.startsWith("-") ? -seconds : seconds;
    }
}
