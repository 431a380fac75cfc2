-- Objects made by CREATE STATISTICS; what they hold comes from schema-extended-statistics-data*.sql.
-- PostgreSQL 13 to 18.
SELECT sn.nspname AS schema, s.stxname AS name, n.nspname AS table_schema, c.relname AS table_name,
       pg_get_statisticsobjdef(s.oid) AS definition
  FROM pg_catalog.pg_statistic_ext s
  JOIN pg_catalog.pg_namespace sn ON sn.oid = s.stxnamespace
  JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
 ORDER BY s.oid
