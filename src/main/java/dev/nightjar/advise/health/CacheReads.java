package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Setting;
import dev.nightjar.model.Severity;
import dev.nightjar.model.StatementMetric;
import java.util.List;
import java.util.Optional;

/**
 * Reads from the device that take a large part of all time. By time, never by hit ratio: a read that the operating system
 * answers from its cache is no miss, and a nested loop over hot pages has a ratio of 99.9 %.
 */
final class CacheReads implements Check {
    private static final double DEFAULT_BUFFERS = 128 * 1024 * 1024.0;

    @Override
    public String id() {
        return "PG-CACHE";
    }

    @Override
    public Advice assess(CheckInput input) {
        double readMs = input.databaseSum(DatabaseMetric.READ_MS);
        double blocks = input.databaseSum(DatabaseMetric.BLOCKS_READ);
        if (input.isSettingOff("track_io_timing") || Double.isNaN(readMs) || (readMs == 0 && blocks > 10_000)) {
            return Advice.notAssessed(
                    id(),
                    "read times are not tracked, and a hit ratio alone says nothing",
                    "ALTER SYSTEM SET track_io_timing = on; SELECT pg_reload_conf();");
        }
        if (input.statements().isEmpty()) {
            return input.statementsMissing(id());
        }
        double seconds = input.statements().stream()
                        .mapToDouble(load -> load.lookback().known(StatementMetric.READ_MS))
                        .sum()
                / 1000
                / input.days();
        double share = input.databaseSeconds() > 0 ? seconds / input.databaseSeconds() : 0;
        double latency = blocks > 0 ? readMs / blocks : 0;
        if (share < input.limit(HealthThreshold.IO_SHARE)
                || latency < input.limit(HealthThreshold.IO_LATENCY_MS)
                || seconds < input.limit(HealthThreshold.TOP_STATEMENT_SECONDS)) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "reads from disk")
                .severity(share >= 0.4 ? Severity.HIGH : Severity.MEDIUM)
                .title("Waiting for reads takes " + Amounts.percent(share) + " of the database time")
                .explained("A block takes " + Amounts.seconds(latency / 1000)
                        + " on average, so it comes from the device, not from the page cache. First a missing index or a"
                        + " smaller working set, then shared_buffers, then memory.")
                .figure("reading", seconds, "s/day", input.span(), "pg_stat_statements")
                .figure("latency", latency, "ms/block", input.span(), "pg_stat_database")
                .figure("blocks read", blocks / input.days(), "per day", input.span(), "pg_stat_database")
                .costs(seconds, share)
                .build();
        Optional<Setting> buffers = input.setting("shared_buffers");
        boolean small = buffers.map(SettingValue::bytes).orElse(Double.NaN) <= DEFAULT_BUFFERS;
        return small ? Advice.of(finding, larger(input, finding)) : Advice.of(finding);
    }

    private static Recommendation larger(CheckInput input, Finding finding) {
        return Recommendation.to(ActionType.RESTART_SETTING, "shared_buffers")
                .answers(finding)
                .title("Give shared_buffers a quarter of the memory of a dedicated host")
                .because(
                        "It stands at the value that a new installation gets. The memory of the host is not known here, so"
                                + " the value is yours to fill in.")
                .text(
                        List.of(
                                "ALTER SYSTEM SET shared_buffers = '<a quarter of the host's memory>';  -- then restart"),
                        SettingChange.restart(input, "shared_buffers", "").undo())
                .verifiedBy("the share of read time falls on three nights")
                .source("pg_stat_statements, pg_settings")
                .build();
    }
}
