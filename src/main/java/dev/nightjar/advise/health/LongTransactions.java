package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Severity;
import java.util.Arrays;

/** A transaction that stays open for hours; harmless for a backup or a report, hence only worth a look. One hour: postgres-checkup. */
final class LongTransactions implements Check {
    @Override
    public String id() {
        return "PG-TXN-LONG";
    }

    @Override
    public Advice assess(CheckInput input) {
        double[] ages = input.instanceLevels(InstanceMetric.OLDEST_TRANSACTION_SECONDS);
        if (ages.length == 0) {
            return input.instanceMissing(id());
        }
        double longest = Arrays.stream(ages).max().orElse(0);
        if (longest < input.limit(HealthThreshold.LONG_TRANSACTION_SECONDS)) {
            return Advice.NONE;
        }
        boolean holds = Arrays.stream(input.instanceLevels(InstanceMetric.OLDEST_XMIN_AGE))
                        .max()
                        .orElse(0)
                >= input.limit(HealthThreshold.XMIN_AGE);
        return Advice.of(Finding.about(id(), "long transactions")
                .severity(holds ? Severity.MEDIUM : Severity.LOW)
                .title("A transaction was open for " + Amounts.seconds(longest))
                .explained("It holds its locks and "
                        + (holds ? "held back vacuum meanwhile." : "may hold back vacuum.")
                        + " Backups and nightly reports do this by design.")
                .figure("oldest transaction", longest, "s", "the night", "pg_stat_activity")
                .confidence(0.8)
                .build());
    }
}
