package dev.nightjar.source.metrics;

import dev.nightjar.source.metrics.PoolCapture.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a capture of pool samples: JSON lines, one object per sample, with PgBouncer's SHOW STATS and SHOW POOLS or the
 * text that HikariCP exposes to Prometheus, the sessions of pg_stat_activity by state and wait, and the processor time of
 * the database. {@code meta.json} beside the file tells the number of cores.
 */
public final class PoolCaptureFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double NANOS = 1e9;

    private PoolCaptureFile() {}

    /**
     * Reads the file.
     *
     * @throws MetricFileException when it is not such a capture
     */
    public static PoolCapture read(Path file) {
        List<Sample> samples = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (!line.isBlank()) {
                    samples.add(sample(line, file, number));
                }
            }
        } catch (IOException e) {
            throw new MetricFileException(file + " cannot be read: " + e.getMessage() + "; check path and rights", e);
        }
        return new PoolCapture(file.getFileName().toString(), vcpus(file), samples);
    }

    private static Sample sample(String line, Path file, int number) {
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject() || !node.hasNonNull("t")) {
                throw new MetricFileException(file + ", line " + number
                        + " is no pool sample; give JSON lines with \"t\" and the pool's figures");
            }
            Map<String, Double> hikari = hikari(node);
            return hikari.isEmpty() ? pgBouncer(node) : hikari(node, hikari);
        } catch (JacksonException e) {
            throw new MetricFileException(
                    file + ", line " + number + " is not JSON: " + e.getOriginalMessage() + "; give JSON lines", e);
        }
    }

    private static Sample pgBouncer(JsonNode node) {
        JsonNode stats = node.path("pgbouncer_stats");
        JsonNode pool = node.path("pgbouncer_pool");
        double wait = number(stats, "total_wait_time") / 1000;
        double transactions = number(stats, "total_xact_time") / 1000;
        return new Sample(
                number(node, "t"),
                number(node, "pool_size"),
                number(pool, "sv_active"),
                number(pool, "cl_waiting"),
                number(stats, "total_xact_count"),
                wait,
                // 1.18 counts the wait as part of the transaction; a saturated pool shows it (own measurement).
                transactions >= wait ? transactions - wait : transactions,
                Double.NaN,
                number(node.path("os"), "db_cpu_ns") / NANOS,
                sessions(node, "Lock"),
                sessions(node, "CPU"));
    }

    private static Sample hikari(JsonNode node, Map<String, Double> metrics) {
        double size = number(node, "pool_size");
        return new Sample(
                number(node, "t"),
                Double.isNaN(size) ? metrics.getOrDefault("hikaricp_connections_max", Double.NaN) : size,
                metrics.getOrDefault("hikaricp_connections_active", Double.NaN),
                metrics.getOrDefault("hikaricp_connections_pending", Double.NaN),
                metrics.getOrDefault("hikaricp_connections_usage_seconds_count", Double.NaN),
                metrics.getOrDefault("hikaricp_connections_acquire_seconds_sum", Double.NaN) * 1000,
                // Holds are recorded in whole milliseconds, rounded down: half of one is missing on average.
                metrics.getOrDefault("hikaricp_connections_usage_seconds_sum", Double.NaN) * 1000
                        + 0.5 * metrics.getOrDefault("hikaricp_connections_usage_seconds_count", Double.NaN),
                metrics.getOrDefault("hikaricp_connections_timeout_total", Double.NaN),
                number(node.path("os"), "db_cpu_ns") / NANOS,
                sessions(node, "Lock"),
                sessions(node, "CPU"));
    }

    /** The figures of HikariCP in any text of the sample, summed over its series. */
    private static Map<String, Double> hikari(JsonNode node) {
        Map<String, Double> metrics = new HashMap<>();
        for (JsonNode value : node) {
            if (value.isString() && value.stringValue().contains("hikaricp_connections")) {
                value.stringValue().lines().forEach(line -> metric(line, metrics));
            }
        }
        return metrics;
    }

    private static void metric(String line, Map<String, Double> metrics) {
        int value = line.lastIndexOf(' ');
        if (!line.startsWith("hikaricp_") || value < 0) {
            return;
        }
        int labels = line.indexOf('{');
        String name = line.substring(0, labels < 0 ? value : labels).strip();
        try {
            metrics.merge(name, Double.parseDouble(line.substring(value + 1)), Double::sum);
        } catch (NumberFormatException e) {
            metrics.put(name, Double.NaN);
        }
    }

    /** Active sessions with this kind of wait; CPU means none. NaN where sessions were not sampled. */
    private static double sessions(JsonNode node, String waitType) {
        JsonNode activity = node.path("activity");
        if (!activity.isArray()) {
            return Double.NaN;
        }
        double count = 0;
        for (JsonNode session : activity) {
            String type = session.path("wait_event_type").asString("CPU");
            boolean computing = type.isEmpty() || type.equals("CPU") || type.equals("null");
            if (session.path("state").asString("").equals("active")
                    && (waitType.equals("CPU") ? computing : type.equals(waitType))) {
                count += number(session, "n");
            }
        }
        return count;
    }

    private static double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    private static double vcpus(Path file) {
        Path meta = file.resolveSibling("meta.json");
        if (!Files.isRegularFile(meta)) {
            return Double.NaN;
        }
        try {
            return number(JSON.readTree(Files.readString(meta)), "vcpus");
        } catch (IOException | JacksonException e) {
            return Double.NaN;
        }
    }
}
