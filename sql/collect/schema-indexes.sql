-- Indexes with their definition, true size and use. PostgreSQL 13 to 18.
SELECT xn.nspname AS schema, x.relname AS name, n.nspname AS table_schema, c.relname AS table_name,
       am.amname AS method, pg_get_indexdef(i.indexrelid) AS definition,
       ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k) AS keys,
       ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts + 1, i.indnatts) k
               JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = k ORDER BY k) AS includes,
       ARRAY(SELECT concat_ws(' ', oc.opcname, co.collname, i.indoption[k - 1])
               FROM generate_series(1, i.indnkeyatts) k
               LEFT JOIN pg_catalog.pg_opclass oc ON oc.oid = i.indclass[k - 1]
               LEFT JOIN pg_catalog.pg_collation co ON co.oid = i.indcollation[k - 1] ORDER BY k) AS key_shapes,
       pg_get_expr(i.indpred, i.indrelid) AS predicate,
       i.indisunique AS unique, i.indisprimary AS primary, i.indisexclusion AS exclusion,
       i.indisvalid AND i.indisready AND i.indislive AS valid,
       i.indisclustered AS clustered, i.indisreplident AS replica_identity,
       EXISTS (SELECT FROM pg_catalog.pg_constraint k
                WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x', 'f')
                  AND (k.contype <> 'f' OR i.indisunique)) AS backs_constraint,
       pn.nspname AS parent_schema, p.relname AS parent_name,
       CASE WHEN x.relkind = 'i' THEN coalesce(pg_relation_size(x.oid), 0) ELSE 0 END AS bytes,
       x.relpages::bigint & 4294967295 AS pages, x.reltuples AS tuples,
       pg_stat_get_numscans(x.oid) AS scans
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_namespace xn ON xn.oid = x.relnamespace
  JOIN pg_catalog.pg_am am ON am.oid = x.relam
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = x.oid
  LEFT JOIN pg_catalog.pg_class p ON p.oid = h.inhparent
  LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
 WHERE c.relkind IN ('r', 'p', 'm') AND c.relpersistence <> 't'
   AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
 ORDER BY x.oid
