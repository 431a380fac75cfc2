package dev.nightjar.advise.redis;

import dev.nightjar.model.Advice;
import dev.nightjar.model.Measures;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Night;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Thresholds;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A night of a Redis server as the checks see it. Fields that are absent are NaN or empty, never zero. */
record RedisInput(Night night, Thresholds thresholds, RedisFacts facts, List<Command> commands) {

    static final String SOURCE = "INFO";
    static final String WINDOW = "the night";

    /** Commands that look up one thing, as a cache does. */
    private static final Set<String> LOOKUPS =
            Set.of("get", "mget", "hget", "hmget", "hgetall", "getex", "exists", "smembers", "zrange", "lrange");

    /** @param usec of processor time in the window */
    record Command(String name, double calls, double usec, double rejected) {

        double meanMs() {
            return usec / Math.max(1, calls) / 1000;
        }
    }

    static RedisInput of(Night night, Thresholds thresholds, RedisFacts facts) {
        List<Command> commands = night.of(SubjectKind.REDIS_COMMAND)
                .map(RedisInput::command)
                .filter(command -> command.calls() > 0 || command.rejected() > 0)
                .sorted(Comparator.comparingDouble((Command command) -> -command.usec())
                        .thenComparing(Command::name))
                .toList();
        return new RedisInput(night, thresholds, facts, commands);
    }

    private static Command command(SubjectHistory history) {
        Measures night = history.night();
        return new Command(
                history.subject().key().toLowerCase(Locale.ROOT),
                night.known(RedisCommandMetric.CALLS),
                night.known(RedisCommandMetric.USEC),
                night.known(RedisCommandMetric.REJECTED));
    }

    double limit(RedisThreshold threshold) {
        return thresholds.get(threshold);
    }

    Optional<SubjectHistory> history() {
        return night.of(SubjectKind.REDIS).findFirst();
    }

    /** Increment in the window of a counter, or the last level; NaN where unknown. */
    double night(RedisMetric metric) {
        return history().map(history -> history.night(metric)).orElse(Double.NaN);
    }

    /** The last level known. */
    double now(RedisMetric metric) {
        double level = history().map(history -> history.lookback(metric)).orElse(Double.NaN);
        return Double.isNaN(level) ? night(metric) : level;
    }

    List<Sample> samples() {
        return history().map(SubjectHistory::samples).orElse(List.of()).stream()
                .filter(sample -> sample.interval().to().isAfter(night.window().from()))
                .toList();
    }

    /** Seconds of the server's own clock that the window's samples cover. */
    double seconds() {
        return samples().stream().mapToDouble(this::seconds).sum();
    }

    double seconds(Sample sample) {
        return sample.interval().duration().toMillis()
                / 1000.0
                / night.timeMap().factor();
    }

    double perSecond(RedisMetric metric) {
        return night(metric) / seconds();
    }

    /** A field of INFO, which is absent in some versions. */
    Optional<String> info(String field) {
        return Optional.ofNullable(facts.info().get(field));
    }

    double number(String field) {
        return info(field).map(RedisInput::parsed).orElse(Double.NaN);
    }

    Optional<String> config(String name) {
        return Optional.ofNullable(facts.config().get(name));
    }

    String policy() {
        return info("maxmemory_policy").or(() -> config("maxmemory-policy")).orElse("");
    }

    boolean isReplica() {
        return info("role")
                .map(role -> role.equals("slave") || role.equals("replica"))
                .orElse(false);
    }

    /** Whether a limit is set and may be evicted for. */
    double maxMemory() {
        return now(RedisMetric.MAX_MEMORY);
    }

    /** Memory in use as a share of the limit; NaN without one. */
    double fill() {
        return maxMemory() > 0 ? now(RedisMetric.USED_MEMORY) / maxMemory() : Double.NaN;
    }

    double ttlShare() {
        return now(RedisMetric.KEYS_WITH_TTL) / now(RedisMetric.KEYS);
    }

    /** Hits by reads in the window; NaN where there were too few. */
    double hitRate() {
        double reads = night(RedisMetric.KEYSPACE_HITS) + night(RedisMetric.KEYSPACE_MISSES);
        return reads >= limit(RedisThreshold.REDIS_READS) ? night(RedisMetric.KEYSPACE_HITS) / reads : Double.NaN;
    }

    /** Whether it is used as a cache: most of what is asked are look-ups. */
    boolean looksLikeCache() {
        double all = commands.stream().mapToDouble(Command::calls).sum();
        double lookups = commands.stream()
                .filter(command -> LOOKUPS.contains(command.name()))
                .mapToDouble(Command::calls)
                .sum();
        return all == 0 || lookups >= limit(RedisThreshold.REDIS_CACHE_SHARE) * all;
    }

    double commandUsec() {
        return commands.stream().mapToDouble(Command::usec).sum();
    }

    Optional<Command> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** Says that counters are missing, in the source's words where it has any. */
    Advice missing(String check) {
        Optional<MissingInput> known = night.missing().stream()
                .filter(input -> input.source().contains("redis"))
                .findFirst();
        return Advice.notAssessed(
                check,
                known.map(MissingInput::reason).orElse("fewer than two samples of INFO were read"),
                known.map(MissingInput::remedy).orElse("collect at least twice"));
    }

    Advice configMissing(String check) {
        return Advice.notAssessed(
                check, "the configuration could not be read", "ACL SETUSER nightjar +config|get, or ask the provider");
    }

    private static double parsed(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
