package dev.nightjar.store;

import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.Measures;
import dev.nightjar.model.Metric;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SequenceMetric;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;
import java.util.Optional;
import java.util.Set;

/**
 * Which samples are worth a row: those in which a counter moved or a level changed. Of what has no counters (sessions)
 * every sample is, because its absence has a meaning. Ages grow by themselves: they count in steps of a million
 * transactions, half a percent of autovacuum_freeze_max_age's default of 200 million. Sequences count in steps of a
 * ten-thousandth of their range: what one that lasts for seven years uses in six hours.
 */
final class Worth {
    private static final double AGE_STEP = 1_000_000;
    private static final double SEQUENCE_STEPS = 10_000;
    private static final Set<Metric> AGES =
            Set.of(TableMetric.FROZEN_XID_AGE, DatabaseMetric.FROZEN_XID_AGE, DatabaseMetric.MIN_MXID_AGE);

    private Worth() {}

    static boolean of(Sample sample, Optional<Measures> before) {
        Measures now = sample.measures();
        if (now.kind() == SubjectKind.SEQUENCE && before.isPresent()) {
            return Double.compare(step(now), step(before.get())) != 0;
        }
        return !now.isQuiet() || before.isEmpty() || levelsDiffer(now, before.get());
    }

    /** An end that moves moves the step as well, unless nothing was used yet. */
    private static double step(Measures sequence) {
        return Math.floor(SEQUENCE_STEPS * sequence.get(SequenceMetric.USED) / sequence.get(SequenceMetric.RANGE));
    }

    private static boolean levelsDiffer(Measures now, Measures before) {
        SubjectKind kind = now.kind();
        boolean counts = false;
        for (int i = 0; i < kind.size(); i++) {
            Metric metric = kind.metric(i);
            if (metric.isCounter()) {
                counts = true;
            } else if (Double.compare(level(now, metric), level(before, metric)) != 0) {
                return true;
            }
        }
        return !counts;
    }

    private static double level(Measures measures, Metric metric) {
        double value = measures.get(metric);
        return AGES.contains(metric) ? Math.floor(value / AGE_STEP) : value;
    }
}
