package dev.nightjar.report;

import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.IndexMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.LogSummary;
import dev.nightjar.model.Measures;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.Setting;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Fourteen days of a parcel service, hour by hour; each part can be left out or made worse. */
public final class ANight {
    public static final Instant END = Instant.parse("2026-11-21T00:00:00Z");
    public static final Instant START = END.minus(Duration.ofDays(14));
    private static final int HOURS = 14 * 24;

    private String target = "parcels-prod";
    private double vcpus = 4;
    private boolean withServer = true;
    private boolean withLog = true;
    private boolean withRedis = true;
    private boolean withSessions = true;
    private boolean withStatements = true;
    private TimeMap timeMap = TimeMap.IDENTITY;
    private final List<PoolSamples> pools = new ArrayList<>();
    private final List<MissingInput> missing = new ArrayList<>();
    private final List<SubjectHistory> more = new ArrayList<>();

    public static ANight aNight() {
        return new ANight().withPool("checkout", 8);
    }

    /** Nothing could be read. */
    public static ANight anEmptyNight() {
        ANight night = new ANight();
        night.withServer = false;
        night.withLog = false;
        night.withRedis = false;
        night.withSessions = false;
        night.withStatements = false;
        night.vcpus = Double.NaN;
        return night;
    }

    public ANight named(String name) {
        target = name;
        return this;
    }

    public ANight withoutSessions() {
        withSessions = false;
        return this;
    }

    public ANight withVcpus(double number) {
        vcpus = number;
        return this;
    }

    public ANight withTimeMap(TimeMap map) {
        timeMap = map;
        return this;
    }

    public ANight missing(String source, String reason, String remedy) {
        missing.add(new MissingInput(source, reason, remedy));
        return this;
    }

    public ANight withStatement(String text, double callsPerHour, double millis) {
        more.add(statement(text, "parcels", "app", callsPerHour, hour -> millis));
        return this;
    }

    public ANight withPool(String name, int size) {
        List<PoolSamples.Point> points = new ArrayList<>();
        double acquired = 0;
        double wait = 0;
        for (int i = 0; i < 24 * 60; i++) {
            double load = 1.8 * size * rhythm(i / 60);
            double active = Math.min(size, load);
            double pending = Math.max(0, Math.rint((load - size) * 1.5));
            acquired += 40 * load;
            wait += pending * 60;
            points.add(new PoolSamples.Point(
                    END.minus(Duration.ofDays(1)).getEpochSecond() + i * 60.0,
                    Math.rint(active),
                    size - Math.rint(active),
                    pending,
                    acquired,
                    wait * 1000 / 60,
                    acquired * 21,
                    0));
        }
        pools.add(new PoolSamples(name, size, points));
        return this;
    }

    public Night build() {
        List<SubjectHistory> histories = new ArrayList<>();
        if (withStatements) {
            histories.addAll(statements());
            histories.add(instance());
            histories.add(database());
            histories.addAll(tables());
        }
        histories.addAll(more);
        if (withSessions) {
            histories.addAll(sessions());
        }
        if (withRedis) {
            histories.addAll(redisHistories());
        }
        return new Night(
                target,
                new Window(END.minus(Duration.ofDays(1)), END),
                new Window(START, END),
                timeMap,
                vcpus,
                Double.NaN,
                withStatements ? 0.986 : 0,
                withServer ? Optional.of(server()) : Optional.empty(),
                Optional.empty(),
                withRedis ? Optional.of(redis()) : Optional.empty(),
                withLog ? Optional.of(log()) : Optional.empty(),
                pools,
                histories,
                missing);
    }

    /** Between 0.35 at night and 1 in the afternoon, less on weekends. */
    private static double rhythm(int hour) {
        double day = 0.35 + 0.65 * Math.pow(Math.sin(Math.PI * ((hour + 24 - 4) % 24) / 24.0), 2);
        int weekday = hour / 24 % 7;
        return weekday == 0 || weekday == 1 ? day * 0.7 : day;
    }

    static final String TRACKING =
            "SELECT p.id, p.tracking_code, p.weight_grams, p.status, s.name FROM parcel p JOIN sender s ON s.id ="
                    + " p.sender_id WHERE p.recipient_email = $1 ORDER BY p.created_at DESC LIMIT $2";
    static final String SCANS = "SELECT * FROM scan_event WHERE parcel_id = $1 ORDER BY scanned_at";
    static final String TARIFF =
            "SELECT t.price_cents FROM tariff t WHERE t.zone = $1 AND $2 BETWEEN t.min_weight AND t.max_weight AND"
                    + " t.valid_from <= $3";
    static final String INVOICE =
            "SELECT i.sender_id, date_trunc($1, i.issued_at) AS month, sum(i.amount_cents) FROM invoice i GROUP BY 1, 2"
                    + " ORDER BY 3 DESC";
    static final String DRIVER = "UPDATE driver SET last_seen = now(), position = $1 WHERE id = $2";

