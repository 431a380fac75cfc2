package dev.nightjar.report;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.IndexMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts one night's findings into the order in which a person wants to read them. Pure: same input, same report. */
public final class ReportAssembler {
    private static final int ACT_NOW = 3;
    private static final int TOP = 5;
    private static final int TABLES = 15;

    /** From this probability of harm within thirty days on, an action does not wait for its rank. */
    private static final double CANNOT_WAIT = 0.5;

    public Report assemble(ReportInput input) {
        Night night = input.night();
        Coverage coverage = Coverage.of(night);
        Load load = new LoadAssembler(night, input.zone(), coverage).assemble();
        List<ReportFinding> findings = new FindingAssembler(input).assemble();
        List<ReportRecommendation> recommendations =
                new RecommendationAssembler(load.dbTimeSecondsPerDay().value()).assemble(input.recommendations());
        List<Slowdown> slowdowns = input.slowdowns().stream()
                .sorted(Comparator.comparingDouble(Slowdown::extraSecondsPerDay)
                        .reversed()
                        .thenComparing(Slowdown::fingerprint))
                .toList();
        DataQuality quality = dataQuality(input, coverage);
        return new Report(
                Report.SCHEMA_VERSION,
                "NR-"
                        + ScriptOrder.sha256(night.target() + "\n" + night.window())
                                .substring(0, 12),
                input.generatedAt(),
                new Report.Tool("Nightjar", input.toolVersion()),
                scope(input),
                summary(input, findings, recommendations, slowdowns, load, quality),
                quality,
                load,
                slowdowns,
                input.improvements(),
                input.outlooks(),
                findings,
                recommendations,
                night.log().map(LogReport::of),
                tables(night),
                indexes(night),
                new SettingsOfInterest().of(night.server()),
                night.pools().stream()
                        .map(new PoolAssembler(night.timeMap())::assemble)
                        .toList(),
                new RedisAssembler(night).assemble(),
                input.outcomes(),
                input.thresholds().stream()
                        .sorted(Comparator.comparing(Threshold::name))
                        .toList(),
                statements(input, load));
    }

