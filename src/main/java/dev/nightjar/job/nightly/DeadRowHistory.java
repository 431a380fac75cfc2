package dev.nightjar.job.nightly;

import dev.nightjar.detect.DeadRows;
import dev.nightjar.model.Sample;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.TableMetric;
import java.util.Optional;

/** Hands the dead rows of each table, day by day, to the search for those that are never removed. */
final class DeadRowHistory {
    /** As {@link dev.nightjar.detect.LeakDetector} looks at the last fortnight apart. */
    private static final int RECENT_DAYS = 14;

    private static final double DEFAULT_THRESHOLD = 50;
    private static final double DEFAULT_SCALE = .2;

    private final Days days;
    private final double threshold;
    private final double scale;
    private final DeadRows tables = new DeadRows();

    /** @param server whose settings say when a vacuum starts; a table's own options are not looked at */
    DeadRowHistory(Days days, Optional<ServerFacts> server) {
        this.days = days;
        this.threshold = setting(server, "autovacuum_vacuum_threshold", DEFAULT_THRESHOLD);
        this.scale = setting(server, "autovacuum_vacuum_scale_factor", DEFAULT_SCALE);
    }

    void add(SubjectHistory table) {
        double live = table.lookback(TableMetric.LIVE_ROWS);
        tables.add(
                table.subject().key(),
                days.minima(table.samples(), TableMetric.DEAD_ROWS),
                days.first(),
                table.lookback(TableMetric.DEAD_ROWS),
                live,
                recentVacuums(table),
                threshold + scale * live);
    }

    DeadRows.Found found(double heldHorizon) {
        return tables.found(heldHorizon);
    }

    private double recentVacuums(SubjectHistory table) {
        double vacuums = 0;
        for (Sample sample : table.samples()) {
            if (days.of(sample) >= days.count() - RECENT_DAYS) {
                vacuums += sample.measures().known(TableMetric.VACUUMS)
                        + sample.measures().known(TableMetric.AUTOVACUUMS);
            }
        }
        return vacuums;
    }

    private static double setting(Optional<ServerFacts> server, String name, double otherwise) {
        return server.flatMap(facts -> facts.setting(name))
                .map(setting -> setting.value())
                .filter(value -> value.matches("\\d+(\\.\\d+)?"))
                .map(Double::parseDouble)
                .orElse(otherwise);
    }
}
