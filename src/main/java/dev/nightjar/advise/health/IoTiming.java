package dev.nightjar.advise.health;

import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;

/** Read times that are not tracked, so that several checks stay blind. */
final class IoTiming implements Check {
    @Override
    public String id() {
        return "PG-OBS-TIMING";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (!input.knowsSettings()) {
            return input.settingsMissing(id());
        }
        if (!input.isSettingOff("track_io_timing")) {
            return Advice.NONE;
        }
        Finding finding = Finding.about(id(), "track_io_timing")
                .severity(Severity.INFO)
                .title("The server does not measure how long reads take")
                .explained(
                        "Whether a slow statement waits for storage cannot be told without it. What it costs, pg_test_timing"
                                + " tells: little where a clock reading takes less than 100 ns.")
                .confidence(0.99)
                .build();
        SettingChange change = SettingChange.reload(input, "track_io_timing", "on");
        return Advice.of(
                finding,
                Recommendation.to(ActionType.RELOAD_SETTING, "track_io_timing")
                        .answers(finding)
                        .title("Measure the time of reads and writes")
                        .because("Later reports can then tell storage from computing.")
                        .judged(0.9, 0.02, 0.1)
                        .sql(change.apply(), change.undo())
                        .verifiedBy("read times appear")
                        .source("pg_settings")
                        .build());
    }
}
