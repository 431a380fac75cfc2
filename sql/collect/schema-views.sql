-- Views, in the order of their creation. PostgreSQL 13 to 18.
SELECT n.nspname AS schema, c.relname AS name, rtrim(pg_get_viewdef(c.oid), '; ') AS query
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'v' AND c.relpersistence <> 't'
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
 ORDER BY c.oid
 LIMIT 20000
