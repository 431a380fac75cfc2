package dev.nightjar.report;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Estimate;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Impact;
import dev.nightjar.model.Night;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A night with what the analysis made of it. */
public final class AnInput {
    private Night night = ANight.aNight().build();
    private final List<Finding> findings = new ArrayList<>();
    private final List<RankedRecommendation> recommendations = new ArrayList<>();
    private final List<Slowdown> slowdowns = new ArrayList<>();
    private final List<Slowdown> improvements = new ArrayList<>();
    private final List<Outlook> outlooks = new ArrayList<>();
    private final List<NotAssessable> notAssessable = new ArrayList<>();
    private final List<FindingHistory> histories = new ArrayList<>();
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private ZoneId zone = ZoneId.of("Europe/Berlin");

    /** A night on which nothing was found. */
    public static AnInput aQuietInput() {
        return new AnInput();
    }

    /** The parcel service with a bit of everything. */
    public static AnInput anInput() {
        AnInput input = new AnInput();
        input.missingIndex();
        input.regression();
        input.nPlusOne();
        input.spills();
        input.indexesToDrop();
        input.pool();
        input.redis();
        input.settings();
        input.histories.add(
                history("PG-IDX-MISSING:public.parcel(recipient_email)", 9, FindingHistory.Status.PERSISTING));
        input.histories.add(history("PG-Q-TEMP:" + ANight.fingerprint(ANight.INVOICE), 3, FindingHistory.Status.WORSE));
        input.histories.add(new FindingHistory(
                "PG-LOCK-WAIT:public.depot",
                "Lock waits on public.depot are gone",
                Severity.MEDIUM,
                ANight.START,
                ANight.END.minus(Duration.ofDays(1)),
                6,
                FindingHistory.Status.RESOLVED));
        input.thresholds.add(new Threshold("index.unusedAfterDays", "10", "35", "days"));
        input.thresholds.add(new Threshold("regression.ratio", "1.1", "1.1", ""));
        input.thresholds.add(new Threshold("statement.minimumCalls", "100", "100", "calls"));
        input.notAssessable.add(new NotAssessable(
                "PG-TAB-BLOAT",
                "the extension pgstattuple is not installed in database parcels",
                "CREATE EXTENSION pgstattuple; GRANT pg_stat_scan_tables TO nightjar;"));
        input.notAssessable.add(new NotAssessable("PG-REPL-LAG", "the server has no replicas", ""));
        input.outcomes.add(new Outcome(
                "NJ-11aa22bb",
                "Create an index on public.api_call (sender_id, created_at)",
                ANight.START.plus(Duration.ofDays(5)),
                new Estimate(1800, 2400, 3100),
                new Estimate(1500, 2050, 2500),
                "confirmed"));
        return input;
    }

    public AnInput on(Night other) {
        night = other;
        return this;
    }

    public AnInput in(ZoneId other) {
        zone = other;
        return this;
    }

    public AnInput with(Finding finding) {
        findings.add(finding);
        return this;
    }

    public AnInput with(RankedRecommendation recommendation) {
        recommendations.add(recommendation);
        return this;
    }

    public AnInput with(Slowdown slowdown) {
        slowdowns.add(slowdown);
        return this;
    }

    public AnInput with(Outlook outlook) {
        outlooks.add(outlook);
        return this;
    }

    public AnInput with(NotAssessable one) {
        notAssessable.add(one);
        return this;
    }

    /** A statement that became faster. */
    public AnInput withImprovement(Slowdown one) {
        improvements.add(one);
        return this;
    }

    public ReportInput build() {
        return new ReportInput(
                night,
                zone,
                findings,
                recommendations,
                slowdowns,
                improvements,
                outlooks,
                notAssessable,
                histories,
                thresholds,
                outcomes,
                ANight.END.plus(Duration.ofMinutes(95)),
                "0.1.0");
    }

    public Report assemble() {
        return new ReportAssembler().assemble(build());
    }

    public static Finding aFinding(String check, String object, Severity severity, String title, double share) {
        return new Finding(
                Finding.id(check, object),
                check,
                object,
                List.of(),
                severity,
                title,
                "It was seen on each of the last fourteen days.",
                List.of(
                        Evidence.figure("calls", 87_000, "per day", "14 days", "pg_stat_statements"),
                        Evidence.figure("mean time", 46.2, "ms", "14 days", "pg_stat_statements")),
                Double.isNaN(share) ? Impact.NONE : new Impact(share * 11_000, share),
                0.8,
                Optional.empty(),
                List.of());
    }

