package dev.nightjar.advise.redis;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.RedisMetric;
import dev.nightjar.model.Severity;
import java.util.List;

/** A dump or an append-only file that cannot be written: data would be lost at the next stop, and writes may be refused. */
final class FailingPersistence implements RedisCheck {
    @Override
    public String id() {
        return "RED-RDB-FAIL";
    }

    @Override
    public Advice assess(RedisInput input) {
        Advice advice = Advice.NONE;
        if (input.now(RedisMetric.RDB_LAST_SAVE_OK) == 0) {
            boolean refuses = input.config("stop-writes-on-bgsave-error")
                    .map("yes"::equals)
                    .orElse(true);
            advice = advice.plus(advice(
                    id(),
                    "dump",
                    refuses ? " Until one succeeds, Redis refuses writes (stop-writes-on-bgsave-error)." : ""));
        }
        boolean appends = input.info("aof_enabled").map("1"::equals).orElse(true);
        if (appends && input.now(RedisMetric.AOF_LAST_WRITE_OK) == 0) {
            advice = advice.plus(advice("RED-AOF-FAIL", "append-only file", ""));
        }
        return advice;
    }

    private static Advice advice(String check, String what, String consequence) {
        Finding finding = Finding.about(check, "redis " + what)
                .severity(Severity.CRITICAL)
                .title("The last " + what + " could not be written")
                .explained("What changed since is lost when the server stops." + consequence)
                .confidence(0.95)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "redis " + what)
                        .answers(finding)
                        .title("Find out why the " + what + " fails")
                        .because(
                                "The server's log says it: a full disk, rights on the directory, or no memory for the fork.")
                        .harm(0.9)
                        .judged(0.9, 0, 1)
                        .redis(
                                List.of(
                                        "CONFIG GET dir",
                                        "# free disk? rights? sysctl vm.overcommit_memory = 1?",
                                        "BGSAVE"),
                                List.of())
                        .verifiedBy("the status reads ok")
                        .source(RedisInput.SOURCE)
                        .build());
    }
}
