package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.advise.index.CountedWorkload;
import dev.nightjar.advise.index.IndexAdvice;
import dev.nightjar.advise.index.IndexAdvisor;
import dev.nightjar.advise.index.IndexProposal;
import dev.nightjar.advise.index.IndexSettings;
import dev.nightjar.advise.index.StatementGain;
import dev.nightjar.advise.index.WorkloadFile;
import dev.nightjar.advise.index.WorkloadStatement;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.JobFiles;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.source.postgres.PostgresReading;
import dev.nightjar.source.postgres.PostgresSession;
import dev.nightjar.source.postgres.PostgresSource;
import dev.nightjar.source.postgres.SchemaReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Index advice for a running server, by its own statement counters or a given workload. */
@Command(
        name = "index",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Recommends indexes to make and to drop. Reads the target's schema and statistics, plans its"
                + " statements in a private server and changes nothing on the target.",
        footer = {
            "",
            "Example: nightjar advise index --target postgresql://nightjar@db/shop --json -",
            "         nightjar advise index --target shop --workload queries.json --budget 500MB"
        })
final class AdviseIndexCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "NAME|URL",
            description = "A target of the job files, or an address: postgresql://user@host:5432/database.")
    private String target = "";

    @Option(
            names = "--workload",
            paramLabel = "FILE",
            description = "{\"queries\":[{\"id\",\"sql\",\"calls\",\"meanMs\"}]} or a folder of .sql files (default:"
                    + " pg_stat_statements of the target).")
    private Optional<Path> workload = Optional.empty();

    @Option(names = "--budget", paramLabel = "SIZE", description = "Disk that new indexes may take, e.g. 500MB.")
    private Optional<String> budget = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of job files (default: NIGHTJAR_CONFIG, else ./jobs).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() throws SQLException {
        Path folder = config.or(() ->
                        Optional.ofNullable(System.getenv("NIGHTJAR_CONFIG")).map(Path::of))
                .orElse(Path.of("jobs"));
        PostgresTarget postgres = new JobFiles(System.getenv())
                .resolve(folder, target)
                .postgres()
                .orElseThrow(() -> new ConfigurationException(target + " has no PostgreSQL server to advise on"));
        InstantSource clock = InstantSource.system();
        Optional<WorkloadFile> given = workload.map(WorkloadFile::read);
        SchemaSnapshot schema;
        try (PostgresSession session = PostgresSession.open(postgres, postgres.database())) {
            schema = new SchemaReader(clock).read(session.connection());
        }
        List<WorkloadStatement> statements = given.map(WorkloadFile::statements).orElseGet(() -> counted(postgres));
        double days = given.isPresent() ? 1 : Math.max(schema.database().statisticsDays(), 1.0 / 24);
        IndexSettings settings = IndexSettings.defaults(days);
        if (budget.isPresent()) {
            settings = settings.withBudget(bytes(budget.get()));
        }
        PostgresBinaries binaries = PostgresBinaries.bundled();
        try (ShadowPlanner shadow = ShadowPlanner.build(schema, binaries)) {
            IndexAdvice advice = new IndexAdvisor(clock).advise(schema, statements, List.of(), settings, shadow);
            Map<Fingerprint, String> ids = given.map(WorkloadFile::ids).orElse(Map.of());
            json.ifPresent(file ->
                    JsonFile.write(file, tree(advice, ids), spec.commandLine().getOut()));
            if (!quiet && !json.equals(Optional.of("-"))) {
                print(advice, spec.commandLine().getOut());
            }
        }
        schema.unreadable().forEach(what -> spec.commandLine().getErr().println("nightjar: not read: " + what));
        return schema.unreadable().isEmpty() && !statements.isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    private List<WorkloadStatement> counted(PostgresTarget postgres) {
        try (PostgresSource source = new PostgresSource(postgres, TimeMap.IDENTITY)) {
            PostgresReading reading = source.collect();
            reading.missing()
                    .forEach(missing -> spec.commandLine()
                            .getErr()
                            .println("nightjar: " + missing.source() + ": " + missing.reason() + "; "
                                    + missing.remedy()));
            CountedWorkload counted = new CountedWorkload(postgres.database());
            reading.snapshots().stream()
                    .flatMap(snapshot -> snapshot.observations().stream())
                    .forEach(observation -> counted.add(observation.subject(), observation.measures()));
            return counted.statements();
        }
    }

    private static long bytes(String size) {
        String number = size.replaceAll("(?i)[kmg]?b?$", "").strip();
        String unit = size.substring(number.length()).strip().toUpperCase(Locale.ROOT);
        try {
            double value = Double.parseDouble(number);
            return (long)
                    switch (unit) {
                        case "KB", "K" -> value * 1e3;
                        case "MB", "M" -> value * 1e6;
                        case "GB", "G" -> value * 1e9;
                        default -> value;
                    };
        } catch (NumberFormatException unreadable) {
            throw new ConfigurationException("--budget is " + size + "; give a size such as 500MB");
        }
    }

    private static Map<String, @Nullable Object> tree(IndexAdvice advice, Map<Fingerprint, String> ids) {
        return object(
                "baselineCost", advice.baselineCost(),
                "recommendedCost", advice.recommendedCost(),
                "recommendations",
                        advice.proposals().stream()
                                .map(proposal -> tree(proposal, ids))
                                .toList(),
                "rejected",
                        advice.rejected().stream()
                                .map(rejected -> object("sql", rejected.definition(), "reason", rejected.reason()))
                                .toList(),
                "notModelled",
                        advice.notModelled().stream()
                                .map(missing -> object("query", missing.query(), "reason", missing.reason()))
                                .toList(),
                "whatIfCalls", advice.whatIfCalls(),
                "seconds", advice.seconds(),
                "planner", advice.planner());
    }

    private static Map<String, @Nullable Object> tree(IndexProposal proposal, Map<Fingerprint, String> ids) {
        double saved = proposal.gains().stream()
                .mapToDouble(StatementGain::savedMsPerDay)
                .sum();
        ActionType action = switch (proposal.action()) {
            case CREATE -> ActionType.CREATE_INDEX;
            case DROP -> ActionType.DROP_INDEX;
            case REINDEX -> ActionType.REINDEX;
        };
        return object(
                "id", Recommendation.id(action, proposal.definition()),
                "action", proposal.action().name().toLowerCase(Locale.ROOT),
                "sql", proposal.sql(),
                "rollback", proposal.rollback(),
                "table", proposal.table().toString(),
                "sizeBytes", proposal.sizeBytes(),
                "benefit", object("savedMsPerDay", saved, "upkeepMsPerDay", proposal.upkeepMsPerDay()),
                "queries",
                        proposal.gains().stream()
                                .map(gain -> object(
                                        "id",
                                        ids.getOrDefault(
                                                gain.fingerprint(),
                                                gain.fingerprint().toString()),
                                        "callsPerDay",
                                        gain.callsPerDay(),
                                        "costBefore",
                                        gain.costBefore(),
                                        "costAfter",
                                        gain.costAfter(),
                                        "savedShareLow",
                                        gain.saved().low(),
                                        "savedShare",
                                        gain.saved().mid(),
                                        "savedShareHigh",
                                        gain.saved().high(),
                                        "planBefore",
                                        gain.planBefore(),
                                        "planAfter",
                                        gain.planAfter()))
                                .toList(),
                "evidence",
                        object(
                                "reason",
                                proposal.reason().name().toLowerCase(Locale.ROOT),
                                "why",
                                proposal.why(),
                                "planner",
                                proposal.planner()),
                "confidence", proposal.confidence().name().toLowerCase(Locale.ROOT));
    }

    private static void print(IndexAdvice advice, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%s, %d plans in %.1f s: %.3g planner units a day now, %.3g with the advice%n",
                advice.planner(),
                advice.whatIfCalls(),
                advice.seconds(),
                advice.baselineCost(),
                advice.recommendedCost());
        for (IndexProposal proposal : advice.proposals()) {
            out.printf(
                    Locale.ROOT,
                    "%n-- %s%n-- %.1f MB; undo: %s%n%s%n",
                    proposal.why(),
                    proposal.sizeBytes() / 1e6,
                    proposal.rollback(),
                    proposal.sql());
        }
        for (IndexAdvice.NotModelled missing : advice.notModelled()) {
            out.println();
            out.println("-- not modelled: " + missing.query() + ": " + missing.reason());
        }
        out.flush();
    }
}
