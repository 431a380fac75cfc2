-- Settings in force. Values that may hold a password are not read. All versions (13-18).
SELECT name,
       CASE WHEN setting <> '' AND name ~ '(conninfo|command|passphrase|password|secret|token)' AND vartype = 'string'
              OR name LIKE '%.%' AND name ~ '(key|auth|credential)' THEN '(not read)' ELSE setting END AS setting,
       coalesce(unit, '') AS unit, source,
       CASE WHEN boot_val <> '' AND name ~ '(conninfo|command|passphrase|password|secret|token)' AND vartype = 'string'
            THEN '(not read)' ELSE coalesce(boot_val, '') END AS boot_val,
       pending_restart
  FROM pg_settings
 ORDER BY name
