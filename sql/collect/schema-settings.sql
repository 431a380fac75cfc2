-- Every planner-relevant setting as a new session of this database would have it. PostgreSQL 13 to 18.
SELECT s.name, coalesce(
         (SELECT split_part(o, '=', 1) || '=' || substr(o, strpos(o, '=') + 1)
            FROM pg_catalog.pg_db_role_setting r
            JOIN pg_catalog.pg_database d ON d.oid = r.setdatabase AND d.datname = current_database(),
                 unnest(r.setconfig) o
           WHERE r.setrole = 0 AND split_part(o, '=', 1) = s.name),
         s.name || '=' || s.reset_val) AS assignment
  FROM pg_catalog.pg_settings s
 WHERE (s.category LIKE 'Query Tuning%'
        OR s.name IN ('work_mem', 'hash_mem_multiplier', 'max_parallel_workers', 'max_parallel_workers_per_gather',
                      'parallel_leader_participation', 'search_path', 'default_statistics_target',
                      'constraint_exclusion', 'DateStyle', 'TimeZone', 'IntervalStyle',
                      'force_parallel_mode', 'debug_parallel_query'))
   AND s.context IN ('user', 'superuser')
 ORDER BY s.name
