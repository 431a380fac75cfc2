-- The files of log_directory, oldest first. All versions (13-18); needs pg_monitor.
SELECT name, size, extract(epoch FROM modification) AS modified_at,
       extract(epoch FROM clock_timestamp() - modification) AS unchanged_s
FROM pg_ls_logdir() ORDER BY modification, name
