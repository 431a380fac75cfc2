-- Schemas that users made. PostgreSQL 13 to 18.
SELECT n.nspname AS name
  FROM pg_catalog.pg_namespace n
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'public', 'nightjar')
 ORDER BY 1
