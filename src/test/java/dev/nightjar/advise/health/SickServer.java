package dev.nightjar.advise.health;

import static dev.nightjar.advise.HealthyServer.sessions;
import static dev.nightjar.advise.LogBuilder.aLog;
import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static dev.nightjar.advise.SubjectBuilder.aTable;

import dev.nightjar.advise.NightBuilder;
import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.InstanceMetric;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.TableMetric;

/** A server with one of nearly every trouble. */
final class SickServer {
    private SickServer() {}

    static NightBuilder aSickNight() {
        return aNight().version(140_001)
                .setting("fsync", "off")
                .setting("enable_nestloop", "off")
                .pendingRestart("shared_buffers", "16384")
                .setting("track_io_timing", "on")
                .setting("log_lock_waits", "off")
                .setting("work_mem", "4096", "kB", "default")
                .with(anInstance()
                        .perDay(InstanceMetric.CHECKPOINTS_REQUESTED, 100)
                        .perDay(InstanceMetric.CHECKPOINTS_TIMED, 50)
                        .perDay(InstanceMetric.WAL_BYTES, 2e11)
                        .perDay(InstanceMetric.STATEMENTS_EVICTED, 500)
                        .level(InstanceMetric.CONNECTIONS, 96)
                        .level(InstanceMetric.LOCK_WAITERS, 8)
                        .level(InstanceMetric.IDLE_IN_TRANSACTION, 6)
                        .level(InstanceMetric.OLDEST_TRANSACTION_SECONDS, 9000)
                        .level(InstanceMetric.OLDEST_XMIN_AGE, 5e6))
                .with(aDatabase()
                        .perDay(DatabaseMetric.DEADLOCKS, 30)
                        .perDay(DatabaseMetric.READ_MS, 3e6)
                        .perDay(DatabaseMetric.SESSIONS, 1e6)
                        .perDay(DatabaseMetric.ACTIVE_MS, 1e7)
                        .perDay(DatabaseMetric.IDLE_IN_TRANSACTION_MS, 4e8)
                        .level(DatabaseMetric.FROZEN_XID_AGE, 1.2e9))
                .with(aStatement(1, "select * from parcel where recipient = $1")
                        .secondsPerDay(6000)
                        .perDay(StatementMetric.READ_MS, 3e6))
                .with(aStatement(2, "select * from event order by at")
                        .secondsPerDay(2000)
                        .perDay(StatementMetric.ROWS, 5e7)
                        .perDay(StatementMetric.TEMP_WRITTEN, 1000 * 20_000)
                        .perDay(StatementMetric.WAL_BYTES, 2e10))
                .with(aTable("parcel")
                        .perDay(TableMetric.SEQ_SCANS, 1000)
                        .perDay(TableMetric.SEQ_ROWS, 1e9)
                        .perDay(TableMetric.UPDATED, 300_000)
                        .perDay(TableMetric.HOT_UPDATED, 10_000)
                        .perDay(TableMetric.AUTOVACUUMS, 0)
                        .perDay(TableMetric.AUTOANALYZES, 0)
                        .level(TableMetric.DEAD_ROWS, 900_000)
                        .level(TableMetric.MODIFIED_SINCE_ANALYZE, 700_000))
                .with(sessions("active", "LWLock", "WALWrite").level(SessionsMetric.COUNT, 20))
                .with(sessions("idle in transaction", "Client", "ClientRead").level(SessionsMetric.COUNT, 6))
                .with(aLog().deadlocks(3, "update parcel set a = $1", "update sender set a = $1")
                        .lockWait(1, "update parcel set a = $1", "update parcel set b = $1", 900, 9e6)
                        .nPlusOne(2, "select * from event order by at", "select * from route", 10_000, 40, 1e6)
                        .error("53300", 20)
                        .error("XX001", 1));
    }
}
