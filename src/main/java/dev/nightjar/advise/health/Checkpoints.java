package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.List;

/**
 * Checkpoints that come because max_wal_size is full, not because it is time. A forced one starts when about max_wal_size
 * ÷ (1 + checkpoint_completion_target) was written; where far less was, somebody asked for it (a backup, a CHECKPOINT
 * command), and that is no finding.
 */
final class Checkpoints implements Check {
    private static final double GIGABYTE = 1024.0 * 1024 * 1024;
    private static final double DEFAULT_TIMEOUT_SECONDS = 300;
    private static final double DEFAULT_COMPLETION = 0.9;
    private static final double MARGIN = 1.3;
    private static final double BY_COMMAND = 0.25;

    @Override
    public String id() {
        return "PG-CKPT";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.instance().isEmpty()) {
            return input.instanceMissing(id());
        }
        if (input.isStandby()) {
            return Advice.NONE;
        }
        Measures night = input.instance().get().night();
        double forced = night.get(InstanceMetric.CHECKPOINTS_REQUESTED);
        double timed = night.get(InstanceMetric.CHECKPOINTS_TIMED);
        if (Double.isNaN(forced) || Double.isNaN(timed)) {
            return input.instanceMissing(id());
        }
        double days = input.night().window().days();
        double share = forced / Math.max(1, forced + timed);
        double wal = night.get(InstanceMetric.WAL_BYTES);
        double completion = number(input, "checkpoint_completion_target", DEFAULT_COMPLETION);
        double limit = input.setting("max_wal_size").map(SettingValue::bytes).orElse(GIGABYTE);
        boolean byCommand = wal / Math.max(1, forced + timed) < BY_COMMAND * limit / (1 + completion);
        if (share < input.limit(HealthThreshold.CHECKPOINT_SHARE)
                || forced / days < input.limit(HealthThreshold.CHECKPOINTS_FORCED)
                || byCommand) {
            return Advice.NONE;
        }
        boolean heavy = share >= 0.5 && wal / days / 24 >= GIGABYTE;
        Finding finding = Finding.about(id(), "checkpoints")
                .severity(heavy ? Severity.HIGH : Severity.MEDIUM)
                .title(Amounts.percent(share) + " of the checkpoints are forced by the volume of WAL")
                .explained("max_wal_size (" + Amounts.bytes(limit) + ") is full before checkpoint_timeout ends, "
                        + Amounts.count(forced / days)
                        + " times a day. After each, every page is written to WAL whole once more.")
                .figure("forced", forced, "checkpoints", "the night", "pg_stat_checkpointer")
                .figure("by time", timed, "checkpoints", "the night", "pg_stat_checkpointer")
                .figure("WAL", wal, "bytes", "the night", "pg_stat_wal")
                .build();
        return Double.isNaN(wal) ? Advice.of(finding) : Advice.of(finding, larger(input, finding, completion, limit));
    }

    private static Recommendation larger(CheckInput input, Finding finding, double completion, double limit) {
        double timeout =
                input.setting("checkpoint_timeout").map(SettingValue::millis).orElse(Double.NaN) / 1000;
        double perCheckpoint = busiest(input) * (timeout > 0 ? timeout : DEFAULT_TIMEOUT_SECONDS);
        long gigabytes =
                Math.round(Math.ceil(Math.max(perCheckpoint * (1 + completion) * MARGIN, 2 * limit) / GIGABYTE));
        SettingChange change = SettingChange.reload(input, "max_wal_size", gigabytes + "GB");
        return Recommendation.to(ActionType.RELOAD_SETTING, "max_wal_size")
                .answers(finding)
                .title("Raise max_wal_size to " + gigabytes + " GB")
                .because("At the busiest hour " + Amounts.bytes(perCheckpoint)
                        + " of WAL are written per checkpoint_timeout. pg_wal may take that much disk, and recovery after a"
                        + " crash takes longer.")
                .judged(0.6, 0.05, 0.5)
                .harm(0.05)
                .bytesNeeded(gigabytes * GIGABYTE - limit)
                .sql(change.apply(), change.undo())
                .verifiedBy("fewer than a fifth of the checkpoints are forced on three nights")
                .source("pg_stat_checkpointer, pg_stat_wal")
                .build();
    }

    /** WAL per second of the server's clock in the sample with the most. */
    private static double busiest(CheckInput input) {
        double most = 0;
        for (Sample sample : input.instance().map(SubjectHistory::samples).orElse(List.of())) {
            double seconds = input.serverSeconds(sample.interval().days());
            most = Math.max(most, sample.measures().known(InstanceMetric.WAL_BYTES) / seconds);
        }
        return most;
    }

    private static double number(CheckInput input, String name, double otherwise) {
        return input.setting(name).map(SettingValue::number).orElse(otherwise);
    }
}
