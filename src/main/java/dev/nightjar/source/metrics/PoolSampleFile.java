package dev.nightjar.source.metrics;

import dev.nightjar.model.Measures;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Observation;
import dev.nightjar.model.PoolMetric;
import dev.nightjar.model.PoolSamples;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads samples of connection pools that an application wrote, one JSON object per line: {@code {"at": ISO 8601, "pool",
 * "size", "active", "idle", "pending", "acquired", "acquireMs", "usageMs", "timeouts"}}, the last four cumulative. A
 * figure that is absent is unknown; a line that is no sample is counted and named.
 */
public final class PoolSampleFile {
    private static final String SOURCE = "pool samples";
    private static final int TAIL_BYTES = 64 << 10;

    private final JsonMapper json = JsonMapper.builder().build();
    private final TimeMap timeMap;
    private final List<MissingInput> missing = new ArrayList<>();

    private PoolSampleFile(TimeMap timeMap) {
        this.timeMap = timeMap;
    }

    /**
     * What was read of the files.
     *
     * @param pools one for each pool and size it had
     * @param snapshots one for each pool, as its last sample says
     */
    public record Reading(List<PoolSamples> pools, List<Snapshot> snapshots, List<MissingInput> missing) {

        public Reading {
            pools = List.copyOf(pools);
            snapshots = List.copyOf(snapshots);
            missing = List.copyOf(missing);
        }
    }

    private record Line(Instant at, String pool, int size, PoolSamples.Point point) {}

    private record PoolOfSize(String pool, int size) {}

    /**
     * The samples of a window.
     *
     * @param files paths or patterns such as {@code /var/log/app/pool-*.jsonl}
     * @param window on the report's clock
     */
    public static Reading read(List<String> files, Window window, String target, TimeMap timeMap) {
        PoolSampleFile reader = new PoolSampleFile(timeMap);
        List<Line> lines = reader.files(files).stream()
                .flatMap(file -> reader.whole(file).stream())
                .filter(line -> window.contains(timeMap.toMapped(line.at())))
                .toList();
        return reader.reading(lines, target);
    }

    /** The last samples only: cheap however long the files are. */
    public static Reading latest(List<String> files, String target, TimeMap timeMap) {
        PoolSampleFile reader = new PoolSampleFile(timeMap);
        List<Line> lines = reader.files(files).stream()
                .flatMap(file -> reader.tail(file).stream())
                .toList();
        return reader.reading(lines, target);
    }

    private Reading reading(List<Line> lines, String target) {
        Map<PoolOfSize, List<PoolSamples.Point>> points = new LinkedHashMap<>();
        Map<String, Line> last = new LinkedHashMap<>();
        for (Line line : lines) {
            points.computeIfAbsent(new PoolOfSize(line.pool(), line.size()), pool -> new ArrayList<>())
                    .add(line.point());
            last.merge(line.pool(), line, (one, other) -> other.at().isBefore(one.at()) ? one : other);
        }
        List<PoolSamples> pools = new ArrayList<>();
        points.forEach((pool, of) -> {
            of.sort(java.util.Comparator.comparingDouble(PoolSamples.Point::atSeconds));
            pools.add(new PoolSamples(pool.pool(), pool.size(), of));
        });
        List<Snapshot> snapshots =
                last.values().stream().map(line -> snapshot(target, line)).toList();
        return new Reading(pools, snapshots, missing);
    }

    /** A restart of the application begins its counters anew, which shows as counters that fell. */
    private Snapshot snapshot(String target, Line line) {
        PoolSamples.Point point = line.point();
        Measures measures = Measures.unknown(SubjectKind.POOL)
                .with(PoolMetric.SIZE, line.size())
                .with(PoolMetric.ACTIVE, point.active())
                .with(PoolMetric.IDLE, point.idle())
                .with(PoolMetric.PENDING, point.pending())
                .with(PoolMetric.ACQUIRED, point.acquired())
                .with(PoolMetric.ACQUIRE_MS, point.acquireMs())
                .with(PoolMetric.USAGE_MS, point.usageMs())
                .with(PoolMetric.TIMEOUTS, point.timeouts());
        return new Snapshot(
                target,
                "pool:" + line.pool(),
                timeMap.toMapped(line.at()),
                "",
                List.of(new Observation(Subject.of(SubjectKind.POOL, line.pool()), measures)));
    }

    private List<Path> files(List<String> patterns) {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns) {
            try {
                List<Path> found = FilePattern.expand(pattern);
                if (found.isEmpty()) {
                    throw new java.nio.file.NoSuchFileException(pattern);
                }
                files.addAll(found);
            } catch (IOException e) {
                missing.add(new MissingInput(
                        SOURCE,
                        "there is no file " + pattern + " that can be read",
                        "let the application write its pool's samples there, or correct pools.files in the job file"));
            }
        }
        return files;
    }

    private List<Line> whole(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return parsed(file, reader.lines().toList());
        } catch (IOException | java.io.UncheckedIOException e) {
            return unreadable(file);
        }
    }

    private List<Line> tail(Path file) {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, access.length() - TAIL_BYTES);
            access.seek(from);
            byte[] bytes = new byte[(int) (access.length() - from)];
            access.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return parsed(file, from == 0 ? lines : lines.subList(Math.min(1, lines.size()), lines.size()));
        } catch (IOException e) {
            return unreadable(file);
        }
    }

    private List<Line> unreadable(Path file) {
        missing.add(new MissingInput(SOURCE, file + " cannot be read", "let this user read it as UTF-8 text"));
        return List.of();
    }

    private List<Line> parsed(Path file, List<String> texts) {
        List<Line> lines = new ArrayList<>();
        int bad = 0;
        String first = "";
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            try {
                if (!text.isBlank()) {
                    lines.add(line(json.readTree(text)));
                }
            } catch (JacksonException | java.time.DateTimeException | IllegalArgumentException e) {
                // The last line may be half written while it is read.
                if (i < texts.size() - 1) {
                    first = bad++ == 0 ? "line " + (i + 1) : first;
                }
            }
        }
        if (bad > 0) {
            missing.add(new MissingInput(
                    SOURCE,
                    bad + " of " + texts.size() + " lines of " + file + " are not pool samples, the first is " + first,
                    "write one object per line: {\"at\": \"2026-03-02T00:00:00Z\", \"pool\": \"api\", \"size\": 10,"
                            + " \"active\": 3, \"idle\": 7, \"pending\": 0, \"acquired\": 1000, \"acquireMs\": 12,"
                            + " \"usageMs\": 3456, \"timeouts\": 0}"));
        }
        return lines;
    }

    private static Line line(JsonNode node) {
        Instant at = Instant.parse(node.path("at").asString(""));
        String pool = node.path("pool").asString("");
        int size = node.path("size").asInt(-1);
        if (pool.isEmpty() || size <= 0) {
            throw new IllegalArgumentException("pool or size is missing");
        }
        return new Line(
                at,
                pool,
                size,
                new PoolSamples.Point(
                        seconds(at),
                        number(node, "active"),
                        number(node, "idle"),
                        number(node, "pending"),
                        number(node, "acquired"),
                        number(node, "acquireMs"),
                        number(node, "usageMs"),
                        number(node, "timeouts")));
    }

    private static double number(JsonNode node, String name) {
        return node.path(name).isNumber() ? node.path(name).asDouble() : Double.NaN;
    }

    private static double seconds(Instant at) {
        return Duration.between(Instant.EPOCH, at).toNanos() / 1e9;
    }
}
