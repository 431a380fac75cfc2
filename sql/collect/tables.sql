-- Scans, changes, vacuums and size of every table of this database. All versions (13-18).
-- Sizes need a lock that conflicts with ACCESS EXCLUSIVE: such tables are left without a size instead of waiting.
WITH locked AS (
  SELECT coalesce(i.indrelid, l.relation) AS oid
    FROM pg_locks l LEFT JOIN pg_index i ON i.indexrelid = l.relation
   WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
SELECT current_database() || '/'
         || CASE WHEN s.schemaname || s.relname LIKE '%.%' THEN quote_ident(s.schemaname) || '.' || quote_ident(s.relname)
                 ELSE s.schemaname || '.' || s.relname END AS key,
       current_database()::text AS partition, current_database()::text AS database,
       s.schemaname AS schema, s.relname AS "table",
       s.seq_scan AS seq_scans, s.seq_tup_read AS seq_rows,
       coalesce(s.idx_scan, 0) AS index_scans, coalesce(s.idx_tup_fetch, 0) AS index_rows,
       s.n_tup_ins AS inserted, s.n_tup_upd AS updated, s.n_tup_del AS deleted, s.n_tup_hot_upd AS hot_updated,
       s.vacuum_count AS vacuums, s.autovacuum_count AS autovacuums, s.analyze_count AS analyzes,
       s.autoanalyze_count AS autoanalyzes,
       io.heap_blks_read AS heap_read, io.heap_blks_hit AS heap_hit,
       s.n_live_tup AS live_rows, s.n_dead_tup AS dead_rows, s.n_mod_since_analyze AS modified_since_analyze,
       CASE WHEN locked.oid IS NULL THEN pg_relation_size(c.oid) END AS size_bytes,
       CASE WHEN locked.oid IS NULL THEN pg_total_relation_size(c.oid) END AS total_bytes,
       CASE WHEN c.relfrozenxid::text <> '0' THEN age(c.relfrozenxid) END AS frozen_xid_age
  FROM pg_stat_user_tables s
  JOIN pg_class c ON c.oid = s.relid
  JOIN pg_statio_user_tables io ON io.relid = s.relid
  LEFT JOIN (SELECT DISTINCT oid FROM locked) locked ON locked.oid = c.oid
 WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
