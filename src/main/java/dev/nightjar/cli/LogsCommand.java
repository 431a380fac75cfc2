package dev.nightjar.cli;

import dev.nightjar.source.log.FileLogSource;
import dev.nightjar.source.log.LogAnalysis;
import dev.nightjar.source.log.LogFileSearch;
import dev.nightjar.source.log.LogFormat;
import dev.nightjar.source.log.LogOptions;
import dev.nightjar.source.log.LogSource;
import dev.nightjar.source.log.StreamLogSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nightjar logs}: reads log files alone; no store, no server. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Slow-query analysis of PostgreSQL log files alone.",
        footer = {
            "",
            "Example:",
            "  nightjar logs /var/log/postgresql/*.log --from 2026-11-20 --html report.html",
            "  zcat old.csv.gz | nightjar logs - --json -"
        })
public final class LogsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "files, patterns or directories; - is standard input; .gz, .zst, .bz2, .xz are unpacked")
    private List<String> files = List.of();

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "stderr, csvlog, jsonlog, syslog, ...; found out if left out")
    private @Nullable String format;

    @Option(names = "--prefix", paramLabel = "P", description = "log_line_prefix of plain logs; inferred if left out")
    private @Nullable String prefix;

    @Option(
            names = "--from",
            paramLabel = "T",
            description = "leave out entries before, e.g. 2026-11-20 or 2026-11-20T06:00:00Z")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "T", description = "leave out entries at or after")
    private @Nullable String to;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "statements shown (default ${DEFAULT-VALUE})")
    private int top;

    @Option(names = "--json", paramLabel = "FILE", description = "write JSON; - is standard output")
    private @Nullable String json;

    @Option(names = "--html", paramLabel = "FILE", description = "write one self-contained page")
    private @Nullable Path html;

    @Option(names = "--samples", description = "keep some values of parameters; without it no constant leaves the log")
    private boolean samples;

    @Option(names = "--threads", paramLabel = "N", description = "threads that parse (default: all processors)")
    private @Nullable Integer threads;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "auto, never, always (default ${DEFAULT-VALUE}: on a terminal)")
    private Color color = Color.auto;

    /** When the report is coloured. */
    enum Color {
        auto,
        never,
        always
    }

    @Option(names = "--quiet", description = "no report on the terminal, no messages but errors")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PrintWriter messages = spec.commandLine().getErr();
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            messages.println(refusal.get());
            return ExitCode.USAGE;
        }
        LogFileSearch.Found found = LogFileSearch.find(
                files.stream().filter(name -> !name.equals("-")).toList());
        List<LogSource> sources = new ArrayList<>();
        found.files().forEach(path -> sources.add(new FileLogSource(path)));
        if (files.contains("-")) {
            sources.add(new StreamLogSource("-", System.in));
        }
        found.missing().forEach(name -> messages.println(absence(name)));
        found.denied().forEach(messages::println);
        if (!quiet) {
            found.leftOut().forEach(messages::println);
        }
        if (sources.isEmpty()) {
            return found.denied().isEmpty() ? ExitCode.USAGE : ExitCode.PARTIAL;
        }
        LogAnalysis.Result result = read(sources, found.files());
        for (LogAnalysis.FileOutcome file : result.files()) {
            if (!file.problem().isEmpty()) {
                messages.println(file.name() + " " + file.problem());
            } else if (!quiet) {
                messages.println(file.name() + ": " + file.format());
            }
        }
        result.digest().remarks().forEach(messages::println);
        write(result);
        boolean all = found.missing().isEmpty() && found.denied().isEmpty();
        return result.isComplete() && all ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private static String absence(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0)
                ? name + ": nothing matches this pattern; check the path"
                : name + ": there is no such file; check the path";
    }

    /** What makes it useless to start reading. */
    private Optional<String> refusal() {
        if (top < 0) {
            return Optional.of("--top " + top + " is negative; give the number of statements to show");
        }
        if (threads != null && threads < 1) {
            return Optional.of("--threads " + threads + " is less than one; leave it out to use all processors");
        }
        Optional<String> page = html == null ? Optional.empty() : unwritable("--html", html);
        return page.isPresent() || json == null || json.equals("-") ? page : unwritable("--json", Path.of(json));
    }

    private static Optional<String> unwritable(String option, Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return Optional.of(option + " " + file + " is a folder; name a file in it");
        }
        if (parent == null || !Files.isDirectory(parent)) {
            return Optional.of(option + " " + file + " cannot be written: there is no folder " + parent
                    + "; create it or name another");
        }
        return Files.isWritable(Files.exists(file) ? file : parent)
                ? Optional.empty()
                : Optional.of(option + " " + file + " cannot be written: permission denied; name another place");
    }

    private LogAnalysis.Result read(List<LogSource> sources, List<Path> paths) {
        PrintWriter messages = spec.commandLine().getErr();
        boolean shown = Terminal.detect().messages() && !quiet;
        try (LogsProgress progress = new LogsProgress(messages, shown, InstantSource.system(), unpacked(paths))) {
            return new LogAnalysis(options(), progress::read).run(sources);
        }
    }

    /** A packed log is about a tenth of itself. */
    private static double unpacked(List<Path> paths) {
        double bytes = 0;
        for (Path path : paths) {
            boolean packed = path.toString().matches(".*\\.(gz|zst|bz2|xz)");
            bytes += path.toFile().length() * (packed ? 10.0 : 1.0);
        }
        return bytes;
    }

    private boolean colored(Terminal terminal) {
        return switch (color) {
            case always -> true;
            case never -> false;
            case auto -> terminal.output() && System.getenv("NO_COLOR") == null;
        };
    }

    private LogOptions options() {
        LogOptions options =
                LogOptions.standard().notAfter(InstantSource.system().instant()).keepingSamples(samples);
        if (format != null) {
            String wanted = format;
            options = options.withFormat(LogFormat.parse(wanted)
                    .orElseThrow(
                            () -> wrong("--format " + wanted + " is not known; leave it out to have it found out")));
        }
        if (prefix != null) {
            options = options.withPrefix(prefix);
        }
        if (threads != null) {
            options = options.withWorkers(threads);
        }
        return options.within(time("--from", from), time("--to", to));
    }

    private Optional<Instant> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (text.length() == 10) {
                return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String iso = text.replace(' ', 'T');
            boolean zoned = iso.endsWith("Z") || iso.indexOf('+', 11) > 0 || iso.indexOf('-', 11) > 0;
            return Optional.of(
                    zoned
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw wrong(option + " " + text + " is no time; write 2026-11-20 or 2026-11-20T06:00:00Z");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void write(LogAnalysis.Result result) throws IOException {
        boolean jsonOnOutput = "-".equals(json);
        PrintWriter out = spec.commandLine().getOut();
        if (json != null) {
            byte[] bytes = new LogsJson(result, top).bytes();
            if (jsonOnOutput) {
                out.print(new String(bytes, StandardCharsets.UTF_8));
                out.flush();
            } else {
                Files.write(Path.of(json), bytes);
            }
        }
        if (html != null) {
            Files.writeString(html, new LogsHtml(result, top).page());
            if (!quiet) {
                spec.commandLine().getErr().println("written: " + html);
            }
        }
        if (!jsonOnOutput && !quiet) {
            Terminal terminal = Terminal.detect();
            new LogsTerminal(result, top, colored(terminal), terminal.columns(), out).print();
            out.flush();
        }
    }
}
