package dev.nightjar.source.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log files that hold the same events, told by their names: what a server with several {@code log_destination}s writes
 * side by side ({@code x.json}, {@code x.csv}, and {@code x.log} or {@code x}; {@code logfile_getname} in PostgreSQL's
 * {@code syslogger.c}), and a file beside its packed copy. The one that tells the most is kept: jsonlog before csvlog
 * before the plain log, unpacked before packed.
 *
 * @param kept in order of name
 * @param leftOut one sentence for each file that is not
 */
public record LogTwins<T>(List<T> kept, List<String> leftOut) {
    private static final Pattern PACKED = Pattern.compile("(.*)\\.(?:gz|zst|bz2|xz)");
    private static final Pattern NAME = Pattern.compile("(.*)\\.(json|csv|log)((?:\\.\\d+)?)");
    private static final List<String> BEST_FIRST = List.of("json", "csv", "log");

    /** What a name tells: files with the same key hold the same events. */
    private record Named(String name, String key, int rank, boolean packed) {
        static Named of(String name) {
            Matcher packed = PACKED.matcher(name);
            String unpacked = packed.matches() ? packed.group(1) : name;
            Matcher parts = NAME.matcher(unpacked);
            boolean known = parts.matches();
            return new Named(
                    name,
                    known ? parts.group(1) + '\n' + parts.group(3) : unpacked + '\n',
                    known ? BEST_FIRST.indexOf(parts.group(2)) : BEST_FIRST.size(),
                    packed.matches());
        }
    }

    private record File<T>(T file, Named named) {}

    /**
     * Chooses among files.
     *
     * @param name of a file, with its folder where they lie in several
     */
    public static <T> LogTwins<T> among(List<T> files, Function<T, String> name) {
        Comparator<File<T>> better =
                Comparator.comparingInt((File<T> file) -> file.named.rank).thenComparing(file -> file.named.packed);
        List<File<T>> all = files.stream()
                .map(file -> new File<>(file, Named.of(name.apply(file))))
                .toList();
        Map<String, File<T>> best = new TreeMap<>();
        all.forEach(file -> best.merge(file.named.key, file, BinaryOperator.minBy(better)));
        List<String> leftOut = new ArrayList<>();
        for (File<T> file : all) {
            Named kept = best.getOrDefault(file.named.key, file).named;
            if (!kept.equals(file.named)) {
                leftOut.add(file.named.name + " was left out: " + kept.name + " beside it holds the same events");
            }
        }
        return new LogTwins<>(
                best.values().stream()
                        .sorted(Comparator.comparing(file -> file.named.name))
                        .map(File::file)
                        .toList(),
                leftOut);
    }
}
