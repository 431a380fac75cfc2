-- The least privilege that Nightjar needs. Run as a superuser, once in every database that it shall read:
--   psql -d shop -f grants.sql
-- May be run again at any time. grants-undo.sql takes everything back. For a role of another name than "nightjar":
-- nightjar init --url postgresql://ROLE@host/database prints the file for it.

-- 1. A role that may log in. Give it a password afterwards: \password nightjar (in psql), or ALTER ROLE ... PASSWORD.
DO $do$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'nightjar') THEN
    CREATE ROLE "nightjar" LOGIN CONNECTION LIMIT 5;
    -- A role that was there before keeps its settings: it may belong to an application.
    ALTER ROLE "nightjar" SET default_transaction_read_only = on;
    COMMENT ON ROLE "nightjar" IS 'made by grants.sql of Nightjar';
  END IF;
END
$do$;

-- 2. Statistics views, settings and sizes, of all roles. No data of any table.
GRANT pg_monitor TO "nightjar";
DO $do$
BEGIN
  EXECUTE pg_catalog.format('GRANT CONNECT ON DATABASE %I TO %I', pg_catalog.current_database(), 'nightjar');
END
$do$;

CREATE SCHEMA IF NOT EXISTS "nightjar";
GRANT USAGE ON SCHEMA "nightjar" TO "nightjar";

-- 3. Column statistics without the right to read the tables: pg_stats shows a role only what it may SELECT, and
-- pg_monitor alone sees nothing. The functions return what ANALYZE keeps: sample values of the columns, so whoever may
-- execute them sees such values. Leave this part out to have index advice planned with default statistics, at lower
-- confidence.
CREATE OR REPLACE FUNCTION "nightjar".column_statistics()
RETURNS TABLE (schema_name name, relation_name name, column_name name, inherited boolean,
               null_frac real, avg_width integer, n_distinct real,
               most_common_vals text, most_common_freqs real[], histogram_bounds text, correlation real,
               most_common_elems text, most_common_elem_freqs real[], elem_count_histogram real[],
               range_length_histogram text, range_empty_frac real, range_bounds_histogram text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  RETURN QUERY EXECUTE
    'SELECT s.schemaname, s.tablename, s.attname, s.inherited, s.null_frac, s.avg_width, s.n_distinct,
            s.most_common_vals::text, s.most_common_freqs, s.histogram_bounds::text, s.correlation,
            s.most_common_elems::text, s.most_common_elem_freqs, s.elem_count_histogram, '
    || CASE WHEN current_setting('server_version_num')::int >= 170000
            THEN 's.range_length_histogram::text, s.range_empty_frac, s.range_bounds_histogram::text'
            ELSE 'NULL::text, NULL::real, NULL::text' END
    || ' FROM pg_catalog.pg_stats s
        WHERE s.schemaname !~ ''^pg_'' AND s.schemaname NOT IN (''information_schema'', ''nightjar'')';
END
$function$;

-- Extended statistics as bytes. Combinations with columns of user-made types hold that database's type numbers and
-- are left out.
CREATE OR REPLACE FUNCTION "nightjar".extended_statistics()
RETURNS TABLE (schema_name name, statistics_name name, inherited boolean,
               distinct_bytes bytea, dependencies_bytes bytea, most_common_bytes bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
  SELECT n.nspname, s.stxname, coalesce((to_jsonb(d) ->> 'stxdinherit')::boolean, false),
         d.stxdndistinct::bytea, d.stxddependencies::bytea,
         CASE WHEN NOT EXISTS (SELECT FROM unnest(s.stxkeys) k
                                 JOIN pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = k
                                WHERE a.atttypid >= 16384)
              THEN d.stxdmcv::bytea END
    FROM pg_statistic_ext s
    JOIN pg_namespace n ON n.oid = s.stxnamespace
    JOIN pg_statistic_ext_data d ON d.stxoid = s.oid
$function$;

REVOKE ALL ON FUNCTION "nightjar".column_statistics() FROM PUBLIC;
REVOKE ALL ON FUNCTION "nightjar".extended_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "nightjar".column_statistics() TO "nightjar";
GRANT EXECUTE ON FUNCTION "nightjar".extended_statistics() TO "nightjar";

-- 4. The server's log, where Nightjar runs on another machine (logs.overSql in the job file). The function reads files of
-- log_directory only; EXECUTE on pg_read_binary_file itself would open every file of the data directory. The log holds
-- statements with their constants. Leave this part out when Nightjar reads the log files themselves.
CREATE OR REPLACE FUNCTION "nightjar".read_log(file_name text, first_byte bigint, bytes bigint)
RETURNS bytea
LANGUAGE plpgsql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_ls_logdir() f WHERE f.name = file_name) THEN
    RAISE EXCEPTION 'there is no log file "%"', file_name USING ERRCODE = 'undefined_file';
  END IF;
  RETURN pg_read_binary_file(current_setting('log_directory') || '/' || file_name, first_byte, bytes, true);
END
$function$;

REVOKE ALL ON FUNCTION "nightjar".read_log(text, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "nightjar".read_log(text, bigint, bigint) TO "nightjar";

-- 5. How far sequences are from their ends. pg_monitor does not show their values; SELECT on each would, but would have to
-- be granted again for every new one. The function tells the last value of one sequence and nothing else. Leave this
-- part out and sequences that run out are not foretold.
CREATE OR REPLACE FUNCTION "nightjar".sequence_last_value(sequence oid)
RETURNS bigint
LANGUAGE sql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
  SELECT pg_sequence_last_value(sequence)
$function$;

REVOKE ALL ON FUNCTION "nightjar".sequence_last_value(oid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION "nightjar".sequence_last_value(oid) TO "nightjar";
