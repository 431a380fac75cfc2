package dev.nightjar.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One target's night, ready to be written in any form. Its components are the JSON document: within a major version of
 * the schema they are only added to. Unknown numbers are NaN here and {@code null} there, never 0.
 *
 * @param reportId the same for the same target and window
 * @param regressions the costliest first
 * @param improvements mirror images of regressions: after is less than before, extra time is negative
 * @param findings the worst first
 * @param recommendations by rank
 * @param statements texts of all statements mentioned, by fingerprint
 */
public record Report(
        String schemaVersion,
        String reportId,
        Instant generatedAt,
        Tool tool,
        Scope scope,
        Summary summary,
        DataQuality dataQuality,
        Load load,
        List<Slowdown> regressions,
        List<Slowdown> improvements,
        List<Outlook> outlooks,
        List<ReportFinding> findings,
        List<ReportRecommendation> recommendations,
        Optional<LogReport> log,
        List<TableLoad> tables,
        IndexHealth indexes,
        List<ConfigurationItem> configuration,
        List<PoolReport> pool,
        Optional<RedisReport> redis,
        List<Outcome> outcomes,
        List<Threshold> thresholds,
        List<StatementText> statements) {

    /** Of {@link #schemaVersion}. */
    public static final String SCHEMA_VERSION = "1.0";

    public Report {
        regressions = List.copyOf(regressions);
        improvements = List.copyOf(improvements);
        outlooks = List.copyOf(outlooks);
        findings = List.copyOf(findings);
        recommendations = List.copyOf(recommendations);
        tables = List.copyOf(tables);
        configuration = List.copyOf(configuration);
        pool = List.copyOf(pool);
        outcomes = List.copyOf(outcomes);
        thresholds = List.copyOf(thresholds);
        statements = List.copyOf(statements);
    }

    /** What made the report. */
    public record Tool(String name, String version) {}

    /** A statement's text, constants replaced. */
    public record StatementText(String fingerprint, String id, String text) {}

    /** A setting that is not at its default, or that matters most. Value with its unit. */
    public record ConfigurationItem(String name, String value, String source, boolean pendingRestart) {}

    /** Sizes in bytes, counts over the lookback; NaN where no statistics were read. */
    public record IndexHealth(double indexes, double bytes, double unscanned, double unscannedBytes) {}

    /** What was done to one table in the lookback. Rows and bytes. */
    public record TableLoad(
            String table,
            double bytes,
            double liveRows,
            double deadRows,
            double rowsReadBySequentialScans,
            double sequentialScans,
            double indexScans,
            double rowsWritten) {}
}
