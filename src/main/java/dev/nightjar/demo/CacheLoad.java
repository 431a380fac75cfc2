package dev.nightjar.demo;

import dev.nightjar.embedded.EmbeddedRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The service's cache. Planted: it is asked for about three times what it may hold, labels are stored without an expiry
 * and become more every hour, and the number of sessions is found out with KEYS.
 */
final class CacheLoad implements AutoCloseable {
    private static final int PARCELS = 55_000;
    private static final int SESSIONS = 6_000;
    private static final String SESSION_SECONDS = "1800";
    private static final String PARCEL_SECONDS = "7200";
    private static final int LABELS_BEFORE = 9_000;

    /** New labels in the busiest simulated hour. */
    private static final int LABELS_PER_PEAK_HOUR = 130;

    /** Reads in the busiest simulated hour. */
    private static final int READS_PER_PEAK_HOUR = 400;

    private final RespConnection connection;
    private final SplittableRandom random;
    private final Zipf parcel = new Zipf(PARCELS, 0.55);
    private final String parcelValue = "x".repeat(700);
    private final String sessionValue = "s".repeat(80);
    private final String labelValue = "l".repeat(24);
    private int labels;

    CacheLoad(EmbeddedRedis redis, long seed) throws IOException {
        this.connection =
                new RespConnection(redis.host(), redis.port(), redis.password().orElse(""));
        this.random = new SplittableRandom(seed);
    }

    /** Fills the cache to its limit, as it is in everyday life. */
    void fill() throws IOException {
        for (int batch = 0; batch < 60; batch++) {
            for (int i = 0; i < 1_000; i++) {
                connection.send("SETEX", key(), PARCEL_SECONDS, parcelValue);
            }
            answers(1_000);
        }
        for (int id = 0; id < SESSIONS; id++) {
            connection.send("SETEX", "session:" + id, SESSION_SECONDS, sessionValue);
        }
        answers(SESSIONS);
        addLabels(LABELS_BEFORE);
        connection.send("CONFIG", "RESETSTAT");
        answers(1);
    }

    /**
     * Plays a share of a simulated hour.
     *
     * @param load share of the peak, 0–1
     * @param part of the hour, 0–1
     */
    void play(double load, double part) throws IOException {
        int reads = (int) (READS_PER_PEAK_HOUR * load * part + random.nextDouble());
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < reads; i++) {
            String key = random.nextInt(10) == 0 ? "session:" + random.nextInt(SESSIONS) : key();
            keys.add(key);
            connection.send("GET", key);
        }
        connection.flush();
        List<String> missing = new ArrayList<>();
        for (String key : keys) {
            if (!connection.receive()) {
                missing.add(key);
            }
        }
        for (String key : missing) {
            if (key.startsWith("session")) {
                connection.send("SETEX", key, SESSION_SECONDS, sessionValue);
            } else {
                connection.send("SETEX", key, PARCEL_SECONDS, parcelValue);
            }
        }
        answers(missing.size());
        addLabels((int) (LABELS_PER_PEAK_HOUR * load * part + random.nextDouble()));
    }

    private void addLabels(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            connection.send("SET", "label:" + labels++, labelValue);
        }
        answers(count);
    }

    /** A dashboard counts the sessions. */
    void countSessions() throws IOException {
        connection.send("KEYS", "session:*");
        answers(1);
    }

    private void answers(int count) throws IOException {
        connection.flush();
        for (int i = 0; i < count; i++) {
            connection.receive();
        }
    }

    private String key() {
        return "parcel:" + parcel.draw(random);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
