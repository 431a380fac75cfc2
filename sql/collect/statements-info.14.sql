-- How many statements are tracked, and how often the least used were evicted. From version 14 on.
SELECT 'postgres' AS key, i.stats_reset::text AS epoch, i.dealloc AS statements_evicted,
       (SELECT count(*) FROM {schema}.pg_stat_statements(false)) AS statements_tracked
  FROM {schema}.pg_stat_statements_info() i
