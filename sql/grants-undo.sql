-- Takes back what grants.sql gave. Run as a superuser in every database in which grants.sql was run; the role itself goes
-- with the last of them. May be run again at any time.
DROP FUNCTION IF EXISTS "nightjar".read_log(text, bigint, bigint);
DROP FUNCTION IF EXISTS "nightjar".extended_statistics();
DROP FUNCTION IF EXISTS "nightjar".column_statistics();
DROP SCHEMA IF EXISTS "nightjar";

-- Privileges that the role holds in this database, and on databases.
DO $do$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'nightjar') THEN
    REVOKE pg_monitor FROM "nightjar";
    DROP OWNED BY "nightjar" RESTRICT;
  END IF;
END
$do$;

-- Only where no other database still grants it something.
DO $do$
BEGIN
  DROP ROLE IF EXISTS "nightjar";
EXCEPTION WHEN dependent_objects_still_exist THEN
  RAISE NOTICE 'the role stays: run this file in the other databases in which grants.sql was run';
END
$do$;
