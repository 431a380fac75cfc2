-- Client sessions that do the same thing, our own left out. All versions (13-18).
SELECT key, min(database) AS database, min(role) AS role, min(application) AS application, min(state) AS state,
       min(wait_type) AS "waitType", min(wait_event) AS "waitEvent", count(*) AS count
  FROM (SELECT concat_ws('/', a.database, a.role, a.application, a.state, a.wait_type, a.wait_event) AS key, a.*
          FROM (SELECT coalesce(datname, '') AS database, coalesce(usename, '') AS role,
                       application_name AS application, coalesce(state, '') AS state,
                       coalesce(wait_event_type, '') AS wait_type, coalesce(wait_event, '') AS wait_event
                  FROM pg_stat_activity
                 WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                   AND application_name NOT LIKE 'nightjar%') a) s
 GROUP BY key
 ORDER BY count(*) DESC
 LIMIT 1000
