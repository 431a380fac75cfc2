-- Columns of those tables, dropped ones included because attribute numbers count them. PostgreSQL 13 to 18.
SELECT a.attrelid AS oid, a.attnum AS number, a.attname AS name, a.attisdropped AS dropped,
       CASE WHEN a.attisdropped THEN 'integer' ELSE format_type(a.atttypid, a.atttypmod) END AS type,
       a.attnotnull AS not_null,
       CASE WHEN a.attcollation <> t.typcollation THEN cn.nspname END AS collation_schema,
       CASE WHEN a.attcollation <> t.typcollation THEN co.collname END AS collation_name,
       pg_get_expr(d.adbin, d.adrelid) AS default_expression,
       a.attgenerated AS generated,
       nullif(a.attstattarget, -1) AS statistics_target
  FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't' AND a.attnum > 0
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
 ORDER BY a.attrelid, a.attnum
