-- Texts of the statements whose numbers are not known yet. All versions (13-18).
SELECT s.dbid, s.queryid, min(s.query) AS query
  FROM {schema}.pg_stat_statements(true) s
  JOIN unnest(?::oid[], ?::bigint[]) wanted(dbid, queryid) ON wanted.dbid = s.dbid AND wanted.queryid = s.queryid
 GROUP BY s.dbid, s.queryid
