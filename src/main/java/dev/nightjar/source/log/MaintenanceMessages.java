package dev.nightjar.source.log;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What checkpoints and autovacuum say of their work; wording of 13 to 18. */
final class MaintenanceMessages {
    private static final Pattern AUTOVACUUM = Pattern.compile(
            "automatic (?:(aggressive )?vacuum( to prevent wraparound)?|(analyze)) of table \"([^\n]*)\"(?:: index scans: (\\d+)|"
                    + " system usage: [^\n]*)?(?:\n.*)?",
            Pattern.DOTALL);
    private static final Pattern ELAPSED = Pattern.compile("elapsed: ([0-9.]+) s");
    private static final Pattern REMOVED = Pattern.compile("tuples: (\\d+) removed");
    private static final Pattern DEAD = Pattern.compile("(\\d+) are dead but not yet removable");
    private static final Pattern CPU_USER = Pattern.compile("CPU: user: ([0-9.]+) s");
    private static final Pattern CPU_SYSTEM = Pattern.compile(", system: ([0-9.]+) s");
    private static final Pattern READ = Pattern.compile("buffer usage: \\d+ hits, (\\d+) (?:misses|reads)");
    private static final Pattern DIRTIED = Pattern.compile("buffer usage: [^\\n]* (\\d+) dirtied");
    private static final Pattern WAL = Pattern.compile("WAL usage: [^\\n]*?(\\d+) bytes");
    private static final Pattern BUFFERS = Pattern.compile("wrote (\\d+) buffers");
    private static final Pattern TIMES = Pattern.compile("write=([0-9.]+) s, sync=([0-9.]+) s, total=([0-9.]+) s");
    private static final Pattern DISTANCE = Pattern.compile("distance=(\\d+) kB");

    private MaintenanceMessages() {}

    static Checkpoint checkpoint(LogEntry entry) {
        String text = entry.message.text(600);
        Matcher times = TIMES.matcher(text);
        boolean timed = times.find();
        return new Checkpoint(
                at(entry),
                (long) number(BUFFERS, text, 0),
                timed ? Double.parseDouble(times.group(1)) : Double.NaN,
                timed ? Double.parseDouble(times.group(2)) : Double.NaN,
                timed ? Double.parseDouble(times.group(3)) : Double.NaN,
                (long) number(DISTANCE, text, 0));
    }

    static Optional<Note> autovacuum(LogEntry entry, Batch batch) {
        String text = entry.message.text(8000);
        Matcher head = AUTOVACUUM.matcher(text);
        if (!head.matches()) {
            return Optional.empty();
        }
        boolean analyze = head.group(3) != null;
        batch.count(analyze ? LogCounter.AUTOANALYZES : LogCounter.AUTOVACUUMS, 1);
        String kind = analyze
                ? "analyze"
                : (head.group(1) == null ? "" : "aggressive ") + "vacuum"
                        + (head.group(2) == null ? "" : head.group(2));
        return Optional.of(new Note.Autovacuum(new TableMaintenance(
                at(entry),
                head.group(4),
                kind,
                number(ELAPSED, text, Double.NaN),
                number(CPU_USER, text, Double.NaN) + number(CPU_SYSTEM, text, Double.NaN),
                number(REMOVED, text, Double.NaN),
                number(DEAD, text, Double.NaN),
                head.group(5) == null ? Double.NaN : Double.parseDouble(head.group(5)),
                number(READ, text, Double.NaN),
                number(DIRTIED, text, Double.NaN),
                number(WAL, text, Double.NaN))));
    }

    private static Instant at(LogEntry entry) {
        return entry.timeMicros == LogEntry.NO_TIME ? Instant.EPOCH : Micros.toInstant(entry.timeMicros);
    }

    private static double number(Pattern pattern, String text, double otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : otherwise;
    }
}
