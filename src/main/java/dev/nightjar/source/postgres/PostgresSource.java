package dev.nightjar.source.postgres;

import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Observation;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.Snapshot;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TimeMap;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.sql.Identifiers;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the counters of one PostgreSQL server. One session at a time; the one to the main database is kept between
 * visits. Not thread-safe.
 *
 * <p>A snapshot's epoch is its view's own {@code stats_reset} where that moves only when the counters are cleared. It
 * moves without that for pg_stat_database (resetting one table's counters touches it) and does not exist for tables and
 * indexes: their epoch is constant, and a reset, like a crash, shows as counters that fell.
 */
public final class PostgresSource implements AutoCloseable {
    private static final List<Collector> SERVER_WIDE = List.of(
            new Collector("pg_stat_database", SubjectKind.DATABASE, "database"),
            new Collector("pg_stat_checkpointer", SubjectKind.INSTANCE, "checkpoints"),
            new Collector("pg_stat_wal", SubjectKind.INSTANCE, "wal"),
            new Collector("pg_stat_archiver", SubjectKind.INSTANCE, "archiver"),
            new Collector("pg_replication_slots", SubjectKind.REPLICATION_SLOT, "slots"));

    private static final Collector STATEMENTS_INFO =
            new Collector("pg_stat_statements_info", SubjectKind.INSTANCE, "statements-info");

    private static final List<Collector> PER_DATABASE = List.of(
            new Collector("pg_stat_user_tables", SubjectKind.TABLE, "tables"),
            new Collector("pg_stat_user_indexes", SubjectKind.INDEX, "indexes"));

    private final PostgresTarget target;
    private final TimeMap timeMap;
    private final StatementCounters statements = new StatementCounters();
    private Optional<PostgresSession> kept = Optional.empty();

    /**
     * A source that connects when it is asked.
     *
     * @param timeMap from the server's clock to the report's
     */
    public PostgresSource(PostgresTarget target, TimeMap timeMap) {
        this.target = target;
        this.timeMap = timeMap;
    }

    /** Reads all there is to read; never fails for what the server or the role does not allow. */
    public PostgresReading collect() {
        boolean reused = kept.isPresent();
        try {
            return read();
        } catch (SQLException e) {
            close();
            if (reused && String.valueOf(e.getSQLState()).matches("08.*|57P0.")) {
                // The kept session was ended since the last visit; a new one tells whether the server is there.
                return collect();
            }
            return new PostgresReading(
                    List.of(), List.of(QueryRefusal.of(e, "postgres", target.user())), Optional.empty());
        } catch (PostgresUnavailableException e) {
            return new PostgresReading(List.of(), List.of(e.missing()), Optional.empty());
        }
    }

    private PostgresReading read() throws SQLException {
        PostgresSession session = kept.orElseGet(() -> PostgresSession.open(target, target.database()));
        kept = Optional.of(session);
        ServerState state = ServerState.read(session);
        Visit visit = new Visit(state, timeMap.toMapped(state.now()));
        if (!state.readsStatistics()) {
            visit.missing.add(new MissingInput(
                    "postgres statistics",
                    "the role " + state.role() + " does not see other roles' sessions, statements and settings",
                    "GRANT pg_monitor TO " + Identifiers.quote(state.role()) + ";"));
        }
        try (Statement statement = session.connection().createStatement()) {
            for (Collector collector : SERVER_WIDE) {
                visit.read(collector, statement);
            }
            visit.readStatements(statement);
            if (state.readsStatistics()) {
                visit.readActivity(statement);
            }
            visit.readDatabase(target.database(), statement);
        }
        ServerFacts facts = ServerFactsReader.read(session, state, timeMap);
        for (String database : target.databases()) {
            if (!database.equals(target.database())) {
                visit.readOther(database);
            }
        }
        return new PostgresReading(visit.snapshots, visit.missing, Optional.of(facts));
    }

    /** Ends the kept session. */
    @Override
    public void close() {
        kept.ifPresent(PostgresSession::close);
        kept = Optional.empty();
    }

    /** What one visit gathers, all under the same time. */
    private final class Visit {
        private final ServerState state;
        private final Instant at;
        private final List<Snapshot> snapshots = new ArrayList<>();
        private final List<MissingInput> missing = new ArrayList<>();

        Visit(ServerState state, Instant at) {
            this.state = state;
            this.at = at;
        }

        void add(String source, String epoch, List<Observation> observations) {
            snapshots.add(new Snapshot(target.name(), source, at, epoch, observations));
        }

        void read(Collector collector, Statement statement) throws SQLException {
            Optional<String> sql = CollectSql.text(collector.query(), state.major());
            if (sql.isEmpty()) {
                return;
            }
            try {
                for (Collector.Part part : collector.read(statement, inSchema(sql.get()))) {
                    add(part.source(), part.epoch(), part.observations());
                }
            } catch (SQLException e) {
                note(QueryRefusal.of(e, collector.source(), state.role()), e);
            }
        }

        void readStatements(Statement statement) throws SQLException {
            Optional<MissingInput> obstacle = StatementsRemedy.before(state, target.database());
            if (obstacle.isPresent()) {
                missing.add(obstacle.get());
                return;
            }
            try {
                List<Collector.Part> info = STATEMENTS_INFO.read(statement, statementsSql("statements-info"));
                for (Collector.Part part : info) {
                    add(part.source(), part.epoch(), part.observations());
                    add(
                            StatementsRemedy.SOURCE,
                            part.epoch(),
                            statements.read(
                                    statement,
                                    statementsSql("statements"),
                                    inSchema(CollectSql.text("statement-texts"))));
                }
            } catch (SQLException e) {
                note(StatementsRemedy.refused(e, state), e);
            }
        }

        void readActivity(Statement statement) throws SQLException {
            try {
                add("pg_stat_activity", ActivityCounters.EPOCH, ActivityCounters.read(statement));
            } catch (SQLException e) {
                note(QueryRefusal.of(e, "pg_stat_activity", state.role()), e);
            }
        }

        void readDatabase(String database, Statement statement) throws SQLException {
            for (Collector collector : PER_DATABASE) {
                read(collector, statement);
            }
            SequenceValues sequences = new SequenceValues(database);
            try {
                for (Collector.Part part : sequences.read(statement)) {
                    add(part.source(), part.epoch(), part.observations());
                }
            } catch (SQLException e) {
                note(QueryRefusal.of(e, sequences.source(), state.role()), e);
            }
        }

        void readOther(String database) {
            try (PostgresSession session = PostgresSession.open(target, database);
                    Statement statement = session.connection().createStatement()) {
                readDatabase(database, statement);
            } catch (SQLException e) {
                missing.add(QueryRefusal.of(e, "database " + database, state.role()));
            } catch (PostgresUnavailableException e) {
                missing.add(new MissingInput(
                        "database " + database,
                        e.missing().reason(),
                        e.missing().remedy()));
            }
        }

        private String statementsSql(String query) {
            return inSchema(CollectSql.text(query, state.major()).orElseThrow());
        }

        private String inSchema(String sql) {
            return sql.replace(
                    "{schema}", state.statementsSchema().map(Identifiers::quote).orElse("public"));
        }

        /** A session that ended is not a view that cannot be read. */
        private void note(MissingInput input, SQLException e) throws SQLException {
            if (String.valueOf(e.getSQLState()).matches("08.*|57P0.")) {
                throw e;
            }
            missing.add(input);
        }
    }
}
