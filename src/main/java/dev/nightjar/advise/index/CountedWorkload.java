package dev.nightjar.advise.index;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Measures;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The workload of one database from what pg_stat_statements counted; entries of several roles become one. */
public final class CountedWorkload {
    private record Counted(String text, Measures measures) {}

    private final String database;
    private final Map<Fingerprint, Counted> statements = new LinkedHashMap<>();

    public CountedWorkload(String database) {
        this.database = database;
    }

    /** Adds what a statement did within the window; those of other databases are passed over. */
    public CountedWorkload add(Subject subject, Measures measures) {
        if (subject.kind() == SubjectKind.STATEMENT
                && subject.attribute(Subject.DATABASE).equals(database)) {
            statements.merge(
                    Fingerprint.parse(subject.attribute(Subject.FINGERPRINT)),
                    new Counted(subject.attribute(Subject.TEXT), measures),
                    (one, other) -> new Counted(one.text(), one.measures().plus(other.measures())));
        }
        return this;
    }

    public List<WorkloadStatement> statements() {
        List<WorkloadStatement> all = new ArrayList<>();
        statements.forEach((fingerprint, counted) -> all.add(new WorkloadStatement(
                fingerprint,
                counted.text(),
                (long) counted.measures().known(StatementMetric.CALLS),
                counted.measures().get(StatementMetric.EXEC_MS),
                (long) counted.measures().known(StatementMetric.ROWS),
                List.of())));
        return all;
    }
}
