package dev.nightjar.source.log;

import dev.nightjar.embedded.TestPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** The count of a csvlog by PostgreSQL itself: COPY into a table, as its documentation shows, and SQL over that. */
final class LiveCsvCount {
    private static final String COLUMNS = "log_time text, user_name text, database_name text, process_id int,"
            + " connection_from text, session_id text, session_line_num bigint, command_tag text,"
            + " session_start_time text, virtual_transaction_id text, transaction_id bigint, error_severity text,"
            + " sql_state_code text, message text, detail text, hint text, internal_query text,"
            + " internal_query_pos int, context text, query text, query_pos int, location text,"
            + " application_name text, backend_type text";

    private static final String BY_COUNTER = """
            WITH log AS (
                SELECT * FROM csvlog),
            said AS (
                SELECT * FROM csvlog
                 WHERE error_severity <> 'LOG' OR context IS NULL OR context !~ '^PL/pgSQL function [^\n]* at RAISE'),
            kinds AS (
                SELECT *, message ~ '^duration: [0-9.]+ ms  (statement: |execute .*: )' AS whole,
                       message ~ '^duration: [0-9.]+ ms$' AS bare,
                       message ~ '^(statement: |execute .*: )' AS text,
                       error_severity IN ('ERROR', 'FATAL', 'PANIC') AS failure
                  FROM said),
            rows AS (
                SELECT *, lag(text) OVER (PARTITION BY session_id ORDER BY session_line_num) AS after_text
                  FROM kinds WHERE failure OR (error_severity = 'LOG' AND (whole OR bare OR text))),
            executed AS (
                SELECT substring(message FROM '^duration: ([0-9.]+) ms')::numeric AS ms
                  FROM rows WHERE error_severity = 'LOG' AND (whole OR (bare AND after_text)))
            SELECT 'ENTRIES', count(*)::numeric FROM log
            UNION ALL SELECT 'STATEMENTS', count(*) FROM executed
            UNION ALL SELECT 'DURATION_MICROS', sum(ms) * 1000 FROM executed
            UNION ALL SELECT 'WARNINGS', count(*) FROM log WHERE error_severity = 'WARNING'
            UNION ALL SELECT 'ERRORS', count(*) FROM log WHERE error_severity = 'ERROR'
            UNION ALL SELECT 'FATALS', count(*) FROM log WHERE error_severity IN ('FATAL', 'PANIC')
            UNION ALL SELECT 'DEADLOCKS', count(*) FROM log WHERE sql_state_code = '40P01' AND error_severity = 'ERROR'
            UNION ALL SELECT 'LOCK_WAITS', count(*) FROM said WHERE message ~ '^process \\d+ still waiting for '
            UNION ALL SELECT 'TEMP_FILES', count(*) FROM said WHERE message ~ '^temporary file: path '
            UNION ALL SELECT 'TEMP_BYTES', sum(substring(message FROM 'size (\\d+)$')::numeric)
                FROM said WHERE message ~ '^temporary file: path '
            UNION ALL SELECT 'CHECKPOINTS', count(*) FROM said WHERE message ~ '^(check|restart)point complete: '
            UNION ALL SELECT 'AUTOVACUUMS', count(*) FROM said
                WHERE message ~ '^automatic (aggressive )?vacuum (to prevent wraparound )?of table '
            UNION ALL SELECT 'AUTOANALYZES', count(*) FROM said WHERE message ~ '^automatic analyze of table '
            UNION ALL SELECT 'CONNECTIONS', count(*) FROM said
                WHERE message ~ '^(replication )?connection authorized: '
            UNION ALL SELECT 'DISCONNECTIONS', count(*) FROM said WHERE message ~ '^disconnection: session time: '
            UNION ALL SELECT 'CANCELLED', count(*) FROM said WHERE message ~ '^canceling statement'
            UNION ALL SELECT 'PLANS', count(*) FROM said WHERE message ~ '^duration: [0-9.]+ ms  plan:'
            """;

    private LiveCsvCount() {}

    /**
     * One number for each {@link LogCounter} that SQL can count.
     *
     * @param major of the server that wrote the log; another one counts
     */
    static Map<LogCounter, Long> of(int major, byte[] csv) throws SQLException, IOException {
        Map<LogCounter, Long> counts = new TreeMap<>();
        try (Connection connection = TestPostgres.shared(18).newDatabase().connect();
                Statement statement = connection.createStatement()) {
            String later = major >= 14 ? ", leader_pid int, query_id bigint" : "";
            statement.execute("CREATE TEMPORARY TABLE csvlog (" + COLUMNS + later + ")");
            // Any byte is a LATIN1 character: a log holds the encodings of all databases.
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "COPY csvlog FROM STDIN WITH (FORMAT csv, ENCODING 'LATIN1')",
                            new ByteArrayInputStream(csv));
            try (var result = statement.executeQuery(BY_COUNTER)) {
                while (result.next()) {
                    counts.put(LogCounter.valueOf(result.getString(1)), result.getLong(2));
                }
            }
        }
        return counts;
    }
}
