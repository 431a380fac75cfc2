-- WAL written. From version 14 on.
SELECT 'postgres' AS key, stats_reset::text AS epoch, wal_bytes FROM pg_stat_wal
