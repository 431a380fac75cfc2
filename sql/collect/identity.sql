-- The cluster's identifier, the same on its standbys and restored copies. All versions (13-18).
SELECT system_identifier::text AS system_identifier FROM pg_control_system()
