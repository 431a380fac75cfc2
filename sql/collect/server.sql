-- Who and what answers: version, times, and what the role of this session may do. All versions (13-18).
SELECT current_setting('server_version_num')::int AS version_number,
       split_part(current_setting('server_version'), ' ', 1) AS version,
       pg_is_in_recovery() AS in_recovery,
       extract(epoch FROM pg_postmaster_start_time()) AS started_at,
       extract(epoch FROM clock_timestamp()) AS now,
       current_user AS role,
       pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS reads_statistics,
       pg_has_role(current_user, 'pg_read_all_settings', 'USAGE') AS reads_settings,
       (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
         WHERE e.extname = 'pg_stat_statements') AS statements_schema,
       -- Reads the extension directory, which is dear: only where the extension is not installed.
       CASE WHEN EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements') THEN true
            ELSE EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pg_stat_statements')
       END AS statements_available,
       (SELECT setting FROM pg_settings WHERE name = 'shared_preload_libraries') AS preloaded
