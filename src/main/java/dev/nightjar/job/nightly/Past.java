package dev.nightjar.job.nightly;

import dev.nightjar.detect.Circumstances;
import dev.nightjar.detect.DeadRows;
import dev.nightjar.model.ServerFacts;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collector;

/** What detection reads, put together subject by subject: statements and tables by the hour, the servers sample by sample. */
final class Past {
    /** The rest is judged by other stages, by their lookback. */
    static final Set<SubjectKind> KINDS = EnumSet.of(
            SubjectKind.STATEMENT,
            SubjectKind.TABLE,
            SubjectKind.INSTANCE,
            SubjectKind.DATABASE,
            SubjectKind.REDIS,
            SubjectKind.REPLICATION_SLOT,
            SubjectKind.SEQUENCE);

    private final Window history;
    private final ZoneId zone;
    private final Optional<ServerFacts> server;
    private final HourlyGrid grid;
    private final StatementSeries statements;
    private final TableSizes tables;
    private final DeadRowHistory deadRows;
    private final List<SubjectHistory> servers = new ArrayList<>();

    private Past(Window history, ZoneId zone, HourlyGrid grid, Optional<ServerFacts> server) {
        this.history = history;
        this.server = server;
        this.zone = zone;
        this.grid = grid;
        this.statements = new StatementSeries(grid);
        this.tables = new TableSizes(grid);
        this.deadRows = new DeadRowHistory(new Days(history, zone), server);
    }

    /**
     * Before anything is read.
     *
     * @param visits intervals in which statements were counted
     * @param server as it is tonight
     */
    static Past before(Window history, ZoneId zone, List<Window> visits, Optional<ServerFacts> server) {
        Window covered = visits.isEmpty() ? history : new Window(visits.get(0).from(), history.to());
        return new Past(history, zone, new HourlyGrid(covered, visits), server);
    }

    /** An empty one of the same hours, into which subjects are entered one after the other. */
    Collector<Consumer<Past>, Past, Past> collector() {
        return Collector.of(
                () -> new Past(history, zone, grid, server), (past, entry) -> entry.accept(past), (one, other) -> {
                    throw new UnsupportedOperationException("read in order");
                });
    }

    /** Sums up one subject, which may be done for several at once, and says how to enter it. */
    Consumer<Past> entry(SubjectHistory subject) {
        if (subject.subject().kind() == SubjectKind.STATEMENT) {
            StatementHours hours = StatementHours.of(grid, subject);
            return past -> past.statements.add(subject.subject(), hours);
        }
        return past -> past.add(subject);
    }

    private void add(SubjectHistory subject) {
        if (subject.subject().kind() == SubjectKind.TABLE) {
            tables.add(subject);
            deadRows.add(subject);
        } else {
            servers.add(subject);
        }
    }

    /** What is known around all statements, from their tables and Redis. */
    Circumstances circumstances() {
        return new Circumstances(statements.circumstances(tables), servers().redisHitRate(grid));
    }

    HourlyGrid grid() {
        return grid;
    }

    StatementSeries statements() {
        return statements;
    }

    /** Tables whose dead rows nothing removes. */
    DeadRows.Found deadRows() {
        return deadRows.found(servers().heldHorizon());
    }

    ServerSeries servers() {
        return new ServerSeries(servers, history, zone);
    }
}
