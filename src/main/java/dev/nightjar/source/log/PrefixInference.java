package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import dev.nightjar.source.log.bytes.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the {@code log_line_prefix} of a plain log: of the common ones and of those that {@link PrefixGuess} makes up
 * from the lines, the one that explains at least 99 % of the lines that do not start with a tab and names the most.
 */
final class PrefixInference {
    private static final double EXPLAINED = 0.99;
    /** Below this share a guess would read more wrong than right. */
    private static final double BETTER_THAN_NOTHING = 0.5;

    /** A blank before what only sessions have. */
    private static final Pattern OF_A_SESSION = Pattern.compile(" (?=%-?\\d*[udahr]|\\[%-?\\d*u|\\[user=)");

    private static final Pattern PADDING = Pattern.compile("%-?\\d+");

    private static final List<String> COMMON = List.of(
            "%m [%p] ",
            "%m [%p] %q%u@%d ",
            "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
            "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
            "%m [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
            "%m [%p]: user=%u,db=%d,app=%a,client=%h ",
            "%t [%p]: [%l-1] user=%u,db=%d ",
            "%m [%p]: [%l-1] db=%d,user=%u ",
            "%t:%r:%u@%d:[%p]:",
            "%m:%r:%u@%d:[%p]:",
            "%m:%r:%u@%d:[%p]:%l:%e:%s:%v:%x:%c:%q%a:",
            "%t-%c-",
            "%m [%p] %q%u@%d %a ",
            "%m [%p] %q[user=%u,db=%d,app=%a] ",
            "%m [%p] %q[user=%u,db=%d,app=%a,client=%h] ",
            "%m [%p]: %q%u@%d ",
            "%t [%p] %q%u@%d ",
            "%t %u@%d ",
            "%t [%p] ",
            "%m ",
            "%t ",
            "< %m > ",
            "< %m %a %u %d > ",
            " sql_error_code = %e ",
            "sql_error_code = %e ",
            " sql_error_code = %e time_ms = \"%m\" pid=\"%p\" proc_start_time=\"%s\" session_id=\"%c\" vtid=\"%v\" tid=\"%x\""
                    + " log_line=\"%l\" %qdatabase=\"%d\" connection_source=\"%r\" user=\"%u\" application_name=\"%a\" ",
            "");

    /** What was found: a prefix, how much of the sample it explains, and the sample's odd names. */
    record Inferred(String prefix, boolean verbose, boolean tabsStripped, double explained, SessionNames names) {
        LinePrefix compiled(ZoneOffsets zones) {
            return new LinePrefix(prefix, verbose, zones, names);
        }

        boolean hasTime() {
            String unpadded = unpadded(prefix);
            return unpadded.contains("%m") || unpadded.contains("%t") || unpadded.contains("%n");
        }
    }

    private PrefixInference() {}

    static Optional<Inferred> infer(byte[] bytes, int from, int to, Optional<String> given) {
        return infer(bytes, from, to, given, new int[0]);
    }

    /**
     * @param processes that wrote the lines, where something else tells
     */
    static Optional<Inferred> infer(byte[] bytes, int from, int to, Optional<String> given, int[] processes) {
        Sample sample = Sample.of(bytes, from, to, processes);
        if (sample.lines.isEmpty()) {
            return Optional.empty();
        }
        if (given.isPresent()) {
            return Optional.of(sample.candidate(given.get()).inferred);
        }
        List<String> candidates = new ArrayList<>(PrefixGuess.guesses(sample.texts(), sample.names.all(), Set.of()));
        if (processes.length > 0) {
            candidates.addAll(PrefixGuess.guesses(sample.texts(), sample.names.all(), Set.of("p")));
        }
        // A line of JSON may hold a line of a log; what stands around that is no prefix.
        candidates.removeIf(candidate -> candidate.startsWith("{"));
        candidates.addAll(COMMON);
        candidates.addAll(candidates.stream().map(PrefixInference::stoppable).toList());
        Candidate best = sample.candidate("");
        for (String pattern : candidates) {
            Candidate candidate = sample.candidate(pattern);
            best = candidate.isBetterThan(best) ? candidate : best;
        }
        return best.inferred.explained < BETTER_THAN_NOTHING ? Optional.empty() : Optional.of(best.inferred);
    }

    /**
     * What speaks for a prefix.
     *
     * @param contradictions lines that say otherwise who the session is, or which process, than the prefix reads
     * @param names how many useful things it tells
     */
    private record Candidate(Inferred inferred, int contradictions, int names) {
        boolean isBetterThan(Candidate best) {
            boolean good = inferred.explained >= EXPLAINED;
            if (good != best.inferred.explained >= EXPLAINED) {
                return good;
            }
            if (contradictions != best.contradictions && good) {
                return contradictions < best.contradictions;
            }
            if (names != best.names && good) {
                return names > best.names;
            }
            return inferred.explained > best.inferred.explained
                    || (inferred.explained == best.inferred.explained
                            && isStoppable(inferred.prefix, best.inferred.prefix));
        }
    }

    /** With {@code %q} before what only sessions have, where a blank parts it: explains no line less. */
    private static String stoppable(String prefix) {
        Matcher session = OF_A_SESSION.matcher(prefix);
        return prefix.contains("%q") || !session.find()
                ? prefix
                : prefix.substring(0, session.end()) + "%q" + prefix.substring(session.end());
    }

