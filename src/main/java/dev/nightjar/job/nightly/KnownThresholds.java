package dev.nightjar.job.nightly;

import dev.nightjar.advise.health.HealthThreshold;
import dev.nightjar.advise.index.IndexThreshold;
import dev.nightjar.advise.pool.PoolThreshold;
import dev.nightjar.advise.priority.PriorityThreshold;
import dev.nightjar.advise.redis.RedisThreshold;
import dev.nightjar.config.Job;
import dev.nightjar.detect.DetectionThreshold;
import dev.nightjar.model.Threshold;
import dev.nightjar.model.Thresholds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every threshold there is, so that a job file's can be checked and a report can print those in force. */
public final class KnownThresholds {
    private KnownThresholds() {}

    /** By the group under which a job file names them. */
    public static Map<String, List<Threshold>> byGroup() {
        Map<String, List<Threshold>> groups = new TreeMap<>();
        groups.put("regression", List.of(DetectionThreshold.values()));
        groups.put("health", List.of(HealthThreshold.values()));
        groups.put("index", List.of(IndexThreshold.values()));
        groups.put("pool", List.of(PoolThreshold.values()));
        groups.put("priority", List.of(PriorityThreshold.values()));
        groups.put("redis", List.of(RedisThreshold.values()));
        return groups;
    }

    /**
     * Those in force for a job file.
     *
     * @throws dev.nightjar.model.UnknownThresholdException when it names one that there is not
     */
    public static Thresholds of(Job job) {
        Map<String, Double> overrides = new TreeMap<>();
        job.thresholds().values().forEach(overrides::putAll);
        return Thresholds.of(overrides, all().toList());
    }

    static Stream<Threshold> all() {
        return byGroup().values().stream().flatMap(List::stream);
    }
}
