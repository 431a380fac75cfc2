package dev.nightjar.advise.redis;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import java.util.List;
import java.util.Set;

/** Access without a password, logs that are switched off, no persistence: worth knowing; an open door is more. */
final class Hygiene implements RedisCheck {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "-::1", "localhost");
    private static final double SLOW_MICROS = 100_000;
    private static final double LEAST_ENTRIES = 128;

    @Override
    public String id() {
        return "RED-SEC-AUTH";
    }

    @Override
    public Advice assess(RedisInput input) {
        if (input.facts().config().isEmpty()) {
            return input.configMissing(id());
        }
        return access(input).plus(slowLog(input)).plus(latency(input)).plus(persistence(input));
    }

    private Advice access(RedisInput input) {
        boolean open = input.config("requirepass").map(String::isEmpty).orElse(false);
        if (!open) {
            return Advice.NONE;
        }
        String bind = input.config("bind").orElse("").strip();
        boolean local = !bind.isEmpty() && List.of(bind.split("\\s+")).stream().allMatch(LOOPBACK::contains);
        boolean unprotected = input.config("protected-mode").map("no"::equals).orElse(false);
        boolean exposed = !local && unprotected;
        Finding finding = Finding.about(id(), "redis access")
                .severity(exposed ? Severity.HIGH : Severity.INFO)
                .title(exposed ? "Anyone who reaches the port may do anything" : "Redis asks for no password")
                .explained(
                        exposed
                                ? "There is no password, protected-mode is off, and it listens on "
                                        + (bind.isEmpty() ? "all addresses." : bind + ".")
                                : "It listens on " + (bind.isEmpty() ? "all addresses" : bind)
                                        + (unprotected ? "." : ", and protected-mode keeps strangers out."))
                .confidence(0.8)
                .build();
        if (!exposed) {
            return Advice.of(finding);
        }
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "redis access")
                        .answers(finding)
                        .title("Ask for a password, and listen only where clients are")
                        .because(
                                "Open Redis servers are found and taken over within hours. A firewall may stand before it,"
                                        + " which cannot be seen from here.")
                        .harm(0.3)
                        .redis(
                                List.of(
                                        "# give the clients the password first",
                                        "CONFIG SET protected-mode yes",
                                        "CONFIG SET requirepass <a long random password>"),
                                List.of("CONFIG SET requirepass \"\"", "CONFIG SET protected-mode no"))
                        .verifiedBy("requirepass is set")
                        .source("CONFIG GET")
                        .build());
    }

    private static Advice slowLog(RedisInput input) {
        double micros = number(input, "slowlog-log-slower-than");
        double entries = number(input, "slowlog-max-len");
        if (!(micros < 0) && !(micros > SLOW_MICROS) && !(entries < LEAST_ENTRIES)) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-OBS-SLOWLOG", "slowlog")
                .severity(Severity.INFO)
                .title("The slow log keeps too little")
                .explained("CONFIG SET slowlog-log-slower-than 10000 and slowlog-max-len 1024 cost nearly nothing.")
                .figure("slower than", micros, "µs", "now", "CONFIG GET")
                .figure("entries", entries, "", "now", "CONFIG GET")
                .build());
    }

    private static Advice latency(RedisInput input) {
        if (number(input, "latency-monitor-threshold") != 0) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-OBS-LATMON", "latency monitor")
                .severity(Severity.INFO)
                .title("The latency monitor is off")
                .explained(
                        "CONFIG SET latency-monitor-threshold 100 records what blocked the server for longer than 100 ms.")
                .build());
    }

    private static Advice persistence(RedisInput input) {
        boolean none = input.config("save").map(String::isEmpty).orElse(false)
                && input.config("appendonly").map("no"::equals).orElse(false);
        if (!none || input.isReplica()) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-PERSIST-NONE", "redis persistence")
                .severity(Severity.INFO)
                .title("Redis keeps nothing on disk")
                .explained("Right for a cache; at a restart everything is gone.")
                .build());
    }

    private static double number(RedisInput input, String name) {
        try {
            return input.config(name).map(Double::parseDouble).orElse(Double.NaN);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
