package dev.nightjar.demo;

import dev.nightjar.model.TimeMap;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays the simulated hours against the demo's servers: what happens follows the {@link Schedule}, how long it takes is
 * real. Simulated time runs with the server's clock from {@link #start} on, in a straight line, whatever the load does;
 * {@link #timeMap} says how.
 */
public final class Workload implements AutoCloseable {
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(50);
    private static final Duration CACHE_TICK = Duration.ofMillis(25);

    private final DemoServers servers;
    private final DemoPlan plan;
    private final Path poolSamples;
    private final InstantSource clock;
    private final DemoPools pools;
    private final CacheLoad cache;
    private final Map<Lane, ExecutorService> lanes = new EnumMap<>(Lane.class);
    private final ExecutorService players = Executors.newCachedThreadPool();
    private final AtomicLong performed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private @Nullable TimeMap timeMap;
    private long startNanos;
    private volatile boolean playing;

    /**
     * Opens the pools and fills the cache.
     *
     * @param poolSamples file for the pools' samples, one JSON object per line, on the server's clock
     * @param clock the server's: this machine's
     */
    public Workload(DemoServers servers, DemoPlan plan, Path poolSamples, InstantSource clock) {
        this.servers = servers;
        this.plan = plan;
        this.poolSamples = poolSamples;
        this.clock = clock;
        this.pools = new DemoPools(servers);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, Executors.newFixedThreadPool(lane.threads()));
        }
        try {
            this.cache = new CacheLoad(servers.redis(), plan.seed());
            cache.fill();
        } catch (IOException e) {
            throw new DemoException("Cannot fill the demo's cache: " + e.getMessage() + ".", e);
        }
    }

    /**
     * Lets the first simulated hour begin a little later.
     *
     * @param lead real time until then, in which the caller can get ready; on the simulated clock it lies before the start
     */
    public TimeMap start(Duration lead) {
        startNanos = System.nanoTime() + lead.toNanos();
        TimeMap map = new TimeMap(clock.instant().plus(lead), plan.start(), plan.factor());
        timeMap = map;
        playing = true;
        play("events", this::playEvents);
        play("cache", this::playCache);
        play("pool samples", this::samplePools);
        return map;
    }

    /** How server time maps to simulated time; known from {@link #start} on. */
    public TimeMap timeMap() {
        if (timeMap == null) {
            throw new IllegalStateException("the workload has not started");
        }
        return timeMap;
    }

    /**
     * Calls back after each simulated hour, in the caller's thread, until the last one is over and its work is done.
     * When a callback took longer than an hour, the hours that passed meanwhile are left out up to the latest; the last
     * one of all never is.
     *
     * @param afterHour is given the simulated end of the hour
     */
    public void forEachHour(Consumer<Instant> afterHour) {
        int next = 1;
        while (next <= plan.hours() && playing) {
            sleepUntil(next);
            if (next == plan.hours()) {
                finish();
            }
            afterHour.accept(plan.start().plus(Duration.ofHours(next)));
            int over =
                    (int) ((System.nanoTime() - startNanos) / plan.hourLength().toNanos());
            next = following(next, over, plan.hours());
        }
        if (!playing) {
            throw new DemoException("The demo was stopped before its last simulated hour.");
        }
        check();
    }

    /** Makes {@link #forEachHour} give up, without interrupting what its callback does. */
    public void stop() {
        playing = false;
    }

    /**
     * The hour to report after one was reported.
     *
     * @param over hours that have passed by now
     * @return beyond the last when that one was reported
     */
    static int following(int reported, int over, int last) {
        return reported >= last ? last + 1 : Math.min(Math.max(reported + 1, over), last);
    }

    /** Operations performed so far. */
    public long performed() {
        return performed.get();
    }

    private void playEvents() {
        Schedule schedule = new Schedule(plan);
        for (int hour = 0; hour < plan.hours() && playing; hour++) {
            long begin = startNanos + hour * plan.hourLength().toNanos();
            if (hour == plan.deployHour()) {
                play("deploy", this::deploy);
            }
            for (Schedule.Event event : schedule.hour(hour)) {
                park(begin + event.offsetNanos());
                if (playing) {
                    lane(event.lane()).execute(() -> perform(event));
                }
            }
        }
    }

    private void perform(Schedule.Event event) {
        try (Connection connection = pools.connection(event.lane())) {
            event.operation().run(connection, new SplittableRandom(event.seed()));
            performed.incrementAndGet();
        } catch (SQLException | RuntimeException e) {
            fail(e);
        }
    }

    private void deploy() throws SQLException {
        Access owner = servers.owner();
        try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            for (String sql : SqlFile.statements("deploy.sql")) {
                statement.execute(sql);
            }
        }
    }

    private void playCache() throws IOException {
        long tick = CACHE_TICK.toNanos();
        double part = (double) tick / plan.hourLength().toNanos();
        int counted = -1;
        for (long n = 0; playing; n++) {
            park(startNanos + n * tick);
            int hour = (int) (n * tick / plan.hourLength().toNanos());
            if (hour >= plan.hours()) {
                return;
            }
            if (hour != counted) {
                counted = hour;
                cache.countSessions();
            }
            cache.play(Rhythm.at(plan.start().plus(Duration.ofHours(hour))), part);
        }
    }

    private void samplePools() throws IOException {
        try (Writer out = Files.newBufferedWriter(poolSamples)) {
            for (long n = 0; playing; n++) {
                park(startNanos + n * SAMPLE_EVERY.toNanos());
                pools.sample(clock.instant(), out);
            }
        }
    }

    private interface Player {
        void play() throws IOException, SQLException;
    }

    private void play(String what, Player player) {
        players.execute(() -> {
            try {
                player.play();
            } catch (IOException | SQLException | RuntimeException e) {
                if (playing) {
                    fail(new DemoException("The demo's " + what + " stopped: " + e.getMessage() + ".", e));
                }
            }
        });
    }

    private void fail(Throwable e) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, e);
    }

    private void check() {
        Throwable first = firstFailure.get();
        if (first != null && failed.get() > performed.get() / 100) {
            throw new DemoException(
                    failed.get() + " of the demo's operations failed; the first said: " + first.getMessage() + ".",
                    first);
        }
    }

    /** Waits for what the last hour began. */
    private void finish() {
        lanes.values().forEach(ExecutorService::shutdown);
        try {
            for (ExecutorService lane : lanes.values()) {
                if (!lane.awaitTermination(30, TimeUnit.SECONDS)) {
                    throw new DemoException(
                            "This machine is too slow for the demo: half a minute after its end work is still waiting.");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while the demo's last operations ran.", e);
        }
    }

    private ExecutorService lane(Lane lane) {
        ExecutorService executor = lanes.get(lane);
        if (executor == null) {
            throw new IllegalStateException("no threads for " + lane);
        }
        return executor;
    }

    private void sleepUntil(int hour) {
        park(startNanos + hour * plan.hourLength().toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new DemoException("The demo was interrupted in simulated hour " + hour + ".");
        }
    }

    private void park(long untilNanos) {
        long left = untilNanos - System.nanoTime();
        while (left > 0 && playing && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = untilNanos - System.nanoTime();
        }
    }

    /** Ends the play, finished or not. */
    @Override
    public void close() {
        playing = false;
        players.shutdownNow();
        lanes.values().forEach(ExecutorService::shutdownNow);
        try {
            players.awaitTermination(5, TimeUnit.SECONDS);
            for (ExecutorService lane : lanes.values()) {
                lane.awaitTermination(5, TimeUnit.SECONDS);
            }
            cache.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new DemoException("Cannot close the cache's connection: " + e.getMessage() + ".", e);
        } finally {
            pools.close();
        }
    }
}
