package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the {@code log_line_prefix} of a plain log: of the common ones and of those that {@link PrefixGuess} makes up
 * from the lines, the one that explains at least 99 % of the lines that do not start with a tab and names the most.
 */
final class PrefixInference {
    private static final double EXPLAINED = 0.99;
    /** Below this share a guess would read more wrong than right. */
    private static final double BETTER_THAN_NOTHING = 0.5;

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

    /** What was found: a prefix, and how much of the sample it explains. */
    record Inferred(String prefix, boolean verbose, boolean tabsStripped, double explained) {}

    private PrefixInference() {}

    static Optional<Inferred> infer(byte[] bytes, int from, int to, Optional<String> given) {
        Sample sample = Sample.of(bytes, from, to);
        if (sample.lines.isEmpty()) {
            return Optional.empty();
        }
        if (given.isPresent()) {
            return Optional.of(sample.inferred(given.get()));
        }
        List<String> candidates = new ArrayList<>(PrefixGuess.guesses(sample.texts()));
        candidates.addAll(COMMON);
        candidates.addAll(candidates.stream().map(PrefixInference::stoppable).toList());
        Inferred best = new Inferred("", false, false, 0);
        int bestNames = -1;
        for (String candidate : candidates) {
            Inferred inferred = sample.inferred(candidate);
            int names = names(candidate);
            boolean good = inferred.explained >= EXPLAINED;
            boolean bestIsGood = best.explained >= EXPLAINED;
            boolean moreNames = good && bestIsGood && names != bestNames;
            boolean asGood = inferred.explained == best.explained && isStoppable(candidate, best.prefix);
            boolean explainsMore = asGood || inferred.explained > best.explained;
            boolean better = good != bestIsGood ? good : moreNames ? names > bestNames : explainsMore;
            if (better) {
                best = inferred;
                bestNames = names;
            }
        }
        return best.explained < BETTER_THAN_NOTHING ? Optional.empty() : Optional.of(best);
    }

    /** With {@code %q} before what only sessions have, where a blank parts it: explains no line less. */
    private static String stoppable(String prefix) {
        int first = Integer.MAX_VALUE;
        for (String escape : List.of(" %u", " %d", " %a", " %h", " %r", " [%u", " [user=")) {
            int at = prefix.indexOf(escape);
            first = at < 0 ? first : Math.min(first, at);
        }
        return prefix.contains("%q") || first == Integer.MAX_VALUE
                ? prefix
                : prefix.substring(0, first + 1) + "%q" + prefix.substring(first + 1);
    }

    private static boolean isStoppable(String candidate, String other) {
        return candidate.contains("%q") && candidate.equals(stoppable(other));
    }

    /** How many useful things a prefix tells. */
    private static int names(String prefix) {
        return (int) "tmnpcudaQve"
                .chars()
                .filter(escape -> prefix.contains("%" + (char) escape))
                .count();
    }

    private record Line(int from, int to) {}

    private static final class Sample {
        private static final int MOST_LINES = 1000;

        final byte[] bytes;
        final List<Line> lines = new ArrayList<>();
        boolean tabs;

        private Sample(byte[] bytes) {
            this.bytes = bytes;
        }

        static Sample of(byte[] bytes, int from, int to) {
            Sample sample = new Sample(bytes);
            int at = from;
            while (at < to && sample.lines.size() < MOST_LINES) {
                int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
                if (newline == to && !sample.lines.isEmpty()) {
                    break;
                }
                if (bytes[at] == '\t') {
                    sample.tabs = true;
                } else if (newline > at) {
                    sample.lines.add(new Line(at, newline));
                }
                at = newline + 1;
            }
            return sample;
        }

        List<String> texts() {
            return lines.stream()
                    .map(line -> new String(
                            bytes, line.from, Math.min(600, line.to - line.from), StandardCharsets.ISO_8859_1))
                    .toList();
        }

        Inferred inferred(String pattern) {
            LinePrefix prefix = new LinePrefix(pattern, false, new ZoneOffsets());
            LogEntry entry = new LogEntry();
            int explained = 0;
            int logs = 0;
            int verbose = 0;
            for (Line line : lines) {
                entry.clear();
                if (prefix.read(bytes, line.from, line.to, entry)) {
                    explained++;
                    if (prefix.level() == LogLevel.LOG) {
                        logs++;
                        int text = prefix.textStart();
                        verbose += ByteSearch.startsWith(bytes, text, line.to, ByteSearch.ascii("00000: ")) ? 1 : 0;
                    }
                }
            }
            // Lines of other programs, and statements whose tabs an export took away, explain nothing.
            double share = (double) explained / lines.size();
            boolean stripped = !tabs && explained < lines.size() && lines.size() > 20;
            boolean isVerbose = logs > 0 && verbose * 2 > logs;
            return new Inferred(pattern, isVerbose, stripped, share);
        }
    }
}
