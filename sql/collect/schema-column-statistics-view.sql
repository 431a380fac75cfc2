-- Column statistics of the tables that the role may read. PostgreSQL 13 to 16.
SELECT s.schemaname AS schema, s.tablename AS relation, c.relkind IN ('i', 'I') AS of_index,
       s.attname AS column, a.attnum AS number, s.inherited, s.null_frac, s.avg_width, s.n_distinct,
       s.most_common_vals::text AS most_common_vals, s.most_common_freqs,
       s.histogram_bounds::text AS histogram_bounds, s.correlation,
       s.most_common_elems::text AS most_common_elems, s.most_common_elem_freqs, s.elem_count_histogram,
       NULL::text AS range_length_histogram, NULL::real AS range_empty_frac, NULL::text AS range_bounds_histogram
  FROM pg_catalog.pg_stats s
  JOIN pg_catalog.pg_namespace n ON n.nspname = s.schemaname
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.attname
 WHERE s.schemaname !~ '^pg_' AND s.schemaname NOT IN ('information_schema', 'nightjar')
