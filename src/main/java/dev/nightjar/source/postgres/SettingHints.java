package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import java.util.ArrayList;
import java.util.List;

/** Settings of a server that would make a report say more. None of them is needed. */
public final class SettingHints {
    private final ServerFacts server;
    private final List<MissingInput> hints = new ArrayList<>();

    private SettingHints(ServerFacts server) {
        this.server = server;
    }

    /** One hint per setting, most useful first. */
    public static List<MissingInput> of(ServerFacts server) {
        SettingHints hints = new SettingHints(server);
        hints.when("compute_query_id", "off", "statements have no number, so pg_stat_statements stays empty", "auto");
        hints.when("pg_stat_statements.track", "none", "no statement is tracked", "top");
        hints.when("track_io_timing", "off", "the time spent reading and writing blocks is unknown", "on");
        hints.when("log_min_duration_statement", "-1", "slow statements are not in the log", "500ms");
        hints.when("log_lock_waits", "off", "waits for locks are not in the log", "on");
        hints.when("log_temp_files", "-1", "statements that spill to disk are not in the log", "10MB");
        hints.when("log_checkpoints", "off", "the reasons of checkpoints are not in the log", "on");
        hints.when("log_autovacuum_min_duration", "-1", "the work of autovacuum is not in the log", "1min");
        return List.copyOf(hints.hints);
    }

    private void when(String name, String value, String reason, String proposed) {
        if (server.setting(name).map(Setting::value).filter(value::equals).isPresent()) {
            hints.add(new MissingInput(
                    name,
                    "is " + value + ": " + reason,
                    "ALTER SYSTEM SET " + name + " = '" + proposed + "'; SELECT pg_reload_conf();"));
        }
    }
}
