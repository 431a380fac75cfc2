-- Column statistics without the right to read the tables: pg_stats shows a role only what it may SELECT, and
-- pg_monitor alone sees nothing. Run these as a superuser (or as a role that may read every table). They return what
-- ANALYZE keeps: sample values of the columns, so whoever may execute them sees such values. Leave them out to have
-- index advice planned with default statistics, at lower confidence.
CREATE SCHEMA IF NOT EXISTS nightjar;

CREATE OR REPLACE FUNCTION nightjar.column_statistics()
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
CREATE OR REPLACE FUNCTION nightjar.extended_statistics()
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

REVOKE ALL ON FUNCTION nightjar.column_statistics() FROM PUBLIC;
REVOKE ALL ON FUNCTION nightjar.extended_statistics() FROM PUBLIC;
GRANT USAGE ON SCHEMA nightjar TO nightjar;
GRANT EXECUTE ON FUNCTION nightjar.column_statistics() TO nightjar;
GRANT EXECUTE ON FUNCTION nightjar.extended_statistics() TO nightjar;