    private static Scope scope(ReportInput input) {
        Night night = input.night();
        Optional<ServerFacts> server = night.server();
        return new Scope(
                night.target(),
                "PostgreSQL",
                server.map(ServerFacts::version).orElse(""),
                server.map(facts -> facts.inRecovery() ? "standby" : "primary").orElse("unknown"),
                night.vcpus(),
                night.window().from(),
                night.window().to(),
                night.lookback().from(),
                input.zone().getId(),
                night.timeMap().factor());
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static Summary summary(
            ReportInput input,
            List<ReportFinding> findings,
            List<ReportRecommendation> recommendations,
            List<Slowdown> slowdowns,
            Load load,
            DataQuality quality) {
        List<ReportRecommendation> active =
                recommendations.stream().filter(ReportRecommendation::active).toList();
        List<String> actNow = active.stream()
                .filter(one -> one.priorityParts().probabilityOfHarm30d() >= CANNOT_WAIT)
                .limit(ACT_NOW)
                .map(ReportRecommendation::id)
                .toList();
        List<String> top = active.stream()
                .map(ReportRecommendation::id)
                .filter(id -> !actNow.contains(id))
                .limit(TOP)
                .toList();
        Estimate savings = Estimate.ZERO;
        for (ReportRecommendation recommendation : active) {
            Estimate marginal = recommendation.benefit().marginal();
            savings = Double.isNaN(marginal.mid()) ? savings : savings.plus(marginal);
        }
        Severity level = findings.stream()
                .map(ReportFinding::severity)
                .min(Comparator.naturalOrder())
                .orElse(Severity.INFO);
        return new Summary(
                level,
                Verdict.of(
                        findings,
                        active,
                        slowdowns,
                        load,
                        savings,
                        !quality.notAssessable().isEmpty()),
                (int) Verdict.count(findings, Severity.CRITICAL),
                savings,
                actNow,
                top,
                ids(findings, FindingHistory.Status.NEW),
                ids(findings, FindingHistory.Status.WORSE),
                ids(findings, FindingHistory.Status.BETTER),
                input.histories().stream()
                        .filter(history -> history.status() == FindingHistory.Status.RESOLVED)
                        .sorted(Comparator.comparing(FindingHistory::severity).thenComparing(FindingHistory::findingId))
                        .toList());
    }

    private static List<String> ids(List<ReportFinding> findings, FindingHistory.Status status) {
        return findings.stream()
                .filter(finding -> finding.status() == status)
                .map(ReportFinding::id)
                .toList();
    }

    private static DataQuality dataQuality(ReportInput input, Coverage coverage) {
        Night night = input.night();
        List<DataQuality.Reset> resets = night.histories().stream()
                .flatMap(history -> history.samples().stream()
                        .filter(Sample::afterReset)
                        .map(sample -> new DataQuality.Reset(
                                source(history.subject().kind()),
                                sample.interval().to())))
                .distinct()
                .sorted(Comparator.comparing(DataQuality.Reset::at).thenComparing(DataQuality.Reset::source))
                .toList();
        double evictions = night.of(SubjectKind.INSTANCE)
                .mapToDouble(history -> history.lookback(InstanceMetric.STATEMENTS_EVICTED))
                .findFirst()
                .orElse(Double.NaN);
        List<NotAssessable> missing = new ArrayList<>();
        for (MissingInput one : night.missing()) {
            missing.add(new NotAssessable(one.source(), one.reason(), one.remedy()));
        }
        missing.addAll(input.notAssessable());
        return new DataQuality(
                night.coverage(),
                Math.min(1, coverage.of(night.window())),
                coverage.gaps(),
                resets,
                night.server().map(ServerFacts::startedAt).stream()
                        .filter(night.lookback()::contains)
                        .toList(),
                evictions,
                missing.stream().distinct().toList());
    }

    private static String source(SubjectKind kind) {
        return switch (kind) {
            case STATEMENT -> "pg_stat_statements";
            case DATABASE -> "pg_stat_database";
            case TABLE -> "pg_stat_user_tables";
            case INDEX -> "pg_stat_user_indexes";
            case INSTANCE -> "server statistics";
            case SESSIONS -> "pg_stat_activity";
            case REDIS, REDIS_COMMAND -> "Redis";
            case POOL -> "connection pool";
            case REPLICATION_SLOT -> "pg_replication_slots";
            case SEQUENCE -> "pg_sequences";
        };
    }

    private static List<Report.TableLoad> tables(Night night) {
        return night.of(SubjectKind.TABLE)
                .map(history -> new Report.TableLoad(
                        history.subject().key(),
                        history.lookback(TableMetric.TOTAL_BYTES),
                        history.lookback(TableMetric.LIVE_ROWS),
                        history.lookback(TableMetric.DEAD_ROWS),
                        history.lookback(TableMetric.SEQ_ROWS),
                        history.lookback(TableMetric.SEQ_SCANS),
                        history.lookback(TableMetric.INDEX_SCANS),
                        history.lookback().known(TableMetric.INSERTED)
                                + history.lookback().known(TableMetric.UPDATED)
                                + history.lookback().known(TableMetric.DELETED)))
                .sorted(Comparator.comparingDouble((Report.TableLoad table) -> known(table.bytes()))
                        .reversed()
                        .thenComparing(Report.TableLoad::table))
                .limit(TABLES)
                .toList();
    }

    private static Report.IndexHealth indexes(Night night) {
        List<SubjectHistory> indexes = night.of(SubjectKind.INDEX).toList();
        if (indexes.isEmpty()) {
            return new Report.IndexHealth(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        List<SubjectHistory> unscanned = indexes.stream()
                .filter(index -> index.lookback(IndexMetric.SCANS) == 0)
                .toList();
        return new Report.IndexHealth(indexes.size(), bytes(indexes), unscanned.size(), bytes(unscanned));
    }

    private static double bytes(List<SubjectHistory> indexes) {
        return indexes.stream()
                .mapToDouble(index -> index.lookback().known(IndexMetric.SIZE_BYTES))
                .sum();
    }

    /** Every statement that some part of the report mentions and whose text is known. */
    private static List<Report.StatementText> statements(ReportInput input, Load load) {
        Map<String, String> known = new TreeMap<>();
        input.night().log().ifPresent(log -> texts(log, known));
        input.night()
                .of(SubjectKind.STATEMENT)
                .forEach(history -> known.put(
                        history.subject().attribute(Subject.FINGERPRINT),
                        history.subject().attribute(Subject.TEXT)));
        List<Slowdown> changed = Stream.concat(input.slowdowns().stream(), input.improvements().stream())
                .toList();
        changed.forEach(slowdown -> known.putIfAbsent(slowdown.fingerprint().toString(), slowdown.text()));
        Set<String> mentioned = new TreeSet<>();
        load.byQuery().forEach(statement -> mentioned.add(statement.fingerprint()));
        changed.forEach(slowdown -> mentioned.add(slowdown.fingerprint().toString()));
        input.findings().forEach(finding -> finding.fingerprints().forEach(one -> mentioned.add(one.toString())));
        input.recommendations()
                .forEach(ranked -> ranked.recommendation()
                        .savings()
                        .forEach(saving -> mentioned.add(saving.fingerprint().toString())));
        return mentioned.stream()
                .filter(fingerprint -> !known.getOrDefault(fingerprint, "").isEmpty())
                .map(fingerprint -> new Report.StatementText(
                        fingerprint, StatementId.of(fingerprint), known.getOrDefault(fingerprint, "")))
                .toList();
    }

    private static void texts(LogSummary log, Map<String, String> known) {
        log.slowest().forEach(one -> known.put(one.fingerprint().toString(), one.text()));
        log.tempFilesByStatement().forEach(one -> known.put(one.fingerprint().toString(), one.text()));
        Stream.of(log.nPlusOne(), log.habits().sessionRepeats(), log.habits().insertBatches())
                .flatMap(List::stream)
                .forEach(one -> known.put(one.fingerprint().toString(), one.text()));
        log.lockWaitEvents().forEach(one -> known.put(one.fingerprint().toString(), one.waiting()));
    }
}
