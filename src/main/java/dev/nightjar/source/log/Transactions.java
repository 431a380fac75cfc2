package dev.nightjar.source.log;

/**
 * Follows the transactions of sessions to find statements that are repeated in them, and what is repeated outside of one.
 * All state is the session's; findings go into a digest.
 */
final class Transactions {
    /** Executions of one statement in one transaction from which on they are a loop. Source: common practice of ORM
     * profilers (Bullet, Scout: 5). */
    private static final int REPEATED = 5;

    private Transactions() {}

    /** Ends what is open of a session. */
    static void end(LogDigest digest, SessionState session) {
        endTransaction(digest, session);
        endRun(digest, session);
    }

    /** Takes in an execution of {@code statement}, which is the entry of {@code row}. */
    static void follow(
            LogDigest digest, Batch batch, int row, SessionState session, KnownStatement statement, long duration) {
        session.last = statement;
        if (session.statementsRun++ == 0) {
            session.firstTime = batch.time[row];
            session.origin = batch.origins.get(batch.origin[row]);
        }
        session.microsRun += duration;
        long transaction = batch.transaction[row];
        if (transaction != LogEntry.NO_TRANSACTION_KNOWN) {
            if (transaction != session.transaction) {
                endTransaction(digest, session);
                session.transaction = transaction;
            }
            session.open = transaction != 0;
        } else if (statement.command() == KnownStatement.Command.BEGIN) {
            endTransaction(digest, session);
            session.open = true;
        }
        switch (statement.command()) {
            case READ -> read(digest, session, statement, duration);
            case INSERT -> {
                endRun(digest, session);
                if (session.open) {
                    session.repeat(statement, parent(session, statement), duration);
                }
            }
            case END -> {
                if (transaction == LogEntry.NO_TRANSACTION_KNOWN) {
                    endTransaction(digest, session);
                    session.open = false;
                }
            }
            case CHAIN -> {
                endTransaction(digest, session);
                session.open = true;
            }
            default -> {}
        }
    }

    private static void read(LogDigest digest, SessionState session, KnownStatement statement, long duration) {
        if (session.open) {
            endRun(digest, session);
            session.repeat(statement, parent(session, statement), duration);
        } else {
            if (session.run.fingerprint() != statement.fingerprint()) {
                endRun(digest, session);
                session.run = statement;
                session.runParent = parent(session, statement);
            }
            session.runCalls++;
            session.runMicros += duration;
        }
        if (session.lastRead.fingerprint() != statement.fingerprint()) {
            session.readBefore = session.lastRead;
            session.lastRead = statement;
        }
    }

    private static String parent(SessionState session, KnownStatement statement) {
        return session.lastRead.fingerprint() == statement.fingerprint()
                ? session.readBefore.text()
                : session.lastRead.text();
    }

    private static void endTransaction(LogDigest digest, SessionState session) {
        for (int i = 0; i < session.size; i++) {
            if (session.calls[i] >= REPEATED) {
                boolean read = session.statements[i].command() == KnownStatement.Command.READ;
                RepeatTable table = read ? digest.nPlusOne : digest.insertBatches;
                table.add(session.statements[i], root(session, i), session.calls[i], session.micros[i]);
            }
        }
        session.size = 0;
    }

    /** Of children that take turns, the second seems to follow the first: both follow what came before them. */
    private static String root(SessionState session, int child) {
        String parent = session.parents[child];
        for (int hops = 0; hops < session.size; hops++) {
            int repeated = -1;
            for (int i = 0; i < session.size; i++) {
                if (session.calls[i] >= REPEATED && session.statements[i].text().equals(parent)) {
                    repeated = i;
                }
            }
            if (repeated < 0 || repeated == child || session.parents[repeated].isEmpty()) {
                return parent;
            }
            parent = session.parents[repeated];
        }
        return parent;
    }

    private static void endRun(LogDigest digest, SessionState session) {
        if (session.runCalls >= REPEATED) {
            digest.sessionRepeats.add(session.run, session.runParent, session.runCalls, session.runMicros);
        }
        session.run = SessionState.NONE;
        session.runCalls = 0;
        session.runMicros = 0;
    }
}
