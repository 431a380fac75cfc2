package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Logs that hold the same events, told by their names and then by their first entries: what a server with several
 * {@code log_destination}s writes side by side ({@code x.json}, {@code x.csv}, and {@code x.log} or {@code x};
 * {@code logfile_getname} in PostgreSQL's {@code syslogger.c}), and a file beside its packed copy. The one that tells the
 * most is kept: jsonlog before csvlog before the plain log, unpacked before packed.
 *
 * @param kept in order of name
 * @param leftOut one sentence for each log that is not
 */
public record LogTwins(List<LogSource> kept, List<String> leftOut) {
    private static final Pattern PACKED = Pattern.compile("(.*)\\.(?:gz|zst|bz2|xz)");
    private static final Pattern NAME = Pattern.compile("(.*)\\.(json|csv|log)((?:\\.\\d+)?)");
    private static final List<String> BEST_FIRST = List.of("json", "csv", "log");

    private static final Comparator<Named> BETTER_FIRST =
            Comparator.comparingInt(Named::rank).thenComparing(Named::packed).thenComparing(Named::name);

    /** What a name tells: logs with the same key may hold the same events. */
    private record Named(LogSource source, String name, String key, int rank, boolean packed) {
        static Named of(LogSource source) {
            Matcher packed = PACKED.matcher(source.name());
            String unpacked = packed.matches() ? packed.group(1) : source.name();
            Matcher parts = NAME.matcher(unpacked);
            boolean known = parts.matches();
            return new Named(
                    source,
                    source.name(),
                    known ? parts.group(1) + '\n' + parts.group(3) : unpacked + '\n',
                    known ? BEST_FIRST.indexOf(parts.group(2)) : BEST_FIRST.size(),
                    packed.matches());
        }
    }

    /** Chooses among logs; opens those whose names are alike. */
    public static LogTwins among(List<? extends LogSource> logs) {
        Map<String, List<Named>> byKey = new TreeMap<>();
        for (LogSource log : logs) {
            Named named = Named.of(log);
            byKey.computeIfAbsent(named.key, key -> new ArrayList<>()).add(named);
        }
        List<LogSource> kept = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (List<Named> alike : byKey.values()) {
            if (alike.size() == 1) {
                kept.add(alike.get(0).source);
            } else {
                alike.sort(BETTER_FIRST);
                choose(alike, kept, leftOut);
            }
        }
        kept.sort(Comparator.comparing(LogSource::name));
        return new LogTwins(List.copyOf(kept), List.copyOf(leftOut));
    }

    private static void choose(List<Named> alike, List<LogSource> kept, List<String> leftOut) {
        List<LogHead> chosen = new ArrayList<>();
        for (Named named : alike) {
            LogHead head = LogHead.of(named.source, LogOptions.Hints.NONE);
            Optional<LogHead> twin = chosen.stream()
                    .filter(other -> head.startsLike(other) || head.tellsTheSameAs(other))
                    .findFirst();
            if (twin.isPresent()) {
                leftOut.add(named.name + " was left out: " + twin.get().source().name()
                        + " beside it holds the same events");
            } else {
                chosen.add(head);
                kept.add(named.source);
            }
        }
    }
}
