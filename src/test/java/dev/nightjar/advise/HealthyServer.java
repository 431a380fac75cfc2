package dev.nightjar.advise;

import static dev.nightjar.advise.LogBuilder.aLog;
import static dev.nightjar.advise.NightBuilder.aDatabase;
import static dev.nightjar.advise.NightBuilder.aNight;
import static dev.nightjar.advise.NightBuilder.anInstance;
import static dev.nightjar.advise.SubjectBuilder.aStatement;
import static dev.nightjar.advise.SubjectBuilder.aTable;

import dev.nightjar.model.DatabaseMetric;
import dev.nightjar.model.SessionsMetric;
import dev.nightjar.model.StatementMetric;
import dev.nightjar.model.Subject;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.TableMetric;

/** A shop's server in good health: quick statements, some sorts, a nightly report and backup, a few errors. */
public final class HealthyServer {
    private HealthyServer() {}

    public static NightBuilder aHealthyNight() {
        return aNight().vcpus(4)
                .setting("shared_buffers", "524288", "8kB", "configuration file")
                .setting("work_mem", "16384", "kB", "configuration file")
                .setting("max_wal_size", "8192", "MB", "configuration file")
                .setting("checkpoint_timeout", "900", "s", "configuration file")
                .setting("checkpoint_completion_target", "0.9")
                .setting("track_io_timing", "on")
                .setting("fsync", "on")
                .setting("full_page_writes", "on")
                .setting("autovacuum", "on")
                .setting("track_counts", "on")
                .setting("archive_mode", "off")
                .setting("random_page_cost", "1.1")
                .setting("log_lock_waits", "on")
                .setting("log_temp_files", "10240", "kB", "configuration file")
                .setting("log_min_duration_statement", "500", "ms", "configuration file")
                .setting("log_checkpoints", "on")
                .setting("log_autovacuum_min_duration", "60000", "ms", "configuration file")
                .setting("log_line_prefix", "%m [%p] %q%u@%d %a ")
                .with(anInstance())
                .with(aDatabase()
                        .perDay(DatabaseMetric.ACTIVE_MS, 2.2e6)
                        .perDay(DatabaseMetric.IDLE_IN_TRANSACTION_MS, 1.5e6)
                        .perDay(DatabaseMetric.SESSIONS, 3000)
                        .perDay(DatabaseMetric.TEMP_BYTES, 1e9))
                .with(aStatement(1, "select * from orders where id = $1")
                        .callsPerDay(400_000)
                        .secondsPerDay(80))
                .with(aStatement(2, "select name from customer where email = $1")
                        .callsPerDay(250_000)
                        .secondsPerDay(60))
                .with(aStatement(3, "insert into orders values ($1, $2)")
                        .callsPerDay(90_000)
                        .secondsPerDay(200))
                .with(aStatement(4, "update stock set left_over = left_over - $1 where id = $2")
                        .callsPerDay(90_000)
                        .secondsPerDay(300)
                        .perDay(StatementMetric.WAL_BYTES, 5e8))
                .with(aStatement(5, "select day, sum ( total ) from orders group by day order by day")
                        .callsPerDay(48)
                        .secondsPerDay(500)
                        .perDay(StatementMetric.ROWS, 48 * 365)
                        .perDay(StatementMetric.TEMP_WRITTEN, 48 * 1000))
                .with(aStatement(6, "copy orders to stdout").callsPerDay(1).secondsPerDay(900))
                .with(aStatement(7, "select * from session where token = $1")
                        .callsPerDay(900_000)
                        .secondsPerDay(70))
                .with(aTable("orders")
                        .perDay(TableMetric.SEQ_SCANS, 50)
                        .perDay(TableMetric.SEQ_ROWS, 50e6)
                        .perDay(TableMetric.INSERTED, 90_000))
                .with(aTable("stock")
                        .perDay(TableMetric.UPDATED, 90_000)
                        .perDay(TableMetric.HOT_UPDATED, 88_000)
                        .level(TableMetric.SIZE_BYTES, 2e7)
                        .level(TableMetric.LIVE_ROWS, 50_000)
                        .level(TableMetric.DEAD_ROWS, 9_000))
                .with(sessions("active", "", "").level(SessionsMetric.COUNT, 1))
                .with(sessions("idle", "Client", "ClientRead").level(SessionsMetric.COUNT, 18))
                .with(aLog().error("23505", 40).error("57014", 3));
    }

    /** Sessions of role app in this state. */
    public static SubjectBuilder sessions(String state, String waitType, String waitEvent) {
        return SubjectBuilder.of(SubjectKind.SESSIONS, "app/app/shop/" + state + "/" + waitType + "/" + waitEvent)
                .attribute(Subject.DATABASE, "app")
                .attribute(Subject.ROLE, "app")
                .attribute(Subject.APPLICATION, "shop")
                .attribute(Subject.STATE, state)
                .attribute(Subject.WAIT_TYPE, waitType)
                .attribute(Subject.WAIT_EVENT, waitEvent);
    }
}
