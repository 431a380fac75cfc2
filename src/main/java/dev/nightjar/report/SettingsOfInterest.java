package dev.nightjar.report;

import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Setting;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the settings that a reader of a performance report asks for. */
final class SettingsOfInterest {
    private static final Set<String> ALWAYS = Set.of(
            "autovacuum",
            "autovacuum_max_workers",
            "checkpoint_completion_target",
            "checkpoint_timeout",
            "default_statistics_target",
            "effective_cache_size",
            "effective_io_concurrency",
            "fsync",
            "full_page_writes",
            "jit",
            "log_lock_waits",
            "log_min_duration_statement",
            "log_temp_files",
            "maintenance_work_mem",
            "max_connections",
            "max_parallel_workers_per_gather",
            "max_wal_size",
            "random_page_cost",
            "shared_buffers",
            "shared_preload_libraries",
            "synchronous_commit",
            "track_io_timing",
            "wal_compression",
            "work_mem");

    List<Report.ConfigurationItem> of(Optional<ServerFacts> server) {
        return server.stream()
                .flatMap(facts -> facts.settings().stream())
                .filter(setting -> ALWAYS.contains(setting.name()) || setting.pendingRestart())
                .sorted(Comparator.comparing(Setting::name))
                .map(setting -> new Report.ConfigurationItem(
                        setting.name(), readable(setting), setting.source(), setting.pendingRestart()))
                .toList();
    }

    /** Sizes in blocks or kilobytes as people write them; {@code 16384} of {@code 8kB} is {@code 128 MB}. */
    private static String readable(Setting setting) {
        long kilobytes = switch (setting.unit()) {
            case "8kB" -> 8;
            case "kB" -> 1;
            case "MB" -> 1024;
            default -> 0;
        };
        if (kilobytes == 0 || !setting.value().matches("\\d{1,15}")) {
            return setting.unit().isEmpty() ? setting.value() : setting.value() + " " + setting.unit();
        }
        long size = Long.parseLong(setting.value()) * kilobytes;
        if (size >= 1 << 20 && size % (1 << 20) == 0) {
            return size / (1 << 20) + " GB";
        }
        return size >= 1024 && size % 1024 == 0 ? size / 1024 + " MB" : size + " kB";
    }
}
