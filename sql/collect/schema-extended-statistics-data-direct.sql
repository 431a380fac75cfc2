-- The same for a superuser where grants.sql was not run. PostgreSQL 13 to 18; stxdinherit is from 15 on.
SELECT n.nspname AS schema, s.stxname AS name,
       coalesce((to_jsonb(d.*) ->> 'stxdinherit')::boolean, false) AS inherited,
       encode(d.stxdndistinct::bytea, 'hex') AS distinct_hex,
       encode(d.stxddependencies::bytea, 'hex') AS dependencies_hex,
       CASE WHEN NOT EXISTS (SELECT FROM unnest(s.stxkeys) k
                               JOIN pg_catalog.pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k
                              WHERE a.atttypid >= 16384)
            THEN encode(d.stxdmcv::bytea, 'hex') END AS most_common_hex
  FROM pg_catalog.pg_statistic_ext s
  JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
  JOIN pg_catalog.pg_statistic_ext_data d ON d.stxoid = s.oid
