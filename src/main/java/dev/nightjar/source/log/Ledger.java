package dev.nightjar.source.log;

import dev.nightjar.model.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Folds batches, in the order of the log, into digests. The only stateful part: pairs texts with the durations that
 * follow them, has {@link Transactions} followed, and knows what the holder of a lock ran last. The state outlives a
 * digest, so a log can be cut anywhere.
 */
final class Ledger {
    private static final String NO_SESSIONS =
            "entries do not say which process wrote them: durations without a text are left out, and repeated"
                    + " statements are not looked for; add %p to log_line_prefix";

    private static final int MOST_ORIGIN_CELLS = 1 << 21;

    private final LogOptions options;
    /** Made once: it is handed over for each entry. */
    private final Consumer<SessionState> closing = this::close;

    private SessionTable sessions = new SessionTable();
    private LogDigest digest = new LogDigest();
    private final List<StatementStats> resolved = new ArrayList<>();
    private int[] originCells = {};

    Ledger(LogOptions options) {
        this.options = options;
    }

    /** What was added since the last call. */
    LogDigest takeDigest() {
        LogDigest taken = digest;
        digest = new LogDigest();
        return taken;
    }

    byte[] state() {
        return sessions.toBytes();
    }

    void restore(byte[] state) {
        sessions = SessionTable.fromBytes(state);
    }

    void remark(String remark) {
        digest.remarks.add(remark);
    }

    void count(LogCounter counter, long by) {
        digest.counters.add(counter, by);
    }

    long counted(LogCounter counter) {
        return digest.counters.get(counter);
    }

    void add(Batch batch) {
        digest.counters.add(batch.counters);
        batch.sqlStates.forEach((code, count) -> digest.sqlStates.merge(code, count, Long::sum));
        if (batch.counters.get(LogCounter.FOREIGN_ENTRIES) > 0) {
            remark("some messages are not in English and cannot be read beyond their SQLSTATE; set lc_messages = 'C'");
        }
        digest.firstTime = Math.min(digest.firstTime, batch.firstTime);
        digest.traces.began(batch.firstTime);
        digest.lastTime = Math.max(digest.lastTime, batch.lastTime);
        resolved.clear();
        for (int i = 0; i < batch.statements.size(); i++) {
            resolved.add(digest.statement(batch.statements.get(i)));
        }
        startOrigins(batch);
        for (int row = 0; row < batch.size; row++) {
            row(batch, row);
        }
        endOrigins(batch);
        resolved.clear();
        digest.makeRoom();
        sessions.makeRoom(closing);
    }

    /** Ends all that is open: for a log that is read once and whole. */
    void finish() {
        sessions.all().forEach(closing);
        sessions = new SessionTable();
    }

    /** What is known of an entry without the session it belongs to: nothing is carried from one to the next. */
    private void anonymous(Batch batch, int row) {
        switch (batch.kind[row]) {
            case Batch.EXECUTED -> {
                resolved.get(batch.statement[row]).executed(batch, row, batch.prepared[row], batch.micros[row]);
                countOrigin(batch, batch.statement[row], batch.origin[row]);
                if (batch.time[row] != LogEntry.NO_TIME) {
                    digest.hours.add(batch.time[row], batch.micros[row]);
                }
                remark(NO_SESSIONS);
            }
            case Batch.TEXT -> {
                resolved.get(batch.statement[row]).logged(batch.time[row], 1);
                remark(NO_SESSIONS);
            }
            case Batch.BARE_DURATION -> remark(NO_SESSIONS);
            case Batch.CONNECTED, Batch.DISCONNECTED -> {}
            default -> note(batch, row, new SessionState(0));
        }
    }

    private void row(Batch batch, int row) {
        if (batch.pid[row] == 0 && batch.session[row] == 0) {
            anonymous(batch, row);
            return;
        }
        SessionState session = session(batch, row);
        switch (batch.kind[row]) {
            case Batch.EXECUTED -> {
                session.pending = SessionState.NONE;
                executed(batch, row, session);
            }
            case Batch.TEXT -> {
                KnownStatement named = session.takeNamed();
                StatementStats stats =
                        named.text().isEmpty() ? resolved.get(batch.statement[row]) : digest.statement(named);
                stats.logged(batch.time[row], 1);
                session.pending = stats.known();
                session.pendingPrepared = batch.prepared[row];
            }
            case Batch.BARE_DURATION -> bareDuration(batch, row, session);
            case Batch.CONNECTED -> {
                close(session);
                sessions.restart(batch.pid[row]);
            }
            case Batch.DISCONNECTED -> {
                close(session);
                sessions.restart(batch.pid[row]);
            }
            default -> note(batch, row, session);
        }
    }

