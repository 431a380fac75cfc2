package dev.nightjar.source.metrics;

import dev.nightjar.detect.Circumstances;
import dev.nightjar.detect.CounterEpochs;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Marker;
import dev.nightjar.detect.StatementHistory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of hourly statement snapshots: {@code snapshots.jsonl} (or {@code .gz}) with one line of cumulative counters per
 * statement (arrays begin at its {@code first_hour}), and optionally {@code instance.csv} (see {@link InstanceFile}), {@code context.json} (start, deploys,
 * application, settings, restarts) and the files of {@link CircumstanceFiles}.
 *
 * @param step length of a step, one hour
 * @param server what is known of the server over the steps
 * @param markers deploys, settings changes and restarts
 * @param circumstances what is known beyond the counters
 * @param damagedLines lines that could not be read, with the reason
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record StatementFolder(
        Instant start,
        Duration step,
        int steps,
        List<StatementCounters> statements,
        InstanceFile server,
        List<Marker> markers,
        Circumstances circumstances,
        List<String> damagedLines) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LINES_AT_ONCE = 128;
    private static final String SNAPSHOTS = "snapshots.jsonl";

    /** Whether a folder has this layout. */
    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(SNAPSHOTS)) || Files.isRegularFile(folder.resolve(SNAPSHOTS + ".gz"));
    }

    /** Reads a folder.
     *
     * @throws MetricFileException when the folder lacks the snapshots or a file of it cannot be read */
    public static StatementFolder read(Path folder) {
        if (!isOne(folder)) {
            throw new MetricFileException(
                    "No " + SNAPSHOTS + " or " + SNAPSHOTS + ".gz in " + folder + "; name the folder that holds it.");
        }
        JsonNode context = context(folder.resolve("context.json"));
        List<String> damaged = new ArrayList<>();
        List<StatementCounters> read = statements(folder, context.path("application"), damaged);
        Optional<InstanceFile.Rows> instance = InstanceFile.rows(folder.resolve("instance.csv"));
        int steps = Math.max(
                read.stream().mapToInt(s -> s.calls().length).max().orElse(0),
                instance.map(InstanceFile.Rows::count).orElse(0));
        List<StatementCounters> statements =
                read.stream().map(s -> s.padded(steps)).toList();
        Instant start = Instant.parse(context.path("start").asString("1970-01-01T00:00:00Z"));
        Duration step = Duration.ofHours(1);
        return new StatementFolder(
                start,
                step,
                steps,
                statements,
                instance.map(rows -> rows.over(steps)).orElse(InstanceFile.UNKNOWN),
                markers(context, start, step),
                new CircumstanceFiles(folder, start, step, steps).read(),
                List.copyOf(damaged));
    }

    /** The increments of every statement, with resets, evictions and gaps told apart. */
    public List<StatementHistory> histories() {
        return statements.stream().map(this::history).toList();
    }

    /** What the instance did over the same steps. */
    public InstanceHistory instance() {
        return new InstanceHistory(start, step, server.calls(), markers);
    }

    /** What else was measured of the server at every step, by name: it may explain response time. */
    public Map<String, double[]> quantities() {
        return server.quantities();
    }

    private static List<Marker> markers(JsonNode context, Instant start, Duration step) {
        List<Marker> markers = new ArrayList<>();
        context.path("deploys")
                .properties()
                .forEach(app -> app.getValue()
                        .forEach(hour -> markers.add(new Marker(
                                start.plus(step.multipliedBy(hour.asInt(0))),
                                Marker.Kind.DEPLOY,
                                app.getKey(),
                                "deploy of " + app.getKey()))));
        context.path("settings")
                .forEach(change -> markers.add(new Marker(
                        start.plus(step.multipliedBy(change.path("hour").asInt(0))),
                        Marker.Kind.SETTINGS,
                        "",
                        change.path("label").asString("a setting changed"))));
        context.path("restarts")
                .forEach(hour -> markers.add(
                        new Marker(start.plus(step.multipliedBy(hour.asInt(0))), Marker.Kind.RESTART, "", "restart")));
        return List.copyOf(markers);
    }

    private StatementHistory history(StatementCounters c) {
        double[][] increments = CounterEpochs.increments(
                new double[][] {
                    c.calls(), c.execMs(), c.rows(), c.blocksHit(), c.blocksRead(), c.tempBlocks(), c.planMs(), c.ioMs()
                },
                c.firstStep(),
                server.lastReset());
        double[] blocks = new double[steps];
        for (int i = 0; i < steps; i++) {
            blocks[i] = increments[3][i] + increments[4][i];
        }
        return new StatementHistory(
                c.statement(),
                start,
                step,
                increments[0],
                increments[1],
                blocks,
                increments[4],
                increments[2],
                increments[5],
                increments[6],
                increments[7],
                c.application());
    }

    private static JsonNode context(Path file) {
        if (!Files.isRegularFile(file)) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            throw new MetricFileException(file + " is not JSON (" + e.getMessage() + "); repair it or remove it.", e);
        }
    }

    /** A line of the snapshots: a statement, or why it is none. */
    private record Line(Optional<StatementCounters> statement, Optional<String> damage) {}

    private static List<StatementCounters> statements(Path folder, JsonNode applications, List<String> damaged) {
        Path zipped = folder.resolve(SNAPSHOTS + ".gz");
        Path file = Files.isRegularFile(zipped) ? zipped : folder.resolve(SNAPSHOTS);
        List<StatementCounters> statements = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.equals(zipped) ? new GZIPInputStream(raw, 1 << 16) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int first = 1;
            List<String> some = next(lines);
            while (!some.isEmpty()) {
                List<String> together = some;
                int number = first;
                IntStream.range(0, together.size())
                        .parallel()
                        .mapToObj(i -> line(together.get(i), number + i, applications))
                        .toList()
                        .forEach(line -> {
                            line.statement.ifPresent(statements::add);
                            line.damage.ifPresent(damaged::add);
                        });
                first += some.size();
                some = next(lines);
            }
        } catch (IOException e) {
            throw new MetricFileException(file + " could not be read to its end: " + e.getMessage() + ".", e);
        }
        return List.copyOf(statements);
    }

    /** A line of a month is a hundred thousand characters: a few are enough to keep all processors busy. */
    private static List<String> next(BufferedReader lines) throws IOException {
        List<String> some = new ArrayList<>(LINES_AT_ONCE);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            some.add(line);
            if (some.size() == LINES_AT_ONCE) {
                break;
            }
        }
        return some;
    }

    private static Line line(String text, int number, JsonNode applications) {
        if (text.isBlank()) {
            return new Line(Optional.empty(), Optional.empty());
        }
        try {
            JsonNode node = JSON.readTree(text);
            String name = node.path("series").asString("line " + number);
            return new Line(
                    Optional.of(counters(name, node, applications.path(name).asString(""))), Optional.empty());
        } catch (JacksonException e) {
            return new Line(Optional.empty(), Optional.of("line " + number + ": " + e.getOriginalMessage()));
        }
    }

    private static StatementCounters counters(String name, JsonNode node, String application) {
        int length = node.path("calls").size();
        return new StatementCounters(
                name,
                node.path("first_hour").asInt(0),
                application,
                column(node, "calls", length),
                column(node, "total_exec_time", length),
                column(node, "rows", length),
                column(node, "shared_blks_hit", length),
                column(node, "shared_blks_read", length),
                column(node, "temp_blks", length),
                column(node, "total_plan_time", length),
                column(node, "blk_io_time", length));
    }

    private static double[] column(JsonNode node, String counter, int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        JsonNode array = node.path(counter);
        for (int i = 0; i < Math.min(length, array.size()); i++) {
            JsonNode value = array.get(i);
            values[i] = value.isNumber() ? value.asDouble() : Double.NaN;
        }
        return values;
    }
}
