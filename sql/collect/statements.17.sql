-- What pg_stat_statements counts, without the texts. From version 17 on; times of I/O are unknown while track_io_timing is off.
SELECT s.dbid, s.userid, s.queryid, s.toplevel, d.datname AS database, r.rolname AS role,
       s.calls, s.total_exec_time AS exec_ms,
       CASE WHEN s.plans > 0 THEN s.total_plan_time END AS plan_ms,
       s.rows, s.shared_blks_hit AS shared_hit, s.shared_blks_read AS shared_read,
       s.shared_blks_dirtied AS shared_dirtied, s.shared_blks_written AS shared_written,
       s.temp_blks_read AS temp_read, s.temp_blks_written AS temp_written,
       CASE WHEN t.io_timing THEN s.shared_blk_read_time + s.local_blk_read_time END AS read_ms,
       CASE WHEN t.io_timing THEN s.shared_blk_write_time + s.local_blk_write_time END AS write_ms,
       s.wal_records, s.wal_bytes,
       s.jit_generation_time + s.jit_inlining_time + s.jit_optimization_time + s.jit_emission_time
         + s.jit_deform_time AS jit_ms,
       s.min_exec_time AS min_ms, s.max_exec_time AS max_ms, s.stddev_exec_time AS stddev_ms
  FROM {schema}.pg_stat_statements(false) s
  JOIN pg_database d ON d.oid = s.dbid
  JOIN pg_roles r ON r.oid = s.userid
 CROSS JOIN (SELECT current_setting('track_io_timing') = 'on' AS io_timing) t
 WHERE s.queryid IS NOT NULL
