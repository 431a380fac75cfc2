package dev.nightjar.source.postgres;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Observation;
import dev.nightjar.model.SubjectKind;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads pg_stat_activity: how many sessions there are, and what they do. It has no counters but one of ours, the number
 * of snapshots; its epoch is the first visit's time, so that each visit counts as one more.
 */
final class ActivityCounters {
    private static final Collector LEVELS = new Collector("pg_stat_activity", SubjectKind.INSTANCE, "activity");
    private static final Collector SESSIONS = new Collector("pg_stat_activity", SubjectKind.SESSIONS, "sessions");

    private Optional<Instant> first = Optional.empty();
    private long visits;

    record Seen(String epoch, List<Observation> observations) {}

    Seen read(Statement statement, Instant now) throws SQLException {
        List<Observation> observations = new ArrayList<>();
        visits++;
        for (Collector.Part part : LEVELS.read(statement, CollectSql.text(LEVELS.query()))) {
            for (Observation levels : part.observations()) {
                observations.add(new Observation(
                        levels.subject(), levels.measures().with(InstanceMetric.SNAPSHOTS, (double) visits)));
            }
        }
        for (Collector.Part part : SESSIONS.read(statement, CollectSql.text(SESSIONS.query()))) {
            observations.addAll(part.observations());
        }
        first = first.or(() -> Optional.of(now));
        return new Seen(first.orElse(now).toString(), observations);
    }
}
