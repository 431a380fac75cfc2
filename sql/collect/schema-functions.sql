-- Functions in SQL and PL/pgSQL, which statements and expression indexes may call. PostgreSQL 13 to 18.
SELECT n.nspname AS schema, p.proname AS name, pg_get_functiondef(p.oid) AS definition
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
   AND l.lanname IN ('sql', 'plpgsql')
   AND p.prokind = 'f'
   AND p.prorettype NOT IN ('pg_catalog.trigger'::regtype, 'pg_catalog.event_trigger'::regtype)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
 ORDER BY p.oid
 LIMIT 10000
