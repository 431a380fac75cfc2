package dev.nightjar.config;

import dev.nightjar.config.Delivery.Mail;
import dev.nightjar.config.YamlNode.Mapping;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.Password;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.RedisTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns one YAML document into a {@link Job}. */
final class JobReader {
    static final Nightly NIGHTLY =
            new Nightly(Optional.empty(), Span.parse("P1D"), LocalTime.MIDNIGHT, Span.parse("P7D"));
    static final Delivery DELIVERY = new Delivery(Path.of("reports"), Optional.empty());
    static final Job.Keep KEEP = new Job.Keep(Duration.ofDays(90), Duration.ofDays(400));
    private static final String SPAN_FORM = "a span such as P7D or PT6H (ISO 8601)";

    private final Credentials credentials;
    private final Targets targets;

    JobReader(Map<String, String> environment) {
        this.credentials = new Credentials(environment);
        this.targets = new Targets(environment);
    }

    Job read(String file, Mapping document) {
        Section job = Section.of(
                file,
                document,
                "target",
                "onDemand",
                "zone",
                "vcpus",
                "collect",
                "nightly",
                "postgres",
                "redis",
                "logs",
                "pools",
                "timeMap",
                "thresholds",
                "delivery",
                "keep");
        String target = job.text("target", "shop");
        if (!target.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw job.error(
                    "target", "'target' names folders and jobs; use up to 63 letters, digits, dots, hyphens and _");
        }
        // Told apart before placeholders are filled in, see JobFiles; here only its form is checked.
        job.flag("onDemand", false);
        double vcpus = job.number("vcpus", Double.NaN);
        if (vcpus <= 0) {
            throw job.error("vcpus", "'vcpus' must be above 0");
        }
        Optional<PostgresTarget> postgres =
                job.section("postgres", POSTGRES_KEYS).map(section -> targets.postgres(target, section));
        Optional<RedisTarget> redis = job.section("redis", REDIS_KEYS).map(section -> targets.redis(target, section));
        if (postgres.isEmpty() && redis.isEmpty()) {
            throw job.error("target", "there is nothing to read; add a 'postgres' or a 'redis' section");
        }
        return new Job(
                target,
                job.parsed(
                        "zone",
                        "a time zone such as Europe/Berlin or UTC",
                        (ZoneId) java.time.ZoneOffset.UTC,
                        ZoneId::of),
                vcpus,
                job.section("collect", "schedule").flatMap(JobReader::schedule),
                nightly(job),
                postgres,
                redis,
                logs(job),
                job.section("pools", "files").map(pools -> pools.texts("files")).orElse(List.of()),
                timeMap(job),
                thresholds(job),
                delivery(job),
                keep(job));
    }

    private static final String[] POSTGRES_KEYS = {
        "url",
        "user",
        "passwordEnv",
        "passwordFile",
        "databases",
        "tls",
        "rootCert",
        "clientCert",
        "clientKey",
        "connectTimeout",
        "statementTimeout",
        "lockTimeout",
        "diskSize"
    };

    private static final String[] REDIS_KEYS = {
        "url",
        "user",
        "passwordEnv",
        "passwordFile",
        "tls",
        "rootCert",
        "clientCert",
        "clientKey",
        "connectTimeout",
        "readTimeout"
    };

    private static Optional<String> schedule(Section section) {
        return section.parsed("schedule", "a Quartz cron expression of six fields such as \"0 30 5 * * ?\"", text -> {
            int fields = text.strip().split("\\s+").length;
            if (fields < 6 || fields > 7) {
                throw new IllegalArgumentException("fields");
            }
            return text.strip();
        });
    }

    private static Nightly nightly(Section job) {
        return job.section("nightly", "schedule", "window", "endsAt", "lookback")
                .map(section -> new Nightly(
                        schedule(section),
                        section.parsed("window", SPAN_FORM, NIGHTLY.window(), Span::parse),
                        section.parsed("endsAt", "a time of day such as \"00:00\"", NIGHTLY.endsAt(), LocalTime::parse),
                        section.parsed("lookback", SPAN_FORM, NIGHTLY.lookback(), Span::parse)))
                .orElse(NIGHTLY);
    }

