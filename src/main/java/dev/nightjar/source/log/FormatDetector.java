package dev.nightjar.source.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises what a file holds by its first lines. */
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

    private FormatDetector() {}

    /** What {@code bytes[from, to)}, the start of a file, holds; empty where it is no log that can be read. */
    static Optional<Recognized> recognize(byte[] bytes, int from, int to, LogOptions options, ZoneOffsets zones) {
        if (WideText.problem(bytes, from, to).isPresent()) {
            return Optional.empty();
        }
        int start = skipMark(bytes, from, to);
        Optional<LogFormat> format =
                options.format().isPresent() ? options.format() : format(bytes, start, Math.min(to, start + SAMPLE));
        return format.flatMap(known -> reader(known, bytes, start, Math.min(to, start + SAMPLE), options, zones));
    }

    private static Optional<Recognized> reader(
            LogFormat format, byte[] bytes, int from, int to, LogOptions options, ZoneOffsets zones) {
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
                PrefixInference.infer(bytes, from, to, options.prefix()).map(inferred -> plain(inferred, zones));
            default -> Envelopes.reader(format, bytes, from, to, options, zones);
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
        return new StderrParser(new LinePrefix(inferred.prefix(), inferred.verbose(), zones), inferred.tabsStripped());
    }

    /** A byte order mark is no text. */
    static int skipMark(byte[] bytes, int from, int to) {
        boolean marked = to - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        return marked ? from + 3 : from;
    }

    private static Optional<LogFormat> format(byte[] bytes, int from, int to) {
        CsvParser csv = new CsvParser(new ZoneOffsets());
        int at = from;
        for (int line = 0; line < 200 && at < to; line++) {
            int newline = ByteSearch.find(bytes, at, to, (byte) '\n');
            if (newline > at) {
                if (bytes[at] == '{' || bytes[at] == '[') {
                    return Optional.of(
                            json(new String(bytes, at, Math.min(20_000, to - at), StandardCharsets.ISO_8859_1)));
                }
                if (csv.mayBeRecord(bytes, at, to)) {
                    return Optional.of(LogFormat.CSVLOG);
                }
                Optional<LogFormat> text =
                        text(new String(bytes, at, Math.min(500, newline - at), StandardCharsets.ISO_8859_1));
                if (text.isPresent()) {
                    return text;
                }
            }
            at = newline + 1;
        }
        return Optional.of(LogFormat.STDERR);
    }

    private static LogFormat json(String text) {
        if (text.contains("\"textPayload\"")) {
            return LogFormat.CLOUDSQL;
        }
        if (text.contains("\"properties\"")) {
            return LogFormat.AZURE;
        }
        if (text.contains("\"record\"") && text.contains("\"logger\"")) {
            return LogFormat.CLOUDNATIVEPG;
        }
        return text.contains("\"events\"") ? LogFormat.CLOUDWATCH : LogFormat.JSONLOG;
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
        return PGBOUNCER.matcher(line).matches() ? Optional.of(LogFormat.PGBOUNCER) : Optional.empty();
    }
}
