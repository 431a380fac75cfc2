package dev.nightjar.advise.redis;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/** A replica without its primary, forks that stop the server, expired keys that stay, scripts that pile up, errors. */
final class ServerState implements RedisCheck {
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final double FORK_MS_PER_GIGABYTE = 30;
    private static final double DOWN_SECONDS = 30;

    @Override
    public String id() {
        return "RED-REPL-DOWN";
    }

    @Override
    public Advice assess(RedisInput input) {
        return replication(input)
                .plus(forks(input))
                .plus(expiry(input))
                .plus(scripts(input))
                .plus(errors(input))
                .plus(buffers(input));
    }

    private Advice replication(RedisInput input) {
        boolean down = input.isReplica()
                && input.info("master_link_status").map("down"::equals).orElse(false)
                && input.number("master_link_down_since_seconds") >= DOWN_SECONDS;
        if (!down) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "redis replication")
                .severity(Severity.CRITICAL)
                .title("The replica has lost its primary")
                .explained("Its data grow old, and there is no second copy of what is written now.")
                .figure("down for", input.number("master_link_down_since_seconds"), "s", "now", RedisInput.SOURCE)
                .confidence(0.9)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "redis replication")
                        .answers(finding)
                        .title("Bring the replica back to its primary")
                        .because(
                                "Network, password (masterauth) or an output buffer that overflowed; the log says which.")
                        .harm(0.6)
                        .judged(0.9, 0, 1)
                        .redis(List.of("INFO replication", "CONFIG GET client-output-buffer-limit"), List.of())
                        .verifiedBy("master_link_status is up")
                        .source(RedisInput.SOURCE)
                        .build());
    }

    private static Advice forks(RedisInput input) {
        double ms = input.now(RedisMetric.LATEST_FORK_USEC) / 1000;
        double gigabytes = input.now(RedisMetric.USED_MEMORY) / GIGABYTE;
        boolean slow = ms >= input.limit(RedisThreshold.REDIS_FORK_MS)
                || (gigabytes >= 1 && ms / gigabytes >= FORK_MS_PER_GIGABYTE);
        if (!slow) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-FORK", "redis fork")
                .severity(ms >= 500 ? Severity.HIGH : Severity.MEDIUM)
                .title("Each dump stops Redis for " + Amounts.count(ms) + " ms")
                .explained(
                        "The fork copies the page tables while all clients wait. Let a replica write the dumps, switch"
                                + " transparent huge pages off, or use smaller shards.")
                .figure("latest fork", ms, "ms", "now", RedisInput.SOURCE)
                .confidence(0.7)
                .build());
    }

    private static Advice expiry(RedisInput input) {
        double stale = input.number("expired_stale_perc");
        if (!(stale >= input.limit(RedisThreshold.REDIS_STALE))) {
            return Advice.NONE;
        }
        Finding finding = Finding.about("RED-EXPIRY", "redis expiry")
                .severity(Severity.MEDIUM)
                .title("About " + Amounts.count(stale) + " % of the keys have expired but still take memory")
                .explained("The expiry cycle does not keep up, often because many keys expire at the same moment.")
                .figure("expired, not removed", stale, "%", "now", RedisInput.SOURCE)
                .confidence(0.8)
                .build();
        ConfigChange change = ConfigChange.of(input, "active-expire-effort", "4", "1");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.REDIS_SETTING, "active-expire-effort")
                        .answers(finding)
                        .title("Spend more on expiry, and spread the times to live")
                        .because(
                                "More processor time goes into removing them; ± 10 % of chance in the times to live keeps them"
                                        + " from expiring at once.")
                        .harm(0.05)
                        .redis(change.apply(), change.undo())
                        .verifiedBy("expired_stale_perc falls on three nights")
                        .source(RedisInput.SOURCE)
                        .build());
    }

    private static Advice scripts(RedisInput input) {
        double scripts = input.number("number_of_cached_scripts");
        if (!(scripts >= input.limit(RedisThreshold.REDIS_SCRIPTS))) {
            return Advice.NONE;
        }
        Finding finding = Finding.about("RED-LUA", "redis scripts")
                .severity(Severity.MEDIUM)
                .title(Amounts.count(scripts) + " scripts are kept in memory")
                .explained("Values are written into the text of scripts, so that each call is a new script that stays.")
                .figure("cached scripts", scripts, "", "now", RedisInput.SOURCE)
                .confidence(0.85)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.APPLICATION_CHANGE, "redis scripts")
                        .answers(finding)
                        .title("Pass values to scripts as arguments")
                        .because("One script with KEYS and ARGV, called by EVALSHA, is kept once.")
                        .harm(0.08)
                        .text(
                                List.of(
                                        "EVALSHA sha numkeys key … arg …",
                                        "Once, after the release: SCRIPT FLUSH ASYNC"),
                                List.of("Deploy the release before"))
                        .verifiedBy("the number of cached scripts stays the same on three nights")
                        .source(RedisInput.SOURCE)
                        .build());
    }

    private static Advice errors(RedisInput input) {
        double errors = input.night(RedisMetric.TOTAL_ERRORS);
        double share = errors / Math.max(1, input.night(RedisMetric.COMMANDS));
        if (!(errors >= 100) || share < input.limit(RedisThreshold.REDIS_ERRORS)) {
            return Advice.NONE;
        }
        String kinds = input.facts().info().keySet().stream()
                .filter(name -> name.startsWith("errorstat_"))
                .map(name -> name.substring("errorstat_".length()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("unknown");
        return Advice.of(Finding.about("RED-ERRORS", "redis errors")
                .severity(Severity.MEDIUM)
                .title(Amounts.percent(share) + " of the commands end in an error")
                .explained("Kinds since the start: " + kinds + ".")
                .figure("errors", errors, "", RedisInput.WINDOW, RedisInput.SOURCE)
                .confidence(0.8)
                .build());
    }

    private static Advice buffers(RedisInput input) {
        double used = input.now(RedisMetric.USED_MEMORY);
        double buffers = input.number("mem_clients_normal");
        if (used < input.limit(RedisThreshold.REDIS_LEAST_MEMORY)
                || !(buffers >= input.limit(RedisThreshold.REDIS_BUFFERS) * used)) {
            return Advice.NONE;
        }
        return Advice.of(Finding.about("RED-OUTBUF", "redis buffers")
                .severity(Severity.MEDIUM)
                .title("Buffers of clients take " + Amounts.percent(buffers / used) + " of the memory")
                .explained("Clients ask for more than they read: large replies, or subscribers that are too slow.")
                .figure("buffers", buffers, "bytes", "now", RedisInput.SOURCE)
                .confidence(0.7)
                .build());
    }
}