    private SessionState session(Batch batch, int row) {
        SessionState session = sessions.of(batch.pid[row], closing);
        long id = batch.session[row];
        if (session.sessionId != id) {
            if (session.sessionId != 0) {
                close(session);
                session = sessions.restart(batch.pid[row]);
            }
            session.sessionId = id;
        }
        session.lastTime = batch.time[row];
        return session;
    }

    private void close(SessionState session) {
        Transactions.end(digest, session);
        long span = Math.max(0, session.lastTime - session.firstTime);
        digest.chatty.ended(session.origin, session.statementsRun, session.microsRun, span);
    }

    private void bareDuration(Batch batch, int row, SessionState session) {
        if (session.pending.text().isEmpty()) {
            return;
        }
        KnownStatement statement = session.pending;
        session.pending = SessionState.NONE;
        StatementStats stats = digest.statement(statement);
        stats.logged(batch.time[row], -1);
        count(LogCounter.STATEMENTS_WITHOUT_DURATION, -1);
        count(LogCounter.STATEMENTS, 1);
        count(LogCounter.DURATION_MICROS, batch.micros[row]);
        if (session.pendingPrepared) {
            count(LogCounter.PREPARED, 1);
        }
        stats.executed(batch, row, session.pendingPrepared, batch.micros[row]);
        stats.from(batch.origins.get(batch.origin[row]), 1);
        if (batch.time[row] != LogEntry.NO_TIME) {
            digest.hours.add(batch.time[row], batch.micros[row]);
        }
        Transactions.follow(digest, batch, row, session, statement, batch.micros[row]);
    }

    private void executed(Batch batch, int row, SessionState session) {
        long duration = batch.micros[row];
        KnownStatement named = session.takeNamed();
        StatementStats stats;
        if (named.text().isEmpty()) {
            stats = resolved.get(batch.statement[row]);
            countOrigin(batch, batch.statement[row], batch.origin[row]);
        } else {
            stats = digest.statement(named);
            stats.from(batch.origins.get(batch.origin[row]), 1);
        }
        stats.executed(batch, row, batch.prepared[row], duration);
        if (batch.time[row] != LogEntry.NO_TIME) {
            digest.hours.add(batch.time[row], duration);
        }
        Transactions.follow(digest, batch, row, session, stats.known(), duration);
    }

    private void note(Batch batch, int row, SessionState session) {
        Note note = batch.notes.get((int) batch.micros[row]);
        long time = batch.time[row];
        if (note instanceof Note.Failure failure) {
            failure(batch, session, failure, time);
        } else if (note instanceof Note.Deadlock deadlock) {
            deadlock(batch, row, deadlock);
        } else if (note instanceof Note.StillWaiting wait) {
            stillWaiting(session, wait, time);
        } else if (note instanceof Note.Acquired acquired) {
            acquired(session, acquired, time);
        } else if (note instanceof Note.TempFile file) {
            if (file.statement() >= 0) {
                resolved.get(file.statement()).temporaryFile(time, file.bytes());
            }
        } else if (note instanceof Note.Plan plan) {
            KnownStatement statement = resolved.get(plan.statement()).known();
            if (!plan.text().isEmpty()) {
                digest.add(new PlanEvent(
                        new Fingerprint(statement.fingerprint()),
                        statement.text(),
                        Micros.toInstant(Math.max(0, time)),
                        plan.micros() / 1000.0,
                        plan.text()));
            }
            digest.traces.planned(statement.fingerprint(), time, plan.shape());
        } else if (note instanceof Note.CheckpointDone done) {
            digest.add(done.checkpoint());
        } else if (note instanceof Note.Autovacuum autovacuum) {
            digest.maintenance.add(autovacuum.work(), time);
        } else if (note instanceof Note.Server server) {
            KnownStatement statement = server.statement() < 0
                    ? SessionState.NONE
                    : resolved.get(server.statement()).known();
            digest.server.add(
                    new EventKey("LOG", server.kind(), server.text(), ""), time, 1, server.micros(), statement);
        } else if (note instanceof Note.Prepared prepared) {
            session.prepare(prepared.name(), prepared.executed());
        } else if (note instanceof Note.ExecutedByName execute) {
            session.executeNext(execute.name());
        } else if (note instanceof Note.Sample sample && options.keepSamples()) {
            resolved.get(sample.statement()).sample(sample.values());
        }
    }

