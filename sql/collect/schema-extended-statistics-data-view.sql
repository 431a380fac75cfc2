-- The same without the function of grants.sql: only of tables that the role owns, and without the most common
-- combinations. PostgreSQL 13 to 18; inherited is from 15 on.
SELECT e.statistics_schemaname AS schema, e.statistics_name AS name,
       coalesce((to_jsonb(e.*) ->> 'inherited')::boolean, false) AS inherited,
       encode(e.n_distinct::bytea, 'hex') AS distinct_hex,
       encode(e.dependencies::bytea, 'hex') AS dependencies_hex,
       NULL::text AS most_common_hex
  FROM pg_catalog.pg_stats_ext e
