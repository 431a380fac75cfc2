-- Collations that columns of tables or indexes name, besides default, C and POSIX. PostgreSQL 13 to 18.
SELECT n.nspname AS schema, c.collname AS name, c.collprovider AS provider,
       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', c.collcollate::text, '') AS locale,
       c.collisdeterministic AS deterministic
  FROM pg_catalog.pg_collation c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
 WHERE c.oid NOT IN (100, 950, 951)
   AND c.oid IN (SELECT a.attcollation
                   FROM pg_catalog.pg_attribute a
                   JOIN pg_catalog.pg_class r ON r.oid = a.attrelid
                   JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
                  WHERE rn.nspname !~ '^pg_' AND rn.nspname <> 'information_schema')
 ORDER BY 1, 2
