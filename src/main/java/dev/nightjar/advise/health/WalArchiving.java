package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import java.util.Arrays;
import java.util.List;

/** WAL files that cannot be archived: the server keeps every one of them until the disk is full. */
final class WalArchiving implements Check {
    private static final String VIEW = "pg_stat_archiver";
    private static final double DAY_HOURS = 24;

    /** One attempt that failed is made again a minute later. */
    private static final int LAST_VISITS = 3;
    /** So many files without one that is archived are no quiet night. */
    private static final int SEGMENTS = 10;

    private static final double SEGMENT_BYTES = 16 << 20;

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
        double[] last = Arrays.copyOfRange(failing, Math.max(0, failing.length - LAST_VISITS), failing.length);
        boolean fails = last.length > 0 && Arrays.stream(last).allMatch(state -> state > 0);
        if (fails && failures > 0) {
            return failing(input, failures);
        }
        double archived = input.instance()
                .map(server -> server.night(InstanceMetric.ARCHIVED))
                .orElse(Double.NaN);
        double written = input.instance()
                .map(server -> server.night(InstanceMetric.WAL_BYTES))
                .orElse(Double.NaN);
        return archived == 0 && written >= SEGMENTS * SEGMENT_BYTES ? standing(written) : Advice.NONE;
    }

    /** A command that hangs, or none at all, fails never. */
    private Advice standing(double written) {
        Finding finding = Finding.about(id(), "WAL archive")
                .severity(Severity.HIGH)
                .title("No WAL file was archived in the night")
                .explained(
                        Amounts.bytes(written)
                                + " of WAL were written meanwhile. The command hangs, is not set, or has not"
                                + " caught up: the server keeps every file until it is archived, until the disk is full and it stops.")
                .figure("WAL written", written, "bytes", "the night", "pg_stat_wal")
                .confidence(0.8)
                .build();
        return Advice.of(finding, remedy(finding));
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
        return Advice.of(finding, remedy(finding));
    }

    private static Recommendation remedy(Finding finding) {
        return Recommendation.to(ActionType.INVESTIGATE, "WAL archive")
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
                .build();
    }
}
