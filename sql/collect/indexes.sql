-- Scans and size of every index of this database. All versions (13-18).
-- Indexes under an ACCESS EXCLUSIVE lock are left without a size instead of waiting.
SELECT current_database() || '/'
         || CASE WHEN s.schemaname || s.indexrelname LIKE '%.%' THEN quote_ident(s.schemaname) || '.' || quote_ident(s.indexrelname)
                 ELSE s.schemaname || '.' || s.indexrelname END AS key,
       current_database()::text AS partition, current_database()::text AS database,
       s.schemaname AS schema, s.relname AS "table", s.indexrelname AS index,
       s.idx_scan AS scans, s.idx_tup_read AS rows_read, s.idx_tup_fetch AS rows_fetched,
       io.idx_blks_read AS blocks_read, io.idx_blks_hit AS blocks_hit,
       CASE WHEN locked.relation IS NULL THEN pg_relation_size(s.indexrelid) END AS size_bytes
  FROM pg_stat_user_indexes s
  JOIN pg_class c ON c.oid = s.indexrelid AND c.relpersistence <> 't'
  JOIN pg_statio_user_indexes io ON io.indexrelid = s.indexrelid
  LEFT JOIN (SELECT DISTINCT relation FROM pg_locks
              WHERE locktype = 'relation' AND mode = 'AccessExclusiveLock'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) locked
         ON locked.relation = s.indexrelid
