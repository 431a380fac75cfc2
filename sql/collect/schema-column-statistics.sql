-- Column statistics of every table and expression index, through the function of grants.sql. PostgreSQL 13 to 18.
SELECT s.schema_name AS schema, s.relation_name AS relation, c.relkind IN ('i', 'I') AS of_index,
       s.column_name AS column, a.attnum AS number, s.inherited, s.null_frac, s.avg_width, s.n_distinct,
       s.most_common_vals, s.most_common_freqs, s.histogram_bounds, s.correlation,
       s.most_common_elems, s.most_common_elem_freqs, s.elem_count_histogram,
       s.range_length_histogram, s.range_empty_frac, s.range_bounds_histogram
  FROM nightjar.column_statistics() s
  JOIN pg_catalog.pg_namespace n ON n.nspname = s.schema_name
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = s.relation_name
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attname = s.column_name
