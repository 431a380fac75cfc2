package dev.nightjar.source.redis;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the folder of a capture: {@code sample-NN.info.txt} (INFO ALL under a line {@code # sampled_at:}), {@code
 * config.txt}, {@code slowlog.jsonl}, {@code slowlog-len.txt}, {@code scan-sample.jsonl}. Only the samples must be there.
 */
public final class RedisCapture {
    private static final String SAMPLED_AT = "# sampled_at:";

    private final Path folder;
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<MissingInput> missing = new ArrayList<>();

    private RedisCapture(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads a capture.
     *
     * @param target what the snapshots are said to be of
     * @throws CaptureUnreadableException when it is not the folder of a capture
     */
    public static RedisReading read(Path folder, String target) {
        return new RedisCapture(folder).read(target);
    }

    private RedisReading read(String target) {
        List<Snapshot> snapshots = new ArrayList<>();
        Optional<RedisInfo> last = Optional.empty();
        double slowlogLength = lines("slowlog-len.txt").stream()
                .mapToDouble(RedisCapture::number)
                .findFirst()
                .orElse(Double.NaN);
        for (Path sample : samples()) {
            String text = text(sample);
            RedisInfo info = RedisInfo.parse(text);
            snapshots.addAll(info.snapshots(target, sampledAt(sample, text, info), slowlogLength));
            last = Optional.of(info);
        }
        RedisInfo info = last.orElseThrow(() -> new CaptureUnreadableException(
                folder + " holds no sample-*.info.txt; give the folder of a Redis capture"));
        RedisFacts facts = new RedisFacts(info.version(), info.fields(), config(), slowlog(), keys());
        return new RedisReading(snapshots, missing, Optional.of(facts));
    }

    private List<Path> samples() {
        if (!Files.isDirectory(folder)) {
            throw new CaptureUnreadableException(
                    "there is no folder " + folder + "; give the folder of a Redis capture");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("sample-.*\\.info\\.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CaptureUnreadableException(folder + " cannot be read; check its permissions");
        }
    }

    private static Instant sampledAt(Path sample, String text, RedisInfo info) {
        return text.lines()
                .filter(line -> line.startsWith(SAMPLED_AT))
                .findFirst()
                .map(line -> OffsetDateTime.parse(
                                line.substring(SAMPLED_AT.length()).strip())
                        .toInstant())
                .or(info::time)
                .orElseThrow(() -> new CaptureUnreadableException(sample
                        + " does not say when it was taken; begin it with " + SAMPLED_AT + "2026-03-02T00:00:00Z"));
    }

    private SortedMap<String, String> config() {
        SortedMap<String, String> config = new TreeMap<>();
        for (String line : lines("config.txt")) {
            int blank = line.indexOf(' ');
            config.put(
                    blank < 0 ? line : line.substring(0, blank),
                    blank < 0 ? "" : line.substring(blank + 1).strip());
        }
        return Collections.unmodifiableSortedMap(RedisConfig.withoutSecrets(config));
    }

    private List<SlowCommand> slowlog() {
        return objects("slowlog.jsonl").stream()
                .map(entry -> new SlowCommand(
                        any(entry, "id").map(JsonNode::asLong).orElse(-1L),
                        any(entry, "at", "ts", "time", "timestamp", "start_time")
                                .map(RedisCapture::instant)
                                .orElse(Instant.EPOCH),
                        any(entry, "micros", "us", "usec", "duration_us", "duration")
                                .map(JsonNode::asLong)
                                .orElse(-1L),
                        SlowCommands.redacted(any(entry, "args", "command", "argv")
                                .map(RedisCapture::words)
                                .orElse(List.of())),
                        any(entry, "client", "client_addr", "client_address")
                                .map(JsonNode::asString)
                                .orElse("")))
                .toList();
    }

    private List<KeySample> keys() {
        return objects("scan-sample.jsonl").stream()
                .map(key -> new KeySample(
                        KeyPattern.of(key.path("key").asString("")),
                        key.path("type").asString(""),
                        key.path("pttl_ms").asLong(-1),
                        key.path("bytes").asLong(-1)))
                .toList();
    }

    private List<JsonNode> objects(String name) {
        List<JsonNode> objects = new ArrayList<>();
        int bad = 0;
        for (String line : lines(name)) {
            try {
                objects.add(json.readTree(line));
            } catch (JacksonException e) {
                bad++;
            }
        }
        if (bad > 0) {
            missing.add(new MissingInput(
                    "redis capture",
                    bad + " lines of " + folder.resolve(name) + " are not JSON",
                    "take the capture anew"));
        }
        return objects;
    }

    private List<String> lines(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file)
                ? text(file).lines().filter(line -> !line.isBlank()).toList()
                : List.of();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CaptureUnreadableException(file + " cannot be read; it must be a UTF-8 text");
        }
    }

    private static Optional<JsonNode> any(JsonNode object, String... names) {
        return Stream.of(names)
                .map(object::path)
                .filter(node -> !node.isMissingNode() && !node.isNull())
                .findFirst();
    }

    private static Instant instant(JsonNode node) {
        return node.isNumber()
                ? Instant.ofEpochSecond(node.asLong())
                : OffsetDateTime.parse(node.asString()).toInstant();
    }

    private static List<String> words(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .map(word -> word.asString(""))
                        .toList()
                : List.of(node.asString("").split(" ", -1));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
