-- How many tables' statistics pg_stats hides from the role, for want of SELECT. PostgreSQL 13 to 18.
SELECT count(*) AS hidden
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
   AND NOT has_table_privilege(c.oid, 'SELECT')
