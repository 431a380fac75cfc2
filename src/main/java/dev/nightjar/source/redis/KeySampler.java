package dev.nightjar.source.redis;

import dev.nightjar.model.RedisFacts.KeySample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Looks at some keys by SCAN, bounded in number and in time; absence from the sample proves nothing. */
final class KeySampler {
    private static final int MOST_KEYS = 2000;
    private static final int PER_SCAN = 200;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final RespConnection connection;
    private final InstantSource clock;

    KeySampler(RespConnection connection, InstantSource clock) {
        this.connection = connection;
        this.clock = clock;
    }

    /** @throws RedisRefusedException when the role may not scan */
    List<KeySample> sample() throws IOException {
        Instant end = clock.instant().plus(LONGEST);
        List<KeySample> samples = new ArrayList<>();
        String cursor = "0";
        do {
            Reply reply = connection.send("SCAN", cursor, "COUNT", Integer.toString(PER_SCAN));
            if (reply instanceof Reply.Failure failure) {
                throw new RedisRefusedException(failure);
            }
            cursor = reply.items().get(0).text();
            List<String> keys = reply.items().get(1).items().stream()
                    .map(Reply::text)
                    .limit(MOST_KEYS - samples.size())
                    .toList();
            samples.addAll(describe(keys));
        } while (!cursor.equals("0")
                && samples.size() < MOST_KEYS
                && clock.instant().isBefore(end));
        return samples;
    }

    private List<KeySample> describe(List<String> keys) throws IOException {
        List<String[]> commands = new ArrayList<>();
        for (String key : keys) {
            commands.add(new String[] {"TYPE", key});
            commands.add(new String[] {"PTTL", key});
            commands.add(new String[] {"MEMORY", "USAGE", key, "SAMPLES", "5"});
        }
        List<Reply> replies = connection.send(commands);
        List<KeySample> samples = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String type = replies.get(3 * i).text();
            long ttl = replies.get(3 * i + 1).number();
            // Expired between SCAN and now, or a name that is not UTF-8.
            if (ttl != -2 && !type.equals("none")) {
                samples.add(new KeySample(
                        KeyPattern.of(keys.get(i)),
                        type,
                        ttl,
                        replies.get(3 * i + 2).number()));
            }
        }
        return samples;
    }
}
