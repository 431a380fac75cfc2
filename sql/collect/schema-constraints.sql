-- Checks, keys, exclusions and foreign keys. PostgreSQL 13 to 18.
SELECT k.conname AS name, n.nspname AS schema, c.relname AS table_name, k.contype AS type,
       pg_get_constraintdef(k.oid) AS definition,
       ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u(attnum, position)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
              ORDER BY u.position) AS columns,
       rn.nspname AS referenced_schema, r.relname AS referenced_name,
       ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u(attnum, position)
               JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
              ORDER BY u.position) AS referenced_columns,
       xn.nspname AS index_schema, x.relname AS index_name,
       k.conparentid <> 0 AS inherited,
       CASE WHEN k.contype = 'f' THEN k.confdeltype::text ELSE '' END AS on_delete,
       k.convalidated AS validated
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_catalog.pg_class x ON x.oid = k.conindid
  LEFT JOIN pg_catalog.pg_namespace xn ON xn.oid = x.relnamespace
 WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND c.relpersistence <> 't' AND c.relkind IN ('r', 'p')
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
 ORDER BY k.oid
