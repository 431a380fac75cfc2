package dev.nightjar.source.log;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Formats that carry plain log lines inside something else: unwrapped first, then read as plain lines. */
final class Envelopes {
    private Envelopes() {}

    static Optional<Recognized> reader(
            LogFormat format, byte[] bytes, int from, int to, LogOptions.Hints hints, ZoneOffsets zones) {
        boolean newestFirst = isJson(bytes, from, to) && JsonUnwrapper.isNewestFirst(bytes, from, to);
        return switch (format) {
            case SYSLOG, HEROKU -> syslog(format, bytes, from, to, hints, zones);
            case AZURE -> Optional.of(fixed(format, json(new AzureJson(), newestFirst), AzureJson.PREFIX, zones));
            case CLOUDNATIVEPG ->
                Optional.of(fixed(format, json(new CloudNativePgJson(), newestFirst), CloudNativePgJson.PREFIX, zones));
            case PGBOUNCER -> Optional.of(fixed(format, PgBouncerUnwrapper::new, "%m [%p] ", zones));
            case CLOUDSQL ->
                inferred(format, json(new CloudSqlJson(), newestFirst), newestFirst, bytes, from, to, hints, zones);
            case CLOUDWATCH ->
                inferred(
                        format,
                        isJson(bytes, from, to) ? json(new CloudWatchJson(), newestFirst) : cloudWatch(bytes, from, to),
                        newestFirst,
                        bytes,
                        from,
                        to,
                        hints,
                        zones);
            default -> Optional.empty();
        };
    }

    private static Supplier<Unwrapper> json(JsonService service, boolean newestFirst) {
        return () -> new JsonUnwrapper(service, newestFirst);
    }

    private static Supplier<Unwrapper> cloudWatch(byte[] bytes, int from, int to) {
        boolean streams = CloudWatchUnwrapper.hasStreams(bytes, from, to);
        return () -> new CloudWatchUnwrapper(streams);
    }

    private static boolean isJson(byte[] bytes, int from, int to) {
        return from < to && (bytes[from] == '{' || bytes[from] == '[');
    }

    private static Recognized fixed(
            LogFormat format, Supplier<Unwrapper> unwrappers, String prefix, ZoneOffsets zones) {
        return new Recognized(
                format,
                format.label(),
                () -> new EnvelopeParser(
                        unwrappers.get(),
                        new StderrParser(new LinePrefix(prefix, false, zones, SessionNames.NONE), false)),
                format == LogFormat.PGBOUNCER ? LineBorders::new : JsonObjects::new);
    }

    private static Optional<Recognized> inferred(
            LogFormat format,
            Supplier<Unwrapper> unwrappers,
            boolean newestFirst,
            byte[] bytes,
            int from,
            int to,
            LogOptions.Hints hints,
            ZoneOffsets zones) {
        byte[] plain = unwrapped(unwrappers.get(), bytes, from, to);
        boolean json = isJson(bytes, from, to);
        return PrefixInference.infer(plain, 0, plain.length, hints.prefix())
                .map(inferred -> new Recognized(
                        format,
                        format.label() + ", log_line_prefix '" + inferred.prefix() + "'",
                        () -> new EnvelopeParser(unwrappers.get(), FormatDetector.stderr(inferred, zones)),
                        () -> new EnvelopeBorders(
                                json, newestFirst, unwrappers, FormatDetector.stderr(inferred, new ZoneOffsets())),
                        newestFirst));
    }

    /** The heads of first parts show whether there is a time with a year; their texts show the prefix. */
    private static Optional<Recognized> syslog(
            LogFormat format, byte[] bytes, int from, int to, LogOptions.Hints hints, ZoneOffsets zones) {
        SyslogUnwrapper probe = SyslogUnwrapper.probe();
        byte[] plain = unwrapped(probe, bytes, from, to);
        boolean timed = probe.lastHadTime();
        List<String> heads = probe.timeHeads();
        return PrefixInference.infer(plain, 0, plain.length, hints.prefix(), probe.processes())
                .map(inferred -> {
                    boolean yearless = !timed && !inferred.hasTime();
                    Optional<LocalDateTime> latest =
                            hints.notAfter().filter(moment -> yearless).map(moment -> SyslogTime.latest(moment, heads));
                    String outer = SyslogUnwrapper.outerPrefix(timed || latest.isPresent()) + inferred.prefix();
                    Supplier<Optional<SyslogTime>> times = () -> latest.map(SyslogTime::new);
                    return new Recognized(
                            format,
                            format.label() + ", log_line_prefix '" + inferred.prefix() + "'",
                            () -> new EnvelopeParser(
                                    new SyslogUnwrapper(inferred.compiled(new ZoneOffsets()), times.get()),
                                    new StderrParser(
                                            new LinePrefix(outer, inferred.verbose(), zones, inferred.names()), false)),
                            SyslogBorders::new);
                });
    }

    private static byte[] unwrapped(Unwrapper unwrapper, byte[] bytes, int from, int to) {
        PlainLines out = new PlainLines(1 << 16);
        unwrapper.unwrap(bytes, from, to, out, (lines, skipped) -> {});
        return Arrays.copyOf(out.bytes(), out.length());
    }
}
