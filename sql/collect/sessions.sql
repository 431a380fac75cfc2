-- Client sessions that do the same thing, our own left out. All versions (13-18).
SELECT concat_ws('/', datname, usename, application_name, coalesce(state, ''), coalesce(wait_event_type, ''),
                 coalesce(wait_event, '')) AS key,
       coalesce(datname, '') AS database, coalesce(usename, '') AS role, application_name AS application,
       coalesce(state, '') AS state, coalesce(wait_event_type, '') AS "waitType",
       coalesce(wait_event, '') AS "waitEvent", count(*) AS count
  FROM pg_stat_activity
 WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND application_name NOT LIKE 'nightjar%'
 GROUP BY datname, usename, application_name, state, wait_event_type, wait_event
 ORDER BY count(*) DESC
 LIMIT 1000
