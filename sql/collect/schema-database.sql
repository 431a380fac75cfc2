-- The database itself: version, encoding, the locale that orders text, age of the statistics counters.
-- PostgreSQL 13 to 18; columns that came later are read through to_jsonb.
SELECT current_database() AS name,
       current_setting('server_version_num')::int AS version_number,
       split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_encoding_to_char(d.encoding) AS encoding,
       coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') AS locale_provider,
       coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', d.datcollate::text) AS collate,
       extract(epoch FROM now() - coalesce(s.stats_reset, pg_postmaster_start_time())) / 86400 AS statistics_days
  FROM pg_catalog.pg_database d
  LEFT JOIN pg_catalog.pg_stat_database s ON s.datid = d.oid
 WHERE d.datname = current_database()
