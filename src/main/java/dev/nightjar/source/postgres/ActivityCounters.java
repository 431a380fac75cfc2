package dev.nightjar.source.postgres;

import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.Observation;
import dev.nightjar.model.SubjectKind;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads pg_stat_activity: how many sessions there are, and what they do. Each visit counts as one snapshot. */
final class ActivityCounters {
    private static final Collector LEVELS = new Collector("pg_stat_activity", SubjectKind.INSTANCE, "activity");
    private static final Collector SESSIONS = new Collector("pg_stat_activity", SubjectKind.SESSIONS, "sessions");

    /** It has no counters that could be reset. */
    static final String EPOCH = "";

    private ActivityCounters() {}

    static List<Observation> read(Statement statement) throws SQLException {
        List<Observation> observations = new ArrayList<>();
        for (Collector.Part part : LEVELS.read(statement, CollectSql.text(LEVELS.query()))) {
            for (Observation levels : part.observations()) {
                observations.add(
                        new Observation(levels.subject(), levels.measures().with(InstanceMetric.SNAPSHOTS, 1)));
            }
        }
        for (Collector.Part part : SESSIONS.read(statement, CollectSql.text(SESSIONS.query()))) {
            observations.addAll(part.observations());
        }
        return observations;
    }
}
