package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Sample;
import dev.nightjar.model.Severity;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A snapshot so old that vacuum may not remove what was deleted since: a forgotten transaction, slot or prepared one. */
final class CleanupHorizon implements Check {
    /** What it is about, as findings that it explains name it. */
    static final String OBJECT = "cleanup horizon";

    private static final String HOLDERS =
            "SELECT 'session' AS holder, pid::text AS id, state AS detail, age(backend_xmin) AS xmin_age, now() - xact_start"
                    + " AS since FROM pg_stat_activity WHERE backend_xmin IS NOT NULL AND backend_type <> 'walsender'"
                    + " UNION ALL SELECT 'standby feedback', application_name, state, age(backend_xmin), now() -"
                    + " backend_start FROM pg_stat_replication WHERE backend_xmin IS NOT NULL"
                    + " UNION ALL SELECT 'slot', slot_name::text, slot_type, greatest(age(xmin), age(catalog_xmin)), NULL"
                    + " FROM pg_replication_slots WHERE xmin IS NOT NULL OR catalog_xmin IS NOT NULL"
                    + " UNION ALL SELECT 'prepared', gid, owner::text, age(transaction), now() - prepared FROM"
                    + " pg_prepared_xacts ORDER BY 4 DESC NULLS LAST;";

    @Override
    public String id() {
        return "PG-VAC-XMIN";
    }

    @Override
    public Advice assess(CheckInput input) {
        double[] ages = input.instanceLevels(InstanceMetric.OLDEST_XMIN_AGE);
        if (ages.length == 0) {
            return input.instanceMissing(id());
        }
        double hours = hoursAbove(input);
        if (input.isStandby() || hours < input.limit(HealthThreshold.XMIN_HOURS)) {
            return Advice.NONE;
        }
        double age = Arrays.stream(ages).max().orElse(0);
        boolean hurts = input.tables().stream().anyMatch(CleanupHorizon::deadRowsGrew);
        Finding finding = Finding.about(id(), OBJECT)
                .severity(hurts ? Severity.HIGH : Severity.MEDIUM)
                .title("Something holds back vacuum by " + Amounts.count(age) + " transactions")
                .explained("For " + Amounts.count(hours)
                        + " hours the oldest snapshot did not move on; rows deleted since cannot be removed"
                        + (hurts ? ", and dead rows grow." : ".")
                        + " Backups, initial copies of logical replication and reports on replicas do this by design.")
                .figure("age", age, "transactions", "the night", "pg_stat_activity, pg_replication_slots")
                .figure("duration", hours, "hours", "the night", "pg_stat_activity")
                .confidence(0.8)
                .build();
        return Advice.of(
                finding,
                Recommendation.to(ActionType.INVESTIGATE, "cleanup horizon")
                        .answers(finding)
                        .title("Find what holds the cleanup horizon and end it")
                        .because("Until it ends, no vacuum setting helps.")
                        .harm(hurts ? 0.3 : 0.1)
                        .judged(0.8, 0, 0.5)
                        .sql(List.of(HOLDERS), List.of())
                        .verifiedBy("the age stays below " + Amounts.count(input.limit(HealthThreshold.XMIN_AGE)))
                        .source("pg_stat_activity")
                        .build());
    }

    private static double hoursAbove(CheckInput input) {
        Duration longest = Duration.ZERO;
        Duration run = Duration.ZERO;
        for (Sample sample : input.instance().map(SubjectHistory::samples).orElse(List.of())) {
            if (!sample.interval().to().isAfter(input.night().window().from())) {
                continue;
            }
            double age = sample.measures().get(InstanceMetric.OLDEST_XMIN_AGE);
            if (Double.isNaN(age)) {
                // Of another view, which does not tell it.
                continue;
            }
            run = age >= input.limit(HealthThreshold.XMIN_AGE)
                    ? run.plus(sample.interval().duration())
                    : Duration.ZERO;
            longest = run.compareTo(longest) > 0 ? run : longest;
        }
        return longest.toMinutes() / 60.0;
    }

    private static boolean deadRowsGrew(SubjectHistory table) {
        List<Sample> samples = table.samples();
        if (samples.size() < 2) {
            return false;
        }
        double before = samples.get(0).measures().get(TableMetric.DEAD_ROWS);
        double after = samples.get(samples.size() - 1).measures().get(TableMetric.DEAD_ROWS);
        return after >= 100_000 && after >= 2 * before;
    }
}
