package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises what a file holds by what most of its first lines are. */
final class FormatDetector {
    /** Bytes that are looked at. */
    static final int SAMPLE = 512 * 1024;

    private static final Pattern SYSLOG = Pattern.compile(
            "(?:<\\d+>)?(?:1 )?(?:[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d"
                    + "|\\d{4}-\\d\\d-\\d\\dT\\S+) \\S+ \\S+?(?:\\[\\d+\\]:| \\d+ \\S+ \\S+) (?:\\S+ )?\\[\\d+-\\d+\\] .*");
    private static final Pattern HEROKU =
            Pattern.compile("\\S*\\d{4}-\\d\\d-\\d\\dT\\S+ (?:\\S+ )?app\\[(?:heroku-)?postgres.*");
    private static final Pattern CLOUDWATCH = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?\\s+(?:\\S+\\s+)?\\d{4}-\\d\\d-\\d\\d .*");
    private static final Pattern PGBOUNCER = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\S+ \\[\\d+\\] (?:LOG|WARNING|ERROR|FATAL|DEBUG|NOISE) .*");

    /** As it ends the head of a plain line; other languages have letters beyond ASCII. */
    private static final Pattern SEVERITY = Pattern.compile("(?<![A-Za-z])[A-Z\\u0080-\\u00ff]{3,}:  ");

    private static final int MOST_LINES = 500;
    /** Places of a sample from which on a log may fill most of it. */
    private static final double[] PLACES = {.125, .25, .375, .5, .625, .75, .875, .9375, .96875, .984375};

    private FormatDetector() {}

    /** What {@code bytes[from, to)}, the start of a file, holds; empty where it is no log that can be read. */
    static Optional<Recognized> recognize(byte[] bytes, int from, int to, LogOptions.Hints hints, ZoneOffsets zones) {
        if (WideText.problem(bytes, from, to).isPresent()) {
            return Optional.empty();
        }
        int start = skipMark(bytes, from, to);
        int end = Math.min(to, start + SAMPLE);
        LogFormat format = hints.format().orElseGet(() -> format(bytes, start, end));
        Optional<Recognized> recognized = reader(format, bytes, start, end, hints, zones);
        return start > from ? recognized.map(how -> how.with(MarkedParser::new)) : recognized;
    }

    /** As {@link #recognize}, or what a later part holds where something else comes first. */
    static Optional<Recognized> recognizeAnywhere(
            byte[] bytes, int from, int to, LogOptions.Hints hints, ZoneOffsets zones) {
        Optional<Recognized> recognized = recognize(bytes, from, to, hints, zones);
        for (int i = 0; i < PLACES.length && recognized.isEmpty(); i++) {
            int middle = from + (int) ((to - from) * PLACES[i]);
            int start = ByteSearch.find(bytes, middle, to, (byte) '\n') + 1;
            if (start < to) {
                recognized = recognize(bytes, start, to, hints, zones);
            }
        }
        return recognized;
    }

    private static Optional<Recognized> reader(
            LogFormat format, byte[] bytes, int from, int to, LogOptions.Hints hints, ZoneOffsets zones) {
        return switch (format) {
            case CSVLOG ->
                Optional.of(new Recognized(
                        format,
                        "csvlog",
                        () -> new CsvParser(zones),
                        () -> new CsvBorders(new CsvParser(new ZoneOffsets()))));
            case JSONLOG ->
                Optional.of(new Recognized(format, "jsonlog", () -> new JsonLogParser(zones), LineBorders::new));
            case STDERR ->
                PrefixInference.infer(bytes, from, to, hints.prefix()).map(inferred -> plain(inferred, zones));
            default -> Envelopes.reader(format, bytes, from, to, hints, zones);
        };
    }

    static Recognized plain(PrefixInference.Inferred inferred, ZoneOffsets zones) {
        String description = "stderr, log_line_prefix '" + inferred.prefix() + "'"
                + (inferred.explained() < 0.99
                        ? " (explains " + Math.round(inferred.explained() * 100) + " % of the first lines)"
                        : "");
        return new Recognized(
                LogFormat.STDERR,
                description,
                () -> stderr(inferred, zones),
                () -> new StderrParser.Borders(stderr(inferred, new ZoneOffsets())));
    }

    static StderrParser stderr(PrefixInference.Inferred inferred, ZoneOffsets zones) {
        return new StderrParser(inferred.compiled(zones), inferred.tabsStripped());
    }

    /** A byte order mark is no text. */
    static int skipMark(byte[] bytes, int from, int to) {
        boolean marked = to - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        return marked ? from + 3 : from;
    }

    /** What most lines of the sample are; a line that could be several things is what comes first here. */
    private static LogFormat format(byte[] bytes, int from, int to) {
        CsvParser csv = new CsvParser(new ZoneOffsets());
        JsonShape json = new JsonShape();
        Map<LogFormat, Integer> votes = new EnumMap<>(LogFormat.class);
        int at = from;
        for (int line = 0; line < MOST_LINES && at < to; line++) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            int next = newline + 1;
            Optional<LogFormat> vote = Optional.empty();
            if (newline > at && (bytes[at] == '{' || bytes[at] == '[')) {
                vote = json.of(bytes, at, to);
            }
            boolean object = json.next() > at;
            next = object ? json.next() : next;
            int end = newline > at && !object ? csv.endOfRecord(bytes, at, to) : -1;
            if (end >= 0) {
                vote = Optional.of(LogFormat.CSVLOG);
                next = end < to ? end : next;
            } else if (!object && newline > at) {
                vote = text(new String(bytes, at, Math.min(500, newline - at), StandardCharsets.ISO_8859_1));
            }
            vote.ifPresent(format -> votes.merge(format, 1, Integer::sum));
            at = next;
        }
        return votes.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(LogFormat.STDERR);
    }

    private static Optional<LogFormat> text(String line) {
        if (HEROKU.matcher(line).matches()) {
            return Optional.of(LogFormat.HEROKU);
        }
        if (SYSLOG.matcher(line).matches()) {
            return Optional.of(LogFormat.SYSLOG);
        }
        if (CLOUDWATCH.matcher(line).matches()) {
            return Optional.of(LogFormat.CLOUDWATCH);
        }
        if (PGBOUNCER.matcher(line).matches()) {
            return Optional.of(LogFormat.PGBOUNCER);
        }
        return SEVERITY.matcher(line).find() ? Optional.of(LogFormat.STDERR) : Optional.empty();
    }
}
