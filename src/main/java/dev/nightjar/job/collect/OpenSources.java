package dev.nightjar.job.collect;

import dev.nightjar.config.Job;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sources of every target this process reads; their sessions are kept between visits. */
public final class OpenSources implements AutoCloseable {
    private final InstantSource clock;
    private final Map<String, TargetSources> byTarget = new ConcurrentHashMap<>();

    public OpenSources(InstantSource clock) {
        this.clock = clock;
    }

    /** The sources of a job file, opened when they are first read. */
    public TargetSources of(Job job) {
        return byTarget.computeIfAbsent(job.target(), name -> new TargetSources(job, clock));
    }

    @Override
    public void close() {
        byTarget.values().forEach(TargetSources::close);
        byTarget.clear();
    }
}