    private static Optional<LogFiles> logs(Section job) {
        return job.section("logs", "files", "overSql", "prefix", "keepLiterals").map(section -> {
            LogFiles logs = new LogFiles(
                    section.texts("files"),
                    section.flag("overSql", false),
                    section.optionalText("prefix"),
                    section.flag("keepLiterals", false));
            if (logs.files().isEmpty() && !logs.overSql()) {
                throw job.error("logs", "'logs' reads nothing; give files or overSql: true, or remove the section");
            }
            return logs;
        });
    }

    private static TimeMap timeMap(Section job) {
        return job.section("timeMap", "serverOrigin", "mappedOrigin", "factor")
                .map(section -> {
                    String form = "a moment such as 2026-03-02T00:00:00Z";
                    String example = "2026-03-02T00:00:00Z";
                    section.text("serverOrigin", example);
                    section.text("mappedOrigin", example);
                    double factor = section.number("factor", 1);
                    if (!(factor > 0) || Double.isInfinite(factor)) {
                        throw section.error("factor", "'timeMap.factor' must be above 0");
                    }
                    return new TimeMap(
                            section.parsed("serverOrigin", form, Instant::parse).orElseThrow(),
                            section.parsed("mappedOrigin", form, Instant::parse).orElseThrow(),
                            factor);
                })
                .orElse(TimeMap.IDENTITY);
    }

    private static Map<String, Map<String, Double>> thresholds(Section job) {
        Map<String, Map<String, Double>> thresholds = new TreeMap<>();
        job.sections("thresholds").forEach((group, section) -> thresholds.put(group, section.numbers()));
        return thresholds;
    }

    private Delivery delivery(Section job) {
        return job.section("delivery", "directory", "mail")
                .map(section -> new Delivery(
                        section.parsed("directory", "a path", DELIVERY.directory(), Path::of), mail(section)))
                .orElse(DELIVERY);
    }

    private Optional<Mail> mail(Section delivery) {
        return delivery.section(
                        "mail",
                        "smtp",
                        "startTls",
                        "user",
                        "passwordEnv",
                        "passwordFile",
                        "from",
                        "to",
                        "attachLimitMb",
                        "onlyOnChange")
                .map(section -> {
                    section.text("smtp", "smtp://mail.example.org:587");
                    Address address = section.parsed("smtp", "an address such as smtp://mail.example.org:587", url -> {
                                Address parsed = Address.parse(url);
                                if (!List.of("smtp", "smtps").contains(parsed.scheme())) {
                                    throw new IllegalArgumentException("scheme");
                                }
                                parsed.port(0);
                                return parsed;
                            })
                            .orElseThrow();
                    if (address.password().isPresent()) {
                        throw section.error(
                                "smtp", "passwords do not belong into an address; use passwordEnv or passwordFile");
                    }
                    List<String> to = section.texts("to");
                    if (to.isEmpty()) {
                        throw section.error("to", "'delivery.mail.to' is missing; add it, e.g. to: [dba@example.org]");
                    }
                    boolean tls = address.scheme().equals("smtps");
                    boolean secret = tls || section.flag("startTls", false);
                    if (section.optionalText("user").isPresent() && !secret && !isLoopback(address.host())) {
                        throw section.error(
                                "user", "the password would be sent in clear; use smtps:// or startTls: true");
                    }
                    return new Mail(
                            address.host(),
                            address.port(tls ? 465 : 25),
                            tls,
                            section.flag("startTls", false),
                            section.optionalText("user").orElse(""),
                            credentials.password(section).orElse(Password.NONE),
                            section.text("from", "nightjar@example.org"),
                            to,
                            section.number("attachLimitMb", 10),
                            section.flag("onlyOnChange", false));
                });
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]") || host.equals("::1");
    }

    private static Job.Keep keep(Section job) {
        return job.section("keep", "samples", "reports")
                .map(section -> new Job.Keep(
                        section.parsed("samples", "days such as P90D", KEEP.samples(), Duration::parse),
                        section.parsed("reports", "days such as P400D", KEEP.reports(), Duration::parse)))
                .orElse(KEEP);
    }
}