    private static List<SubjectHistory> statements() {
        return List.of(
                statement(TRACKING, "parcels", "app", 5200, hour -> 46),
                statement(SCANS, "parcels", "app", 61_000, hour -> 1.7),
                statement(TARIFF, "parcels", "app", 4100, hour -> hour < HOURS - 58 ? 11 : 38),
                statement(INVOICE, "parcels", "billing", 14, hour -> 5300 + hour),
                statement(DRIVER, "parcels", "app", 22_000, hour -> 0.9),
                statement("SELECT d.* FROM depot d WHERE d.id = $1", "parcels", "app", 90_000, hour -> 0.08),
                statement(
                        "INSERT INTO api_call (sender_id, path, status, took_ms) VALUES ($1, $2, $3, $4)",
                        "parcels",
                        "app",
                        30_000,
                        hour -> 0.35),
                statement("SELECT count(*) FROM parcel WHERE status = $1", "parcels", "dashboard", 60, hour -> 610),
                statement("DELETE FROM session WHERE expires_at < now()", "portal", "portal", 60, hour -> 95),
                statement(
                        "SELECT u.* FROM portal_user u WHERE lower(u.email) = lower($1)",
                        "portal",
                        "portal",
                        900,
                        hour -> 7.5),
                statement(
                        "SELECT r.id FROM route r WHERE r.depot_id = $1 AND r.day = $2 FOR UPDATE",
                        "parcels",
                        "app",
                        800,
                        hour -> 14),
                statement("COMMIT", "parcels", "app", 40_000, hour -> 0.02),
                statement("SELECT $1", "portal", "portal", 10_000, hour -> 0.01));
    }

    static Fingerprint fingerprint(String text) {
        return new Fingerprint(text.hashCode() * 0x9E3779B97F4A7C15L);
    }

    private static SubjectHistory statement(
            String text, String database, String role, double callsPerHour, IntToDoubleFunction millis) {
        Subject subject = Subject.of(
                SubjectKind.STATEMENT,
                database + "/" + role + "/" + fingerprint(text) + "/true",
                Map.of(
                        Subject.TEXT,
                        text,
                        Subject.FINGERPRINT,
                        fingerprint(text).toString(),
                        Subject.DATABASE,
                        database,
                        Subject.ROLE,
                        role));
        return history(subject, hour -> {
            double calls = Math.rint(callsPerHour * rhythm(hour));
            return Measures.unknown(SubjectKind.STATEMENT)
                    .with(StatementMetric.CALLS, calls)
                    .with(
                            StatementMetric.EXEC_MS,
                            calls * millis.applyAsDouble(hour) * (1 + 0.06 * Math.sin(hour * 1.7)))
                    .with(StatementMetric.PLAN_MS, 0)
                    .with(StatementMetric.ROWS, calls * 3)
                    .with(StatementMetric.SHARED_READ, calls * 0.2)
                    .with(StatementMetric.TEMP_WRITTEN, text.equals(INVOICE) ? calls * 9000 : 0)
                    .with(StatementMetric.MAX_MS, millis.applyAsDouble(hour) * 9);
        });
    }

    private static SubjectHistory history(Subject subject, IntFunction<Measures> hourly) {
        List<Sample> samples = new ArrayList<>();
        Measures night = Measures.unknown(subject.kind());
        Measures all = Measures.unknown(subject.kind());
        boolean first = true;
        boolean firstOfNight = true;
        for (int hour = 0; hour < HOURS; hour++) {
            if (hour >= 100 && hour < 105) {
                continue;
            }
            Instant from = START.plus(Duration.ofHours(hour));
            Measures measures = hourly.apply(hour);
            samples.add(new Sample(subject, new Window(from, from.plus(Duration.ofHours(1))), measures, false));
            all = first ? measures : all.plus(measures);
            first = false;
            if (hour >= HOURS - 24) {
                night = firstOfNight ? measures : night.plus(measures);
                firstOfNight = false;
            }
        }
        return new SubjectHistory(subject, samples, night, all);
    }

    private static SubjectHistory instance() {
        return history(
                Subject.of(SubjectKind.INSTANCE, "postgres"),
                hour -> Measures.unknown(SubjectKind.INSTANCE)
                        .with(InstanceMetric.SNAPSHOTS, 12)
                        .with(InstanceMetric.CHECKPOINTS_REQUESTED, 1)
                        .with(InstanceMetric.STATEMENTS_EVICTED, 0));
    }

