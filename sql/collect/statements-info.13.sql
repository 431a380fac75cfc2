-- How many statements are tracked. Version 13, which does not tell of evictions.
SELECT 'postgres' AS key, '' AS epoch, count(*) AS statements_tracked FROM {schema}.pg_stat_statements(false)
