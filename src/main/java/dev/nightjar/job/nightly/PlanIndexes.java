package dev.nightjar.job.nightly;

import dev.nightjar.advise.index.IndexAdvice;
import dev.nightjar.advise.index.IndexAdvisor;
import dev.nightjar.advise.index.IndexRecommendations;
import dev.nightjar.advise.index.IndexSettings;
import dev.nightjar.advise.index.IndexThreshold;
import dev.nightjar.advise.index.IndexUsage;
import dev.nightjar.advise.index.WorkloadStatement;
import dev.nightjar.advise.index.shadow.ShadowException;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.embedded.EmbeddedServerException;
import dev.nightjar.embedded.PostgresBinaries;
import dev.nightjar.job.nightly.NightlyRun.Result;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.IndexMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Night;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks the shadow planner which indexes the workload wants and which it can do without. */
final class PlanIndexes implements Stage {
    private static final String CHECK = "PG-IDX-MISSING";
    private static final String INDEX_SOURCE = "pg_stat_user_indexes";

    private final Nights nights;
    private final Store store;
    private final InstantSource clock;

    PlanIndexes(Nights nights, Store store, InstantSource clock) {
        this.nights = nights;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "plan-indexes";
    }

    @Override
    public void run(NightlyRun run) {
        if (run.job().postgres().isEmpty()) {
            run.keep(Result.INDEX_ADVICE, Advice.NONE);
            return;
        }
        Night night = nights.of(run);
        run.keep(
                Result.INDEX_ADVICE,
                night.schema()
                        .map(schema -> advise(run, night, schema))
                        .orElseGet(() -> Advice.notAssessed(
                                CHECK,
                                "the schema could not be read, so nothing could be planned",
                                "see what could not be read")));
    }

    private Advice advise(NightlyRun run, Night night, SchemaSnapshot schema) {
        List<WorkloadStatement> workload = workload(night, schema);
        if (workload.isEmpty()) {
            return Advice.notAssessed(
                    CHECK,
                    "no statement of the database was seen in the lookback",
                    "CREATE EXTENSION pg_stat_statements; and let nightjar collect for a day");
        }
        IndexSettings settings = IndexThreshold.settings(run.thresholds(), night.coveredDays());
        try (ShadowPlanner shadow = ShadowPlanner.build(schema, binaries(schema))) {
            IndexAdvice advice =
                    new IndexAdvisor(clock).advise(schema, workload, usage(night, watchedDays(run)), settings, shadow);
            return IndexRecommendations.of(advice);
        } catch (ShadowException | EmbeddedServerException failed) {
            return Advice.notAssessed(
                    CHECK, String.valueOf(failed.getMessage()), "see the message; the rest of the report holds");
        }
    }

    private static PostgresBinaries binaries(SchemaSnapshot schema) {
        int major = schema.database().versionNumber() / 10_000;
        return PostgresBinaries.find(major, List.of()).orElseGet(PostgresBinaries::bundled);
    }

    /** The statements of one database, those of several roles together. */
    private static List<WorkloadStatement> workload(Night night, SchemaSnapshot schema) {
        Map<Fingerprint, List<SubjectHistory>> byFingerprint = night.of(SubjectKind.STATEMENT)
                .filter(statement -> statement
                        .subject()
                        .attribute(Subject.DATABASE)
                        .equals(schema.database().name()))
                .collect(Collectors.groupingBy(
                        statement -> Fingerprint.parse(statement.subject().attribute(Subject.FINGERPRINT))));
        return byFingerprint.entrySet().stream()
                .map(entry -> statement(entry.getKey(), entry.getValue()))
                .filter(statement -> statement.calls() > 0)
                .toList();
    }

    private static WorkloadStatement statement(Fingerprint fingerprint, List<SubjectHistory> parts) {
        Measures total = parts.stream()
                .map(SubjectHistory::lookback)
                .reduce(Measures::plus)
                .orElseThrow();
        return new WorkloadStatement(
                fingerprint,
                parts.get(0).subject().attribute(Subject.TEXT),
                Math.round(total.known(StatementMetric.CALLS)),
                total.get(StatementMetric.EXEC_MS),
                Math.round(total.known(StatementMetric.ROWS)),
                List.of());
    }

    /** How each index was used as long as it was watched; what was not watched is not judged. */
    private static List<IndexUsage> usage(Night night, double watchedDays) {
        Map<String, Double> writesPerDay = new HashMap<>();
        night.of(SubjectKind.TABLE).forEach(table -> {
            Measures total = table.lookback();
            double writes = total.known(TableMetric.INSERTED)
                    + total.known(TableMetric.UPDATED)
                    + total.known(TableMetric.DELETED);
            writesPerDay.put(tableKey(table.subject()), writes / night.coveredDays());
        });
        return night.of(SubjectKind.INDEX)
                .map(index -> new IndexUsage(
                        new ObjectName(
                                index.subject().attribute(Subject.SCHEMA),
                                index.subject().attribute(Subject.INDEX)),
                        Math.round(index.lookback().known(IndexMetric.SCANS)),
                        watchedDays,
                        writesPerDay.getOrDefault(tableKey(index.subject()), 0.0)))
                .toList();
    }

    /**
     * Days of the lookback since the first snapshot of index counters or their last reset. Counters run on between
     * snapshots, so a gap hides no scan.
     */
    private double watchedDays(NightlyRun run) {
        return store.samples().coverage(run.target(), run.lookback()).stream()
                .filter(source -> source.source().startsWith(INDEX_SOURCE))
                .filter(source -> !source.intervals().isEmpty())
                .mapToDouble(PlanIndexes::watchedDays)
                .min()
                .orElse(0);
    }

    private static double watchedDays(SourceCoverage source) {
        Instant from = source.resets().isEmpty()
                ? source.intervals().get(0).from()
                : source.resets().get(source.resets().size() - 1).to();
        Instant to = source.intervals().get(source.intervals().size() - 1).to();
        return Duration.between(from, to).toMinutes() / 1440.0;
    }

    private static String tableKey(Subject subject) {
        return subject.attribute(Subject.SCHEMA) + "." + subject.attribute(Subject.TABLE);
    }
}