    private static SubjectHistory database() {
        return history(
                Subject.of(SubjectKind.DATABASE, "parcels"),
                hour -> Measures.unknown(SubjectKind.DATABASE).with(DatabaseMetric.COMMITS, 9000 * rhythm(hour)));
    }

    private static List<SubjectHistory> sessions() {
        return List.of(
                session("app", "checkout-service", "", "", 7.5),
                session("app", "checkout-service", "IO", "DataFileRead", 5.1),
                session("app", "checkout-service", "LWLock", "BufferMapping", 0.6),
                session("billing", "month-end", "IO", "BufFileWrite", 1.9),
                session("app", "dispatch", "Lock", "tuple", 2.2),
                session("dashboard", "", "Client", "ClientWrite", 0.9));
    }

    private static SubjectHistory session(String role, String application, String type, String event, double mean) {
        Subject subject = Subject.of(
                SubjectKind.SESSIONS,
                String.join("/", "parcels", role, application, "active", type, event),
                Map.of(
                        Subject.DATABASE, "parcels",
                        Subject.ROLE, role,
                        Subject.APPLICATION, application,
                        Subject.STATE, "active",
                        Subject.WAIT_TYPE, type,
                        Subject.WAIT_EVENT, event));
        return history(
                subject,
                hour -> Measures.unknown(SubjectKind.SESSIONS)
                        .with(
                                SessionsMetric.COUNT,
                                Math.max(0, mean * rhythm(hour) * (1 + 0.3 * Math.sin(hour * 2.3)))));
    }

    private static List<SubjectHistory> tables() {
        List<SubjectHistory> all = new ArrayList<>();
        String[] names = {"scan_event", "parcel", "api_call", "invoice", "route", "sender", "driver"};
        double[] sizes = {9.4e9, 3.1e9, 2.2e9, 640e6, 120e6, 45e6, 3e6};
        for (int i = 0; i < names.length; i++) {
            double size = sizes[i];
            double scans = names[i].equals("parcel") ? 900 : 1;
            all.add(history(
                    Subject.of(SubjectKind.TABLE, "parcels/public." + names[i]),
                    hour -> Measures.unknown(SubjectKind.TABLE)
                            .with(TableMetric.TOTAL_BYTES, size)
                            .with(TableMetric.LIVE_ROWS, size / 180)
                            .with(TableMetric.DEAD_ROWS, size / 4000)
                            .with(TableMetric.SEQ_SCANS, scans)
                            .with(TableMetric.SEQ_ROWS, scans * size / 180)
                            .with(TableMetric.INDEX_SCANS, 20_000)
                            .with(TableMetric.INSERTED, 1200)
                            .with(TableMetric.UPDATED, 300)
                            .with(TableMetric.DELETED, 10)));
            all.add(history(
                    Subject.of(SubjectKind.INDEX, "parcels/public." + names[i] + "_pkey"),
                    hour -> Measures.unknown(SubjectKind.INDEX)
                            .with(IndexMetric.SCANS, size > 1e9 ? 400 : 0)
                            .with(IndexMetric.SIZE_BYTES, size / 9)));
        }
        return all;
    }

    private static ServerFacts server() {
        return new ServerFacts(
                180006,
                "18.6",
                "7400000000000000001",
                false,
                START.minus(Duration.ofDays(40)),
                List.of(
                        new Setting("shared_buffers", "16384", "8kB", "configuration file", "16384", false),
                        new Setting("work_mem", "4096", "kB", "default", "4096", false),
                        new Setting("max_connections", "200", "", "configuration file", "100", false),
                        new Setting("random_page_cost", "4", "", "default", "4", false),
                        new Setting("max_wal_size", "1024", "MB", "configuration file", "1024", false),
                        new Setting("track_io_timing", "off", "", "default", "off", false),
                        new Setting(
                                "shared_preload_libraries",
                                "pg_stat_statements, auto_explain",
                                "",
                                "configuration file",
                                "",
                                true)));
    }

