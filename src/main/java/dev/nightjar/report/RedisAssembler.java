package dev.nightjar.report;

import dev.nightjar.model.Measures;
import dev.nightjar.model.Night;
import dev.nightjar.model.RedisCommandMetric;
import dev.nightjar.model.RedisFacts;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums up the Redis beside the database. */
final class RedisAssembler {
    private static final int MOST = 10;

    private final Night night;

    RedisAssembler(Night night) {
        this.night = night;
    }

    Optional<RedisReport> assemble() {
        Optional<SubjectHistory> server = night.of(SubjectKind.REDIS).findFirst();
        if (night.redis().isEmpty() && server.isEmpty()) {
            return Optional.empty();
        }
        RedisFacts facts =
                night.redis().orElse(new RedisFacts("", new TreeMap<>(), new TreeMap<>(), List.of(), List.of()));
        Measures tonight = server.map(SubjectHistory::night).orElse(Measures.unknown(SubjectKind.REDIS));
        List<Sample> samples = server.map(SubjectHistory::samples).orElse(List.of());
        Timeline timeline = Timeline.over(night.lookback(), 120);
        double hits = tonight.get(RedisMetric.KEYSPACE_HITS);
        double reads = hits + tonight.get(RedisMetric.KEYSPACE_MISSES);
        double seconds =
                night.window().duration().toMillis() / 1000.0 / night.timeMap().factor();
        return Optional.of(new RedisReport(
                facts.version(),
                facts.info().getOrDefault("role", ""),
                tonight.get(RedisMetric.USED_MEMORY),
                tonight.get(RedisMetric.MAX_MEMORY),
                facts.info().getOrDefault("maxmemory_policy", ""),
                reads > 0 ? hits / reads : Double.NaN,
                tonight.get(RedisMetric.EVICTED_KEYS),
                tonight.get(RedisMetric.EXPIRED_KEYS),
                tonight.get(RedisMetric.COMMANDS) / seconds,
                tonight.get(RedisMetric.CONNECTED_CLIENTS),
                tonight.get(RedisMetric.REJECTED_CONNECTIONS),
                tonight.get(RedisMetric.KEYS),
                tonight.get(RedisMetric.KEYS_WITH_TTL),
                tonight.get(RedisMetric.FRAGMENTATION_RATIO),
                facts.keys().size(),
                Trend.of(
                        timeline.start(),
                        timeline.step(),
                        "bytes",
                        timeline.levels(samples, sample -> sample.measures().get(RedisMetric.USED_MEMORY))),
                Trend.of(timeline.start(), timeline.step(), "keys", evictions(timeline, samples)),
                Trend.of(timeline.start(), timeline.step(), "%", hitRates(timeline, samples)),
                commands(),
                slowest(facts),
                keyPatterns(facts)));
    }

    private static List<Double> evictions(Timeline timeline, List<Sample> samples) {
        double[] evicted = new double[timeline.steps()];
        timeline.spread(samples, sample -> sample.measures().get(RedisMetric.EVICTED_KEYS), evicted);
        return Timeline.boxed(evicted);
    }

    private static List<Double> hitRates(Timeline timeline, List<Sample> samples) {
        double[] hits = new double[timeline.steps()];
        double[] misses = new double[timeline.steps()];
        timeline.spread(samples, sample -> sample.measures().get(RedisMetric.KEYSPACE_HITS), hits);
        timeline.spread(samples, sample -> sample.measures().get(RedisMetric.KEYSPACE_MISSES), misses);
        double[] rates = new double[hits.length];
        for (int i = 0; i < rates.length; i++) {
            double reads = hits[i] + misses[i];
            rates[i] = reads > 0 ? 100 * hits[i] / reads : Double.NaN;
        }
        return Timeline.boxed(rates);
    }

    private List<RedisReport.Command> commands() {
        List<SubjectHistory> commands = night.of(SubjectKind.REDIS_COMMAND).toList();
        double total = commands.stream()
                .mapToDouble(command -> command.night().known(RedisCommandMetric.USEC))
                .sum();
        return commands.stream()
                .filter(command -> command.night().known(RedisCommandMetric.CALLS) > 0)
                .map(command -> {
                    double calls = command.night(RedisCommandMetric.CALLS);
                    double micros = command.night(RedisCommandMetric.USEC);
                    return new RedisReport.Command(
                            command.subject().key(),
                            calls,
                            micros / calls,
                            micros / total,
                            command.night(RedisCommandMetric.FAILED));
                })
                .sorted(Comparator.comparingDouble(RedisReport.Command::shareOfTime)
                        .reversed()
                        .thenComparing(RedisReport.Command::name))
                .limit(MOST)
                .toList();
    }

    private static List<RedisReport.SlowCommand> slowest(RedisFacts facts) {
        return facts.slowlog().stream()
                .sorted(Comparator.comparingLong(RedisFacts.SlowCommand::micros)
                        .reversed()
                        .thenComparingLong(RedisFacts.SlowCommand::id))
                .limit(MOST)
                .map(slow -> new RedisReport.SlowCommand(slow.at(), slow.micros() / 1000.0, slow.command()))
                .toList();
    }

    private static List<RedisReport.KeyPattern> keyPatterns(RedisFacts facts) {
        double allBytes = facts.keys().stream()
                .mapToDouble(key -> Math.max(0, key.bytes()))
                .sum();
        Map<String, List<RedisFacts.KeySample>> groups = facts.keys().stream()
                .collect(Collectors.groupingBy(
                        key -> key.pattern() + "\n" + key.type(), TreeMap::new, Collectors.toList()));
        return groups.values().stream()
                .map(keys -> {
                    double bytes = keys.stream()
                            .mapToDouble(key -> Math.max(0, key.bytes()))
                            .sum();
                    double withoutTtl =
                            keys.stream().filter(key -> key.ttlMillis() < 0).count() / (double) keys.size();
                    return new RedisReport.KeyPattern(
                            keys.get(0).pattern(),
                            keys.get(0).type(),
                            keys.size(),
                            withoutTtl,
                            bytes / keys.size(),
                            allBytes > 0 ? bytes / allBytes : Double.NaN);
                })
                .sorted(Comparator.comparingInt(RedisReport.KeyPattern::sampled)
                        .reversed()
                        .thenComparing(RedisReport.KeyPattern::pattern))
                .limit(MOST)
                .toList();
    }
}
