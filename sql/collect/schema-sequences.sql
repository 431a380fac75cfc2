-- Sequences that defaults may name; those of identity columns are left out. PostgreSQL 13 to 18.
SELECT n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type
  FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
   AND c.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
 ORDER BY 1, 2