    private static boolean isStoppable(String candidate, String other) {
        return candidate.contains("%q") && candidate.equals(stoppable(other));
    }

    /** How many useful things a prefix tells. */
    private static int names(String padded) {
        String prefix = unpadded(padded);
        return (int) "tmnpcudaQve"
                .chars()
                .filter(escape -> prefix.contains("%" + (char) escape))
                .count();
    }

    private static String unpadded(String prefix) {
        return PADDING.matcher(prefix).replaceAll("%");
    }

    private static final byte[] AUTHORIZED = ByteSearch.ascii("connection authorized: user=");
    private static final byte[] DATABASE = ByteSearch.ascii(" database=");

    private record Line(int from, int to, int process) {}

    private static final class Sample {
        private static final int MOST_LINES = 1000;

        final byte[] bytes;
        final List<Line> lines = new ArrayList<>();
        boolean tabs;
        SessionNames names = SessionNames.NONE;

        private Sample(byte[] bytes) {
            this.bytes = bytes;
        }

        static Sample of(byte[] bytes, int from, int to, int[] processes) {
            Sample sample = new Sample(bytes);
            int at = from;
            int number = 0;
            while (at < to && sample.lines.size() < MOST_LINES) {
                int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
                if (newline == to && !sample.lines.isEmpty()) {
                    break;
                }
                if (bytes[at] == '\t') {
                    sample.tabs = true;
                } else if (newline > at) {
                    sample.lines.add(new Line(at, newline, number < processes.length ? processes[number] : 0));
                }
                number++;
                at = newline + 1;
            }
            sample.names = SessionNames.of(sample.texts());
            return sample;
        }

        List<String> texts() {
            return lines.stream()
                    .map(line -> new String(
                            bytes, line.from, Math.min(600, line.to - line.from), StandardCharsets.ISO_8859_1))
                    .toList();
        }

        Candidate candidate(String pattern) {
            LinePrefix prefix = new LinePrefix(pattern, false, new ZoneOffsets(), names);
            LogEntry entry = new LogEntry();
            int explained = 0;
            int logs = 0;
            int verbose = 0;
            int contradictions = 0;
            boolean sessions = false;
            LineNumbers processes = new LineNumbers();
            for (Line line : lines) {
                entry.clear();
                if (!prefix.read(bytes, line.from, line.to, entry)) {
                    continue;
                }
                processes.add(entry.pid, !prefix.level().isSeverity());
                explained++;
                boolean wrongProcess = line.process != 0 && entry.pid != 0 && entry.pid != line.process;
                contradictions += wrongProcess ? 1 : 0;
                sessions |= !(entry.user.isEmpty() && entry.database.isEmpty() && entry.application.isEmpty());
                if (prefix.level() == LogLevel.LOG) {
                    logs++;
                    int text = prefix.textStart();
                    verbose += ByteSearch.startsWith(bytes, text, line.to, ByteSearch.ascii("00000: ")) ? 1 : 0;
                    contradictions += contradicts(pattern, entry, text, line.to) ? 1 : 0;
                }
            }
            contradictions += unpadded(pattern).contains("%p") && processes.count() ? explained : 0;
            // Lines of other programs, and statements whose tabs an export took away, explain nothing.
            double share = (double) explained / lines.size();
            boolean stripped = !tabs && explained < lines.size() && lines.size() > 20;
            boolean isVerbose = logs > 0 && verbose * 2 > logs;
            int stop = pattern.indexOf("%q");
            String seen = sessions || stop < 0 ? pattern : pattern.substring(0, stop);
            return new Candidate(new Inferred(pattern, isVerbose, stripped, share, names), contradictions, names(seen));
        }

        /** Whether "connection authorized" names somebody else than the prefix of its line. */
        private boolean contradicts(String padded, LogEntry entry, int text, int to) {
            String pattern = unpadded(padded);
            // As verbose logs do, with the SQLSTATE before it.
            int at = ByteSearch.startsWith(bytes, text, to, AUTHORIZED) ? text : text + 7;
            if (!ByteSearch.startsWith(bytes, at, to, AUTHORIZED)) {
                return false;
            }
            int user = at + AUTHORIZED.length;
            boolean wrong = pattern.contains("%u") && !isNamed(entry.user, user, " database=", to);
            int database = ByteSearch.find(bytes, user, to, DATABASE);
            return wrong
                    || (pattern.contains("%d")
                            && database >= 0
                            && !isNamed(entry.database, database + DATABASE.length, " application_name=", to));
        }

        /** Whether the name at {@code at} is this one: to the end of the line, or to what may follow it. */
        private boolean isNamed(Slice name, int at, String follower, int to) {
            int length = name.to - name.from;
            boolean same = length <= to - at && Arrays.equals(name.bytes, name.from, name.to, bytes, at, at + length);
            int end = at + length;
            return same
                    && (end == to
                            || ByteSearch.startsWith(bytes, end, to, ByteSearch.ascii(follower))
                            || ByteSearch.startsWith(bytes, end, to, ByteSearch.ascii(" SSL "))
                            || ByteSearch.startsWith(bytes, end, to, ByteSearch.ascii(" GSS ")));
        }
    }
}
