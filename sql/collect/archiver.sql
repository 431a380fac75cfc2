-- How archiving of WAL goes. All versions (13-18).
SELECT 'postgres' AS key, stats_reset::text AS epoch, archived_count AS archived, failed_count AS archive_failures,
       CASE WHEN last_failed_time IS NULL AND last_archived_time IS NULL THEN NULL
            WHEN last_failed_time > coalesce(last_archived_time, '-infinity') THEN 1 ELSE 0 END AS archive_failing
  FROM pg_stat_archiver