    private static RedisFacts redis() {
        TreeMap<String, String> info = new TreeMap<>(Map.of("role", "master", "maxmemory_policy", "allkeys-lru"));
        List<RedisFacts.KeySample> keys = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            keys.add(new RedisFacts.KeySample("parcel:*", "hash", i % 3 == 0 ? 3600_000 : -1, 420 + i % 90));
        }
        for (int i = 0; i < 80; i++) {
            keys.add(new RedisFacts.KeySample("session:*", "string", 1800_000, 2100));
        }
        return new RedisFacts(
                "6.2.11",
                info,
                new TreeMap<>(),
                List.of(
                        new RedisFacts.SlowCommand(2, END.minusSeconds(4000), 182_000, "KEYS parcel:*", "app"),
                        new RedisFacts.SlowCommand(1, END.minusSeconds(9000), 91_000, "HGETALL", "app")),
                keys);
    }

    private static List<SubjectHistory> redisHistories() {
        return List.of(
                history(
                        Subject.of(SubjectKind.REDIS, "redis"),
                        hour -> Measures.unknown(SubjectKind.REDIS)
                                .with(RedisMetric.USED_MEMORY, Math.min(256e6, 90e6 + hour * 1.1e6))
                                .with(RedisMetric.MAX_MEMORY, 256e6)
                                .with(RedisMetric.FRAGMENTATION_RATIO, 1.12)
                                .with(RedisMetric.COMMANDS, 800_000 * rhythm(hour))
                                .with(RedisMetric.KEYSPACE_HITS, 500_000 * rhythm(hour) * (hour < 200 ? 0.97 : 0.81))
                                .with(RedisMetric.KEYSPACE_MISSES, 500_000 * rhythm(hour) * (hour < 200 ? 0.03 : 0.19))
                                .with(RedisMetric.EVICTED_KEYS, hour < 152 ? 0 : 3000 * rhythm(hour))
                                .with(RedisMetric.EXPIRED_KEYS, 900 * rhythm(hour))
                                .with(RedisMetric.REJECTED_CONNECTIONS, 0)
                                .with(RedisMetric.CONNECTED_CLIENTS, 64)
                                .with(RedisMetric.KEYS, 480_000)
                                .with(RedisMetric.KEYS_WITH_TTL, 190_000)),
                command("get", 400_000, 2.1),
                command("hgetall", 90_000, 14),
                command("keys", 6, 160_000),
                command("set", 120_000, 3));
    }

    private static SubjectHistory command(String name, double perHour, double micros) {
        return history(
                Subject.of(SubjectKind.REDIS_COMMAND, name),
                hour -> Measures.unknown(SubjectKind.REDIS_COMMAND)
                        .with(RedisCommandMetric.CALLS, Math.rint(perHour * rhythm(hour)))
                        .with(RedisCommandMetric.USEC, perHour * rhythm(hour) * micros)
                        .with(RedisCommandMetric.FAILED, 0));
    }

    private static LogSummary log() {
        return new LogSummary(
                START,
                END,
                412_000,
                390_000,
                8.1e8,
                212,
                3,
                2,
                181,
                640,
                47_000_000_000L,
                336,
                4,
                0,
                new TreeMap<>(Map.of("40P01", 2L, "23505", 190L, "57014", 4L)),
                List.of(new LogSummary.LoggedStatement(
                        fingerprint(TRACKING),
                        TRACKING,
                        "parcels",
                        "app",
                        "checkout-service",
                        120_000,
                        5.6e6,
                        118,
                        940)),
                List.of(new LogSummary.Deadlock(
                        END.minusSeconds(30_000),
                        "parcels",
                        List.of(
                                "UPDATE parcel SET status = $1 WHERE id = $2",
                                "UPDATE route SET load = load + $1 WHERE id = $2"),
                        "UPDATE parcel SET status = $1 WHERE id = $2")),
                List.of(new LogSummary.LockWait(
                        fingerprint(DRIVER), DRIVER, "", "ShareLock on transaction", 181, 402_000, END)),
                List.of(new LogSummary.TempFiles(fingerprint(INVOICE), INVOICE, 640, 47_000_000_000L, 96_000_000)),
                List.of(new LogSummary.NPlusOne(
                        fingerprint(SCANS), SCANS, "SELECT id FROM parcel WHERE route_id = $1", 14_000, 61, 1.4e6)),
                List.of(),
                new LogSummary.Habits(
                        310_000,
                        60_000,
                        List.of(new LogSummary.NPlusOne(
                                fingerprint(TRACKING), TRACKING, "SELECT id FROM route WHERE day = $1", 40, 25, 9e3)),
                        List.of(new LogSummary.NPlusOne(
                                fingerprint(INVOICE), "INSERT INTO scan (parcel_id) VALUES ($1)", "", 900, 80, 3e4)),
                        List.of(new LogSummary.Chatter("parcels", "app", "importer", 14, 84_000, 9_000, 420))),
                List.of(new LogSummary.Autovacuum(
                        "parcels.public.scan",
                        "vacuum",
                        12,
                        840,
                        95,
                        2_400_000,
                        180_000,
                        1_100_000,
                        410_000,
                        2_900_000_000L)),
                List.of(
                        "some messages are not in English and cannot be read beyond their SQLSTATE; set lc_messages = 'C'"),
                List.of());
    }
}
