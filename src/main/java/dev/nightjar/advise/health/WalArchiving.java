package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.List;

/** WAL files that cannot be archived: the server keeps every one of them until the disk is full. */
final class WalArchiving implements Check {
    private static final String VIEW = "pg_stat_archiver";
    private static final double DAY_HOURS = 24;

    @Override
    public String id() {
        return "PG-ARCHIVE";
    }

    @Override
    public Advice assess(CheckInput input) {
        if (input.setting("archive_mode").isEmpty()) {
            return input.settingsMissing(id());
        }
        if (input.isSettingOff("archive_mode") || input.isStandby()) {
            return Advice.NONE;
        }
        double failures = input.instance()
                .map(server -> server.night(InstanceMetric.ARCHIVE_FAILURES))
                .orElse(Double.NaN);
        if (Double.isNaN(failures)) {
            return input.missing(id(), VIEW, VIEW + " was not read yet", "");
        }
        double[] failing = input.instanceLevels(InstanceMetric.ARCHIVE_FAILING);
        boolean fails = failing.length > 0 && failing[failing.length - 1] > 0;
        return fails && failures > 0 ? failing(input, failures) : Advice.NONE;
    }

    private Advice failing(CheckInput input, double failures) {
        double walPerHour = input.instance()
                        .map((SubjectHistory server) -> server.night(InstanceMetric.WAL_BYTES))
                        .orElse(Double.NaN)
                / Math.max(1, input.night().window().days() * DAY_HOURS);
        Finding finding = Finding.about(id(), "WAL archive")
                .severity(Severity.CRITICAL)
                .title("WAL files cannot be archived")
                .explained(Amounts.count(failures)
                        + " attempts failed in the night, the last of them too. The server keeps every WAL file until it"
                        + " is archived, until the disk is full and it stops"
                        + (walPerHour > 0 ? ": " + Amounts.bytes(walPerHour) + " more every hour" : "")
                        + ". A backup cannot be brought beyond the last file that was archived.")
                .figure("failed attempts", failures, "", "the night", VIEW)
                .figure("WAL written", walPerHour, "bytes/h", "the night", "pg_stat_wal")
                .confidence(0.95)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "WAL archive")
                        .answers(finding)
                        .title("Find out why archive_command or archive_library fails")
                        .because("The server's log has the command's own words for each attempt that failed.")
                        .harm(0.8)
                        .judged(0.9, 0, 1)
                        .sql(
                                List.of(
                                        "SELECT last_archived_wal, last_archived_time, last_failed_wal,"
                                                + " last_failed_time, failed_count FROM pg_stat_archiver;",
                                        "SELECT count(*) AS files, pg_size_pretty(sum(size)) AS size FROM"
                                                + " pg_ls_waldir();"),
                                List.of())
                        .verifiedBy("last_archived_time is later than last_failed_time")
                        .source(VIEW)
                        .build());
    }
}
