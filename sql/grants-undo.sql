-- Takes back what grants.sql gave. Run as a superuser in every database in which grants.sql was run; the role itself goes
-- with the last of them, if grants.sql made it. May be run again at any time. For a role of another name than "nightjar":
-- nightjar init --undo --url postgresql://ROLE@host/database prints the file for it.
DROP FUNCTION IF EXISTS "nightjar".sequence_last_value(oid);
DROP FUNCTION IF EXISTS "nightjar".read_log(text, bigint, bigint);
DROP FUNCTION IF EXISTS "nightjar".extended_statistics();
DROP FUNCTION IF EXISTS "nightjar".column_statistics();
DROP SCHEMA IF EXISTS "nightjar";

DO $do$
BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_roles
              WHERE rolname = 'nightjar'
                AND pg_catalog.shobj_description(oid, 'pg_authid') = 'made by grants.sql of Nightjar') THEN
    EXECUTE pg_catalog.format('REVOKE CONNECT ON DATABASE %I FROM %I', pg_catalog.current_database(), 'nightjar');
    REVOKE pg_monitor FROM "nightjar";
    -- Only where no other database still grants it something.
    BEGIN
      DROP ROLE "nightjar";
    EXCEPTION WHEN dependent_objects_still_exist THEN
      RAISE NOTICE 'the role stays: run this file in the other databases in which grants.sql was run';
    END;
  ELSIF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'nightjar') THEN
    RAISE NOTICE 'the role was there before grants.sql and stays; REVOKE pg_monitor FROM it if nothing else needs it';
  END IF;
END
$do$;