    public static RankedRecommendation aRecommendation(
            ActionType action,
            String object,
            String title,
            int priority,
            double seconds,
            String apply,
            String rollback) {
        return ranked(
                recommendation(
                        action,
                        object,
                        title,
                        List.of(),
                        "SHARE UPDATE EXCLUSIVE; reads and writes go on",
                        List.of(apply),
                        List.of(rollback)),
                priority,
                seconds);
    }

    static RankedRecommendation ranked(Recommendation recommendation, int priority, double seconds) {
        Severity band = priority >= 80
                ? Severity.CRITICAL
                : priority >= 50 ? Severity.HIGH : priority >= 20 ? Severity.MEDIUM : Severity.LOW;
        Estimate marginal = seconds == 0 ? Estimate.ZERO : new Estimate(seconds * 0.62, seconds, seconds * 1.3);
        return new RankedRecommendation(
                recommendation, priority, band, marginal.times(1.2), marginal, seconds / 110, List.of());
    }

    static Recommendation recommendation(
            ActionType action,
            String object,
            String title,
            List<String> findingIds,
            String lock,
            List<String> apply,
            List<String> rollback) {
        return new Recommendation(
                Recommendation.id(action, object),
                findingIds,
                action,
                object,
                title,
                "The filter on recipient_email keeps 9 of 17.2 million rows, and every call reads all of them.",
                List.of(),
                0,
                0.02,
                0.8,
                0.05,
                0.5,
                lock,
                action == ActionType.DROP_INDEX ? -340e6 : 420e6,
                action.compareTo(ActionType.SCHEMA_CHANGE) <= 0 || action == ActionType.INVESTIGATE
                        ? Recommendation.Language.SQL
                        : action == ActionType.REDIS_SETTING
                                ? Recommendation.Language.REDIS
                                : Recommendation.Language.TEXT,
                apply,
                rollback,
                Optional.empty(),
                "mean time per call of the statement over at least 3 days and 200 calls, against the same hours before",
                "PostgreSQL 18.6 shadow planner",
                Optional.empty());
    }

    private static FindingHistory history(String id, int nights, FindingHistory.Status status) {
        return new FindingHistory(
                id, id, Severity.HIGH, ANight.END.minus(Duration.ofDays(nights)), ANight.END, nights, status);
    }

    private void missingIndex() {
        Fingerprint tracking = ANight.fingerprint(ANight.TRACKING);
        String id = "PG-IDX-MISSING:public.parcel(recipient_email)";
        findings.add(new Finding(
                id,
                "PG-IDX-MISSING",
                "public.parcel",
                List.of(tracking),
                Severity.HIGH,
                "Tracking by e-mail reads the whole table public.parcel for 9 rows",
                "No index begins with recipient_email, so each of 87,000 calls a day scans 3.1 GB.",
                List.of(
                        Evidence.figure("share of database time", 47.1, "%", "1 day", "pg_stat_statements"),
                        Evidence.figure("calls", 87_312, "per day", "1 day", "pg_stat_statements"),
                        Evidence.figure("rows returned", 9, "rows/call", "14 days", "pg_stat_statements"),
                        Evidence.figure("rows removed by filter", 17_200_000, "rows/call", "14 days", "auto_explain"),
                        Evidence.figure("planned cost without", 412_009, "", "now", "shadow planner"),
                        Evidence.figure("planned cost with", 48.1, "", "now", "shadow planner"),
                        Evidence.text(
                                "Plan",
                                "Limit  (cost=412009.12..412009.14 rows=9 width=72)\n  ->  Sort  (cost=412009.12..412009.14"
                                        + " rows=9 width=72)\n        Sort Key: p.created_at DESC\n        ->  Hash Join "
                                        + " (cost=31.20..412008.98 rows=9 width=72)\n              Hash Cond: (p.sender_id ="
                                        + " s.id)\n              ->  Seq Scan on parcel p  (cost=0.00..411976.00 rows=9"
                                        + " width=60)\n                    Filter: (recipient_email = $1)\n                   "
                                        + " Rows Removed by Filter: 17199991",
                                "auto_explain")),
                new Impact(5180, 0.471),
                0.8,
                Optional.empty(),
                List.of()));
        Recommendation base = recommendation(
                ActionType.CREATE_INDEX,
                "public.parcel(recipient_email, created_at)",
                "Create an index on public.parcel (recipient_email, created_at)",
                List.of(id),
                "SHARE UPDATE EXCLUSIVE on public.parcel; reads and writes go on",
                List.of("CREATE INDEX CONCURRENTLY \"parcel_recipient_email_created_at_idx\" ON \"public\".\"parcel\""
                        + " (\"recipient_email\", \"created_at\")"),
                List.of("DROP INDEX CONCURRENTLY IF EXISTS \"public\".\"parcel_recipient_email_created_at_idx\""));
        recommendations.add(ranked(
                new Recommendation(
                        base.id(),
                        base.findingIds(),
                        base.action(),
                        base.object(),
                        base.title(),
                        base.rationale(),
                        List.of(new Recommendation.Saving(tracking, new Estimate(0.6, 0.87, 0.96), false)),
                        31,
                        base.harmProbability30d(),
                        base.confidence(),
                        base.risk(),
                        base.effortHours(),
                        base.lock(),
                        base.bytesNeeded(),
                        base.language(),
                        base.apply(),
                        base.rollback(),
                        Optional.of("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_index i JOIN pg_class c ON c.oid ="
                                + " i.indrelid WHERE c.oid = to_regclass('public.parcel') AND pg_get_indexdef(i.indexrelid)"
                                + " LIKE '%(recipient_email, created_at%')"),
                        base.verification(),
                        base.source(),
                        Optional.empty()),
                78,
                4310));
    }

