package dev.nightjar.source.redis;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a command of the slow log to its name and, where the next word is a key, the key's pattern. */
final class SlowCommands {
    /** The next word is a subcommand. */
    private static final Set<String> CONTAINERS = Set.of(
            "ACL",
            "CLIENT",
            "CLUSTER",
            "COMMAND",
            "CONFIG",
            "DEBUG",
            "FUNCTION",
            "LATENCY",
            "MEMORY",
            "MODULE",
            "OBJECT",
            "PUBSUB",
            "SCRIPT",
            "SLOWLOG",
            "XGROUP",
            "XINFO");

    /** What follows is a secret, a script or data. */
    private static final Set<String> NAME_ONLY = Set.of(
            "AUTH",
            "HELLO",
            "EVAL",
            "EVAL_RO",
            "EVALSHA",
            "EVALSHA_RO",
            "FCALL",
            "FCALL_RO",
            "ECHO",
            "PING",
            "MIGRATE",
            "REPLICAOF",
            "SLAVEOF",
            "SELECT",
            "SCAN",
            "PSYNC",
            "SYNC",
            "INFO",
            "SHUTDOWN",
            "FLUSHALL",
            "FLUSHDB",
            "WAIT");

    private SlowCommands() {}

    static String redacted(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        String name = words.get(0).toUpperCase(Locale.ROOT);
        if (words.size() == 1 || NAME_ONLY.contains(name)) {
            return name;
        }
        if (CONTAINERS.contains(name)) {
            return name + " " + words.get(1).toUpperCase(Locale.ROOT);
        }
        return name + " " + KeyPattern.of(words.get(1));
    }
}
