package dev.nightjar.source.redis;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisFacts.KeySample;
import dev.nightjar.model.RedisFacts.SlowCommand;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.RedisTarget;
import dev.nightjar.model.target.SecretUnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one Redis server, one connection per visit. Sends INFO, CONFIG GET, SLOWLOG, SCAN, TYPE, PTTL and MEMORY USAGE;
 * never KEYS, MONITOR, DEBUG nor anything that writes.
 */
public final class RedisSource {
    private static final String SLOWLOG_ENTRIES = "128";

    private final RedisTarget target;
    private final TimeMap timeMap;
    private final InstantSource clock;

    /**
     * A source that connects when it is asked.
     *
     * @param timeMap from the server's clock to the report's
     * @param clock bounds the sampling of keys, and stands for the server's where that does not tell its time
     */
    public RedisSource(RedisTarget target, TimeMap timeMap, InstantSource clock) {
        this.target = target;
        this.timeMap = timeMap;
        this.clock = clock;
    }

    /** Reads the counters only: cheap, for every few minutes. */
    public RedisReading collect() {
        return visit(false);
    }

    /** Reads the counters, the configuration, the slow log and a sample of the keys: for every night. */
    public RedisReading inspect() {
        return visit(true);
    }

    private RedisReading visit(boolean everything) {
        List<MissingInput> missing = new ArrayList<>();
        try (RespConnection connection = RespConnection.open(target)) {
            Reply info = connection.send("INFO", "ALL");
            if (info instanceof Reply.Failure failure) {
                throw new RedisRefusedException(failure);
            }
            RedisInfo read = RedisInfo.parse(info.text());
            Reply length = connection.send("SLOWLOG", "LEN");
            Instant at = timeMap.toMapped(read.time().orElseGet(clock::instant));
            double slowlog = length instanceof Reply.Whole number ? (double) number.value() : Double.NaN;
            return new RedisReading(
                    read.snapshots(target.name(), at, slowlog),
                    missing,
                    everything ? Optional.of(facts(connection, read, missing)) : Optional.empty());
        } catch (SecretUnreadableException e) {
            missing.add(new MissingInput("redis", String.valueOf(e.getMessage()), e.remedy()));
        } catch (RedisRefusedException e) {
            missing.add(RedisRemedy.of(e.failure(), target, "redis"));
        } catch (IOException e) {
            missing.add(RedisRemedy.of(e, target));
        }
        return new RedisReading(List.of(), missing, Optional.empty());
    }

    private RedisFacts facts(RespConnection connection, RedisInfo info, List<MissingInput> missing) throws IOException {
        return new RedisFacts(
                info.version(),
                info.fields(),
                config(connection, missing),
                slowlog(connection, missing),
                keys(connection, info, missing));
    }

    private SortedMap<String, String> config(RespConnection connection, List<MissingInput> missing) throws IOException {
        SortedMap<String, String> config = new TreeMap<>();
        List<Reply> pairs = ask(connection, missing, "redis config", "CONFIG", "GET", "*");
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            config.put(pairs.get(i).text(), pairs.get(i + 1).text());
        }
        return Collections.unmodifiableSortedMap(RedisConfig.withoutSecrets(config));
    }

    private List<SlowCommand> slowlog(RespConnection connection, List<MissingInput> missing) throws IOException {
        return ask(connection, missing, "redis slowlog", "SLOWLOG", "GET", SLOWLOG_ENTRIES).stream()
                .map(Reply::items)
                .filter(entry -> entry.size() >= 4)
                .map(entry -> new SlowCommand(
                        entry.get(0).number(),
                        timeMap.toMapped(Instant.ofEpochSecond(entry.get(1).number())),
                        entry.get(2).number(),
                        SlowCommands.redacted(
                                entry.get(3).items().stream().map(Reply::text).toList()),
                        entry.size() > 4 ? entry.get(4).text() : ""))
                .toList();
    }

    private List<KeySample> keys(RespConnection connection, RedisInfo info, List<MissingInput> missing)
            throws IOException {
        try {
            if (target.database() == 0 && info.largestDatabase().orElse(0) != 0) {
                connection.send(
                        "SELECT", Integer.toString(info.largestDatabase().orElse(0)));
            }
            return new KeySampler(connection, clock).sample();
        } catch (RedisRefusedException e) {
            missing.add(RedisRemedy.of(e.failure(), target, "redis keys"));
            return List.of();
        }
    }

    private List<Reply> ask(RespConnection connection, List<MissingInput> missing, String source, String... command)
            throws IOException {
        Reply reply = connection.send(command);
        if (reply instanceof Reply.Failure failure) {
            missing.add(RedisRemedy.of(failure, target, source));
        }
        return reply.items();
    }
}