    private void regression() {
        Instant onset = ANight.END.minus(Duration.ofHours(58));
        Fingerprint tariff = ANight.fingerprint(ANight.TARIFF);
        findings.add(new Finding(
                "PG-Q-REGRESSION:" + tariff,
                "PG-Q-REGRESSION",
                "tariff lookup",
                List.of(tariff),
                Severity.HIGH,
                "The tariff lookup takes 3.4 times as long since 18 November",
                "It began within an hour of the deploy marker 2026.47; blocks per call rose with it.",
                List.of(Evidence.figure("mean time before", 11.1, "ms", "12 days", "pg_stat_statements")),
                new Impact(1840, 0.167),
                0.9,
                Optional.of(onset),
                List.of()));
        List<Double> actual = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int hour = 0; hour < 336; hour++) {
            double level = 11 + 1.5 * Math.sin(hour / 24.0 * 2 * Math.PI);
            double noise = 1 + 0.07 * Math.sin(hour * 2.7) + 0.04 * Math.cos(hour * 0.9);
            boolean gap = hour >= 100 && hour < 105;
            actual.add(gap ? Double.NaN : (hour < 278 ? level : level * 3.4) * noise);
            expected.add(level);
            low.add(level * 0.8);
            high.add(level * 1.25);
        }
        slowdowns.add(new Slowdown(
                tariff,
                ANight.TARIFF,
                "mean_exec_time",
                onset,
                onset.minus(Duration.ofHours(2)),
                onset.plus(Duration.ofHours(3)),
                3.41,
                11.2,
                38.2,
                14.2,
                "shift",
                "plan or data changed: 9 times the blocks per call at the same number of rows",
                true,
                1840,
                Optional.of(new Trend(ANight.START, Duration.ofHours(1), "ms", actual, expected, low, high))));
        improvements.add(new Slowdown(
                tariff,
                ANight.TARIFF,
                "mean_exec_time",
                onset,
                onset,
                onset,
                0.2,
                512,
                102,
                9,
                "shift",
                "",
                true,
                -310,
                Optional.empty()));
        recommendations.add(ranked(
                recommendation(
                        ActionType.STATISTICS,
                        "public.tariff(zone)",
                        "Analyze public.tariff with a statistics target of 500 on zone",
                        List.of("PG-Q-REGRESSION:" + tariff),
                        "SHARE UPDATE EXCLUSIVE on public.tariff; reads and writes go on",
                        List.of(
                                "ALTER TABLE \"public\".\"tariff\" ALTER COLUMN \"zone\" SET STATISTICS 500",
                                "ANALYZE \"public\".\"tariff\""),
                        List.of("ALTER TABLE \"public\".\"tariff\" ALTER COLUMN \"zone\" SET STATISTICS -1")),
                56,
                1390));
    }

    private void nPlusOne() {
        findings.add(aFinding(
                "PG-Q-NPLUS1",
                "scan_event by parcel",
                Severity.MEDIUM,
                "The parcels of a route are read one by one, 61 times per transaction",
                0.094));
        recommendations.add(ranked(
                recommendation(
                        ActionType.APPLICATION_CHANGE,
                        "scan_event by parcel",
                        "Read the scan events of a route in one statement",
                        List.of("PG-Q-NPLUS1:scan_event by parcel"),
                        "",
                        List.of("Replace the loop by: SELECT … FROM scan_event WHERE parcel_id = ANY ($1)"),
                        List.of("Deploy the former release.")),
                31,
                770));
    }

    private void spills() {
        findings.add(aFinding(
                "PG-Q-TEMP",
                ANight.fingerprint(ANight.INVOICE).toString(),
                Severity.MEDIUM,
                "The monthly invoice statement writes 73 MB of temporary files per call",
                0.07));
        recommendations.add(ranked(
                recommendation(
                        ActionType.RELOAD_SETTING,
                        "role billing work_mem",
                        "Give the role billing a work_mem of 96 MB",
                        List.of("PG-Q-TEMP:" + ANight.fingerprint(ANight.INVOICE)),
                        "",
                        List.of("ALTER ROLE \"billing\" SET work_mem = '96MB'"),
                        List.of("ALTER ROLE \"billing\" RESET work_mem")),
                24,
                310));
    }

    private void indexesToDrop() {
        for (String name : Arrays.asList("parcel_status_old_idx", "invoice_sender_dup_idx")) {
            findings.add(aFinding(
                    name.endsWith("dup_idx") ? "PG-IDX-DUP" : "PG-IDX-UNUSED",
                    "public." + name,
                    Severity.LOW,
                    name.endsWith("dup_idx")
                            ? "The index public." + name + " duplicates invoice_sender_id_idx"
                            : "The index public." + name + " was not scanned in 14 days",
                    Double.NaN));
            recommendations.add(ranked(
                    recommendation(
                            ActionType.DROP_INDEX,
                            "public." + name,
                            "Drop the index public." + name,
                            List.of((name.endsWith("dup_idx") ? "PG-IDX-DUP" : "PG-IDX-UNUSED") + ":public." + name),
                            "waits for older transactions; reads and writes go on",
                            List.of("DROP INDEX CONCURRENTLY \"public\".\"" + name + "\""),
                            List.of("CREATE INDEX CONCURRENTLY \"" + name
                                    + "\" ON \"public\".\"parcel\" (\"status\")")),
                    9,
                    0));
        }
    }

    private void pool() {
        findings.add(aFinding(
                "PG-CONN-POOL",
                "checkout",
                Severity.HIGH,
                "Threads wait for the pool checkout in 28 % of samples",
                Double.NaN));
        Recommendation base = recommendation(
                ActionType.POOL_SIZE,
                "pool checkout",
                "Raise the pool checkout from 8 to 12 connections",
                List.of("PG-CONN-POOL:checkout"),
                "",
                List.of("maximumPoolSize=12"),
                List.of("maximumPoolSize=8"));
        recommendations.add(ranked(withHarm(base, 0.62), 84, 0));
    }

    private static Recommendation withHarm(Recommendation base, double harm) {
        return new Recommendation(
                base.id(),
                base.findingIds(),
                base.action(),
                base.object(),
                base.title(),
                "At the peak all 8 connections are checked out and up to 3 threads wait; the model reaches its plateau at 12.",
                base.savings(),
                0,
                harm,
                0.6,
                0.1,
                0.5,
                base.lock(),
                Double.NaN,
                base.language(),
                base.apply(),
                base.rollback(),
                base.precheck(),
                base.verification(),
                "queueing model of the pool's samples",
                base.alternatives());
    }

    private void redis() {
        findings.add(aFinding(
                "RED-EVICT",
                "redis",
                Severity.MEDIUM,
                "Redis evicts 41,000 keys a day because maxmemory is reached",
                Double.NaN));
        findings.add(aFinding(
                "RED-CMD-KEYS", "KEYS", Severity.MEDIUM, "KEYS blocks Redis for 160 ms, 144 times a day", Double.NaN));
        recommendations.add(ranked(
                recommendation(
                        ActionType.REDIS_SETTING,
                        "maxmemory",
                        "Raise maxmemory from 256 MB to 384 MB",
                        List.of("RED-EVICT:redis"),
                        "",
                        List.of("CONFIG SET maxmemory 402653184"),
                        List.of("CONFIG SET maxmemory 268435456")),
                21,
                0));
    }

    private void settings() {
        findings.add(aFinding(
                "PG-OBS-TIMING",
                "track_io_timing",
                Severity.INFO,
                "track_io_timing is off, so IO time is not known",
                Double.NaN));
        recommendations.add(ranked(
                recommendation(
                        ActionType.RELOAD_SETTING,
                        "track_io_timing",
                        "Turn track_io_timing on",
                        List.of("PG-OBS-TIMING:track_io_timing"),
                        "",
                        List.of("ALTER SYSTEM SET track_io_timing = on", "SELECT pg_reload_conf()"),
                        List.of("ALTER SYSTEM RESET track_io_timing", "SELECT pg_reload_conf()")),
                6,
                0));
        recommendations.sort((a, b) -> b.priority() - a.priority());
    }
}