    private void failure(Batch batch, SessionState session, Note.Failure failure, long time) {
        EventKey key = new EventKey(failure.level().name(), failure.sqlState(), failure.pattern(), "");
        boolean severe = failure.level() != LogLevel.WARNING;
        if (failure.statement() < 0) {
            digest.failures.add(key, time, 1, 0);
        } else {
            KnownStatement statement = batch.statements.get(failure.statement());
            digest.failures.add(key, time, 1, 0, statement);
            if (severe) {
                resolved.get(failure.statement()).failed(time);
            }
        }
        if (severe) {
            session.pending = SessionState.NONE;
            if (time != LogEntry.NO_TIME) {
                digest.errorHours.add(time, 0);
            }
        }
    }

    private void deadlock(Batch batch, int row, Note.Deadlock deadlock) {
        List<DeadlockEvent.Wait> waits = new ArrayList<>();
        for (Note.DeadlockWait wait : deadlock.waits()) {
            waits.add(new DeadlockEvent.Wait(wait.process(), wait.lock(), wait.blockedBy(), wait.statement()));
        }
        digest.add(new DeadlockEvent(
                Micros.toInstant(Math.max(0, batch.time[row])),
                batch.origins.get(batch.origin[row]).database(),
                waits,
                deadlock.statement() < 0
                        ? ""
                        : batch.statements.get(deadlock.statement()).text()));
    }

    private void stillWaiting(SessionState session, Note.StillWaiting wait, long time) {
        KnownStatement waiting = wait.statement() < 0
                ? SessionState.NONE
                : resolved.get(wait.statement()).known();
        KnownStatement holding = SessionState.NONE;
        for (int holder : wait.holders()) {
            KnownStatement last = sessions.peek(holder).last;
            if (!last.text().isEmpty() && holding.text().isEmpty()) {
                holding = last;
            }
        }
        session.waitedMicros = wait.micros();
        traceWait(waiting, time, wait.micros());
        digest.lockWaits.add(
                new EventKey("lock", wait.lock(), waiting.text(), holding.text()), time, 1, wait.micros(), waiting);
    }

    private void traceWait(KnownStatement waiting, long time, long micros) {
        if (!waiting.text().isEmpty()) {
            digest.traces.waited(waiting.fingerprint(), time, micros);
        }
    }

    /** The wait was counted up to when it was logged first; the rest of it belongs to the statement, too. */
    private void acquired(SessionState session, Note.Acquired acquired, long time) {
        KnownStatement waiting = acquired.statement() < 0
                ? SessionState.NONE
                : resolved.get(acquired.statement()).known();
        long rest = Math.max(0, acquired.micros() - session.waitedMicros);
        session.waitedMicros = 0;
        traceWait(waiting, time, rest);
        digest.lockWaits.add(new EventKey("acquired", acquired.lock(), waiting.text(), ""), time, 1, rest, waiting);
    }

    /** Calls by statement and origin, counted in a matrix first: the map behind it is too slow for every row. */
    private void startOrigins(Batch batch) {
        long cells = (long) batch.statements.size() * batch.origins.size();
        originCells = cells <= MOST_ORIGIN_CELLS ? new int[(int) cells] : new int[0];
    }

    private void countOrigin(Batch batch, int statement, int origin) {
        if (originCells.length == 0) {
            resolved.get(statement).from(batch.origins.get(origin), 1);
        } else {
            originCells[statement * batch.origins.size() + origin]++;
        }
    }

    private void endOrigins(Batch batch) {
        int origins = batch.origins.size();
        for (int cell = 0; cell < originCells.length; cell++) {
            if (originCells[cell] > 0) {
                resolved.get(cell / origins).from(batch.origins.get(cell % origins), originCells[cell]);
            }
        }
    }
}
