package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;

/** A storage that answers slowly, judged by the read time that the server measured itself. */
final class StorageLatency implements Check {
    private static final double LEAST_BLOCKS = 10_000;

    @Override
    public String id() {
        return "PG-IO-STORAGE";
    }

    @Override
    public Advice assess(CheckInput input) {
        double blocks = night(input, DatabaseMetric.BLOCKS_READ);
        double readMs = night(input, DatabaseMetric.READ_MS);
        if (input.isSettingOff("track_io_timing") || Double.isNaN(readMs) || Double.isNaN(blocks)) {
            return Advice.notAssessed(
                    id(),
                    "read times are not tracked",
                    "ALTER SYSTEM SET track_io_timing = on; SELECT pg_reload_conf();");
        }
        double latency = readMs / Math.max(1, blocks);
        if (blocks < LEAST_BLOCKS || latency < input.limit(HealthThreshold.STORAGE_LATENCY_MS)) {
            return Advice.NONE;
        }
        double share = input.databaseSeconds() > 0 ? readMs / 1000 / input.databaseSeconds() : Double.NaN;
        return Advice.of(Finding.about(id(), "storage")
                .severity(share >= 0.1 ? Severity.MEDIUM : Severity.LOW)
                .title("A read from storage takes " + Amounts.seconds(latency / 1000) + " on average")
                .explained(
                        "That is slow for solid state; a neighbour, a burst limit or a failing device is likely. Nothing"
                                + " in the database cures it, fewer reads relieve it.")
                .figure("latency", latency, "ms/block", "the night", "pg_stat_database")
                .figure("blocks read", blocks, "", "the night", "pg_stat_database")
                .costs(readMs / 1000, share)
                .confidence(0.7)
                .build());
    }

    private static double night(CheckInput input, DatabaseMetric metric) {
        double sum = Double.NaN;
        for (SubjectHistory database : input.databases()) {
            double value = database.night(metric);
            if (!Double.isNaN(value)) {
                sum = Double.isNaN(sum) ? value : sum + value;
            }
        }
        return sum;
    }
}
