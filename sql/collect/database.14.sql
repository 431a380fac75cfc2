-- Transactions, blocks, rows, temporary files and size of every database. From version 14 on.
-- The epoch is constant: resetting one table's counters also moves stats_reset, and a reset shows as a fall anyway.
SELECT d.datname AS key, d.datname AS partition, d.datname AS database,
       s.xact_commit AS commits, s.xact_rollback AS rollbacks, s.blks_read AS blocks_read, s.blks_hit AS blocks_hit,
       s.tup_returned AS rows_returned, s.tup_fetched AS rows_fetched, s.tup_inserted AS rows_inserted,
       s.tup_updated AS rows_updated, s.tup_deleted AS rows_deleted, s.conflicts, s.temp_files, s.temp_bytes,
       s.deadlocks,
       CASE WHEN t.io_timing THEN s.blk_read_time END AS read_ms,
       CASE WHEN t.io_timing THEN s.blk_write_time END AS write_ms,
       s.session_time AS session_ms, s.active_time AS active_ms,
       s.idle_in_transaction_time AS idle_in_transaction_ms, s.sessions, s.sessions_abandoned, s.sessions_fatal,
       s.sessions_killed,
       s.numbackends AS backends,
       CASE WHEN has_database_privilege(d.oid, 'CONNECT') OR pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
            THEN pg_database_size(d.oid) END AS size_bytes,
       age(d.datfrozenxid) AS frozen_xid_age, mxid_age(d.datminmxid) AS min_mxid_age
  FROM pg_stat_database s
  JOIN pg_database d ON d.oid = s.datid
 CROSS JOIN (SELECT current_setting('track_io_timing') = 'on' AS io_timing) t
