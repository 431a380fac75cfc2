-- How many sessions there are, how many work, wait and hold things back. All versions (13-18).
SELECT 'postgres' AS key,
       count(*) FILTER (WHERE client) AS connections,
       count(*) FILTER (WHERE client AND state = 'active') AS active_sessions,
       count(*) FILTER (WHERE client AND wait_event_type = 'Lock') AS lock_waiters,
       count(*) FILTER (WHERE client AND state LIKE 'idle in transaction%') AS idle_in_transaction,
       coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE client), 0)
         AS oldest_transaction_seconds,
       greatest(max(age(backend_xmin)),
                (SELECT max(greatest(age(xmin), age(catalog_xmin))) FROM pg_replication_slots),
                (SELECT max(age(transaction)) FROM pg_prepared_xacts), 0) AS oldest_xmin_age,
       current_setting('max_connections')::int AS max_connections
  FROM (SELECT *, backend_type = 'client backend' AS client
          FROM pg_stat_activity
         WHERE pid <> pg_backend_pid() AND application_name NOT LIKE 'nightjar%') a
