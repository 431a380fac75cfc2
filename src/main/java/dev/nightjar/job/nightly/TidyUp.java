package dev.nightjar.job.nightly;

import dev.nightjar.config.Job;
import dev.nightjar.source.log.LogDigest;
import dev.nightjar.store.Retention;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Packs what is finished and forgets what the job file does not keep. */
final class TidyUp implements Stage {
    /** A run of one visit is only asked for while a scheduler may still fire it again. */
    private static final Duration VISITS = Duration.ofDays(8);

    private final Store store;
    private final InstantSource clock;

    TidyUp(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "tidy-up";
    }

    @Override
    public void run(NightlyRun run) {
        Job job = run.job();
        Instant machine = clock.instant();
        Instant now = job.timeMap().toMapped(machine);
        store.logs().packDays(job.target(), now, TidyUp::merged);
        store.tidy(
                job.target(),
                new Retention(
                        now,
                        earlier(now.minus(job.keep().samples()), run),
                        earlier(now.minus(job.keep().reports()), run),
                        machine.minus(job.keep().reports()),
                        machine.minus(VISITS)));
    }

    private static byte[] merged(List<byte[]> digests) {
        LogDigest all = new LogDigest();
        digests.forEach(digest -> all.add(LogDigest.fromBytes(digest)));
        return all.toBytes();
    }

    /** A window long past that a person asks for must not lose its own report at once. */
    private static Instant earlier(Instant limit, NightlyRun run) {
        return limit.isBefore(run.window().from()) ? limit : run.window().from();
    }
}
