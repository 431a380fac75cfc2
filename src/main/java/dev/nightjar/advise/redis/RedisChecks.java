package dev.nightjar.advise.redis;

import dev.nightjar.model.Advice;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.Thresholds;
import java.util.List;
import java.util.Optional;

/** Every check of a Redis server, in the order of the catalogue. */
public final class RedisChecks {
    private static final List<RedisCheck> CHECKS = List.of(
            new RefusedWrites(),
            new EvictionPolicy(),
            new Evictions(),
            new NoMemoryLimit(),
            new Fragmentation(),
            new LowHitRate(),
            new KeysWithoutExpiry(),
            new BigKeys(),
            new KeysCommand(),
            new ExpensiveCommands(),
            new SlowLog(),
            new BusyProcessor(),
            new Clients(),
            new ClientChurn(),
            new FailingPersistence(),
            new ServerState(),
            new Hygiene());

    private final Thresholds thresholds;

    public RedisChecks(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** Looks at everything. A night without a Redis server gives nothing. */
    public Advice assess(Night night) {
        if (night.redis().isEmpty()) {
            Optional<MissingInput> missing = night.missing().stream()
                    .filter(input -> input.source().contains("redis"))
                    .findFirst();
            return missing.map(input -> Advice.notAssessed("RED", input.reason(), input.remedy()))
                    .orElse(Advice.NONE);
        }
        RedisInput input = RedisInput.of(night, thresholds, night.redis().get());
        return CHECKS.stream().map(check -> check.assess(input)).reduce(Advice.NONE, Advice::plus);
    }
}
