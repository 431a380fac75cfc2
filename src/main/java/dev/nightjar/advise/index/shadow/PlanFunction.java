package dev.nightjar.advise.index.shadow;

/**
 * The functions through which statements are planned.
 *
 * <p>One call switches indexes on and off, plans, and takes the switching back: the exception that ends the inner block
 * rolls its changes back but keeps the variable. A statement travels as a value and is run as a cursor's query, so that
 * two statements in one text are refused by the server itself.
 */
final class PlanFunction {
    static final String EXPLAIN = "EXPLAIN (FORMAT JSON, GENERIC_PLAN) ";
    static final String EXPLAIN_VERBOSE = "EXPLAIN (FORMAT JSON, GENERIC_PLAN, VERBOSE) ";

    private PlanFunction() {}

    /** Only a superuser may change pg_index, so this function runs as the one that made it. */
    static String flip(String schema) {
        return """
                CREATE FUNCTION %s.flip(to_valid oid[], to_invalid oid[]) RETURNS void
                LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $function$
                  UPDATE pg_catalog.pg_index SET indisvalid = indexrelid = ANY (to_valid)
                   WHERE indexrelid = ANY (to_valid || to_invalid)
                $function$""".formatted(schema);
    }

    static String plan(String schema) {
        return """
                CREATE FUNCTION %1$s.plan(statement text, to_valid oid[], to_invalid oid[]) RETURNS text
                LANGUAGE plpgsql AS $function$
                DECLARE
                  line json;
                  explained text;
                BEGIN
                  BEGIN
                    IF cardinality(to_valid) + cardinality(to_invalid) > 0 THEN
                      PERFORM %1$s.flip(to_valid, to_invalid);
                    END IF;
                    FOR line IN EXECUTE statement LOOP
                      explained := line::text;
                    END LOOP;
                    RAISE EXCEPTION SQLSTATE 'NJ000';
                  EXCEPTION WHEN SQLSTATE 'NJ000' THEN
                    NULL;
                  END;
                  RETURN explained;
                END
                $function$""".formatted(schema);
    }
}
