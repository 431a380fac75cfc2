package dev.nightjar.model;

import dev.nightjar.model.schema.SchemaSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is known of one target for one report; what the analysis stages read.
 *
 * @param window the span the report is about, usually a day
 * @param lookback ends with the window; what workload and habits are judged by
 * @param vcpus of the database host, NaN where the job file does not say
 * @param diskBytes size of the volume that the databases lie on, NaN where the job file does not say
 * @param coverage share of the lookback for which samples exist, 0–1
 * @param histories every subject that did something in the lookback
 */
public record Night(
        String target,
        Window window,
        Window lookback,
        TimeMap timeMap,
        double vcpus,
        double diskBytes,
        double coverage,
        Optional<ServerFacts> server,
        Optional<SchemaSnapshot> schema,
        Optional<RedisFacts> redis,
        Optional<LogSummary> log,
        List<PoolSamples> pools,
        List<SubjectHistory> histories,
        List<MissingInput> missing) {

    public Night {
        pools = List.copyOf(pools);
        histories = List.copyOf(histories);
        missing = List.copyOf(missing);
    }

    public Stream<SubjectHistory> of(SubjectKind kind) {
        return histories.stream().filter(history -> history.subject().kind() == kind);
    }

    /** Execution and planning time of all statements per day of the lookback that was covered, in seconds. */
    public double databaseSecondsPerDay() {
        return of(SubjectKind.STATEMENT)
                        .mapToDouble(history -> history.lookback().known(StatementMetric.EXEC_MS)
                                + history.lookback().known(StatementMetric.PLAN_MS))
                        .sum()
                / 1000
                / coveredDays();
    }

    /** Days of the lookback for which samples exist; at least an hour, so that it can divide. */
    public double coveredDays() {
        return Math.max(lookback.days() * coverage, 1 / 24.0);
    }
}
