-- How far each sequence of this database is from its end: its own, or that of a column it fills where that comes first
-- (owned by the column, or named in its default). All versions (13-18).
-- The values of at most 2000 sequences are looked at, those of the shortest range, for each is a page to read; the 200
-- nearest to their end are told. One that begins again from its own end has none. Reading a value waits for whoever
-- changes the sequence: those are left without a value instead. {value} is how the role may read one.
WITH locked AS (
  SELECT l.relation AS oid
    FROM pg_locks l
   WHERE l.locktype = 'relation' AND l.granted
     AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())),
filled AS (
  SELECT d.objid AS sequence, d.refobjid AS "table", d.refobjsubid AS number
    FROM pg_depend d
   WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
     AND d.refobjsubid > 0
  UNION
  SELECT d.refobjid, f.adrelid, f.adnum
    FROM pg_depend d
    JOIN pg_attrdef f ON f.oid = d.objid
   WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid = 0),
ends AS (
  SELECT f.sequence, min(i.longest) AS longest,
         -- Quoted table and column, and the type: a line each, unless a name would break it.
         string_agg(format(E'%I.%I\t%I\t%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL)), E'\n'
                    ORDER BY n.nspname, c.relname, a.attname)
           -- A partition's column changes with that of the table it is a part of.
           FILTER (WHERE a.attinhcount = 0
                     AND concat(n.nspname, c.relname, a.attname, format_type(a.atttypid, NULL)) !~ '[[:cntrl:]]')
           AS columns
    FROM filled f
    JOIN pg_class c ON c.oid = f."table"
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = f."table" AND a.attnum = f.number AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN (VALUES ('int2'::regtype::oid, 32767::numeric), ('int4'::regtype::oid, 2147483647),
                      ('int8'::regtype::oid, 9223372036854775807)) i (type, longest)
           ON i.type = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
   GROUP BY f.sequence),
ranges AS (
  SELECT c.oid, n.nspname, c.relname, s.seqincrement, s.seqstart::numeric AS start, coalesce(e.columns, '') AS columns,
         CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END::numeric AS first,
         CASE WHEN s.seqincrement > 0 THEN least(s.seqmax, e.longest) ELSE greatest(s.seqmin, -1 - e.longest) END AS last,
         CASE WHEN s.seqincrement > 0 THEN s.seqmax ELSE s.seqmin END::numeric AS own, s.seqcycle,
         format_type(s.seqtypid, NULL) AS type
    FROM pg_sequence s
    JOIN pg_class c ON c.oid = s.seqrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN ends e ON e.sequence = c.oid
   WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'nightjar')
     AND (c.relpersistence = 'p' OR c.relpersistence = 'u' AND NOT pg_is_in_recovery())),
candidates AS (
  SELECT * FROM ranges
   WHERE NOT (seqcycle AND last = own)
   ORDER BY abs(last - first), nspname, relname
   LIMIT 2000),
read AS MATERIALIZED (
  SELECT r.*, p.readable, CASE WHEN p.readable AND l.oid IS NULL THEN {value}::numeric END AS value
    FROM candidates r
   CROSS JOIN LATERAL (SELECT {readable} AS readable) p
    LEFT JOIN (SELECT DISTINCT oid FROM locked) l ON l.oid = r.oid),
used AS (
  -- One that was set back behind its start begins at its first value.
  SELECT r.*, CASE WHEN (r.value - r.start) * sign(r.seqincrement) >= 0 OR r.value IS NULL THEN r.start
                   ELSE r.first END AS origin
    FROM read r)
SELECT current_database() || '/'
         || CASE WHEN nspname || relname LIKE '%.%' THEN quote_ident(nspname) || '.' || quote_ident(relname)
                 ELSE nspname || '.' || relname END AS key,
       current_database()::text AS database, nspname::text AS schema, relname::text AS sequence, columns,
       type, own::text AS "ownEnd", seqincrement::text AS increment,
       CASE WHEN readable THEN 'yes' ELSE 'no' END AS readable,
       value AS last_value, last AS end_value, abs(value - origin) AS used, abs(last - origin) AS range
  FROM used
 ORDER BY abs(value - origin) / nullif(abs(last - origin), 0) DESC NULLS LAST, 1
 LIMIT 200
