package dev.nightjar.config;

import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.model.target.RedisTarget;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job file: a system, what is read of it, when, and where its reports go.
 *
 * @param target unique name of the system
 * @param zone of the schedules and of the report
 * @param vcpus of the database host, NaN where not said
 * @param pools files with samples of connection pools, patterns allowed
 * @param timeMap the identity unless the system's clock is simulated
 * @param thresholds numbers that replace defaults, by group and name
 */
public record Job(
        String target,
        ZoneId zone,
        double vcpus,
        Optional<String> collectSchedule,
        Nightly nightly,
        Optional<PostgresTarget> postgres,
        Optional<RedisTarget> redis,
        Optional<LogFiles> logs,
        List<String> pools,
        TimeMap timeMap,
        Map<String, Map<String, Double>> thresholds,
        Delivery delivery,
        Keep keep) {

    public Job {
        pools = List.copyOf(pools);
        thresholds = Map.copyOf(thresholds);
    }

    /**
     * How long the store remembers; files of reports stay until a person removes them.
     *
     * @param samples what was collected, at least the lookback
     * @param reports nights with their findings and reports
     */
    public record Keep(Duration samples, Duration reports) {}
}
