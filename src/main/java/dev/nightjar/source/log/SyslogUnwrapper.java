package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Syslog's traditional file format, RFC 5424 and Heroku's drain: lines of the form {@code head[pid]: [record-part] text}.
 * Parts of one record are joined without a newline, as the server cut them at 900 bytes, unless a part starts with the
 * tab of a continuation line or with the prefix of a DETAIL line. Each line gets {@code time [pid] } in front, the
 * time only if the head has one with a year, or if what the head has is asked for.
 */
final class SyslogUnwrapper implements Unwrapper {
    private final Optional<LinePrefix> prefix;
    private final Optional<SyslogTime> times;
    private final List<Integer> processes = new ArrayList<>();
    private final List<String> timeHeads = new ArrayList<>();
    private final LogEntry ignored = new LogEntry();
    private final List<Open> records = new ArrayList<>();
    private final Map<Sender, Open> latest = new HashMap<>();
    private final boolean firstPartsOnly;

    private final SyslogHead head = new SyslogHead();

    /** Machines that log to one place have processes of the same number. */
    private record Sender(String host, int pid) {}

    private static final class Open {
        final long record;
        final PlainLines lines = new PlainLines(256);

        Open(long record) {
            this.record = record;
        }
    }

    /**
     * @param prefix that the parts' own text starts with
     * @param times makes a time of a head that has no year
     */
    SyslogUnwrapper(LinePrefix prefix, Optional<SyslogTime> times) {
        this(Optional.of(prefix), times);
    }

    private SyslogUnwrapper(Optional<LinePrefix> prefix, Optional<SyslogTime> times) {
        this.prefix = prefix;
        this.times = times;
        this.firstPartsOnly = prefix.isEmpty();
    }

    /** Gives the texts of first parts only, for finding out their prefix. */
    static SyslogUnwrapper probe() {
        return new SyslogUnwrapper(Optional.empty(), Optional.empty());
    }

    /** The process of each line that was given. */
    int[] processes() {
        return processes.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The times, as they stand there, of the lines that were given. */
    List<String> timeHeads() {
        return timeHeads;
    }

    /** Where heads with a year lead to: the prefix of the unwrapped lines. */
    static String outerPrefix(boolean timed) {
        return timed ? "%m [%p] " : "[%p] ";
    }

    @Override
    public void unwrap(byte[] bytes, int from, int to, PlainLines out, Passed passed) {
        records.clear();
        latest.clear();
        int at = from;
        while (at < to) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int length = Math.min(to, newline + 1) - at;
            if (head.read(bytes, at, newline)) {
                part(bytes, decode(bytes, head.text, newline), length);
            } else {
                passed.skipped(1, length);
            }
            at = newline + 1;
        }
        for (Open open : records) {
            open.lines.write('\n');
            out.write(open.lines);
        }
    }

    private void part(byte[] bytes, byte[] decoded, int carrier) {
        Sender sender = new Sender(head.host, head.pid);
        Open open = latest.get(sender);
        if (head.part == 1 || open == null || open.record != head.record) {
            Open fresh = new Open(head.record);
            fresh.lines.start(carrier);
            if (!firstPartsOnly) {
                writeHead(bytes, fresh);
            }
            fresh.lines.write(decoded);
            records.add(fresh);
            if (firstPartsOnly) {
                processes.add(head.pid);
                SyslogTime.head(bytes, head.timeStart, head.text).ifPresent(timeHeads::add);
            }
            latest.put(sender, fresh);
        } else if (!firstPartsOnly) {
            goOn(bytes, open, decoded, carrier);
        }
    }

    private void goOn(byte[] bytes, Open open, byte[] decoded, int carrier) {
        if (startsWithPrefix(decoded)) {
            open.lines.write('\n');
            open.lines.start(carrier);
            writeHead(bytes, open);
        } else {
            open.lines.goOn(carrier);
            if (decoded.length > 0 && decoded[0] == '\t') {
                open.lines.write('\n');
            }
        }
        open.lines.write(decoded);
    }

    private boolean startsWithPrefix(byte[] decoded) {
        return prefix.isPresent()
                && prefix.get().read(decoded, 0, decoded.length, ignored)
                && !prefix.get().level().isSeverity();
    }

    private void writeHead(byte[] bytes, Open open) {
        if (head.hasTime()) {
            open.lines.write(bytes, head.timeStart, head.timeEnd);
            open.lines.write(' ');
        } else if (times.isPresent()) {
            open.lines.write(times.get().of(bytes, head.timeStart, head.text));
        }
        open.lines.write(ByteSearch.ascii("[" + head.pid + "] "));
    }

    boolean lastHadTime() {
        return head.hasTime();
    }

    /** Control characters come as {@code #011}. */
    private static byte[] decode(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        ByteArrayOutputStream out = new ByteArrayOutputStream(end - from);
        int at = from;
        while (at < end) {
            if (bytes[at] == '#' && octal(bytes, at, end) >= 0) {
                out.write(octal(bytes, at, end));
                at += 4;
            } else {
                out.write(bytes[at++]);
            }
        }
        return out.toByteArray();
    }

    private static int octal(byte[] bytes, int at, int end) {
        if (at + 4 > end || bytes[at + 1] != '0') {
            return -1;
        }
        int high = bytes[at + 2] - '0';
        int low = bytes[at + 3] - '0';
        return high < 0 || high > 3 || low < 0 || low > 7 ? -1 : high * 8 + low;
    }
}
