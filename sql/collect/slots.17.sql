-- How much WAL each replication slot keeps, and who uses it. From version 17 on, which tells since when nobody does.
-- A standby keeps WAL up to what it has received. Temporary slots go with their session; the hundred that keep most.
SELECT s.slot_name::text AS key, s.slot_name::text AS slot, s.slot_type AS "slotType",
       coalesce(s.database::text, '') AS database, coalesce(s.wal_status, '') AS "walStatus",
       CASE WHEN s.synced THEN 'yes' ELSE 'no' END AS synced, coalesce(s.invalidation_reason, '') AS invalidation,
       pg_wal_lsn_diff(w.at, s.restart_lsn) AS wal_kept, s.safe_wal_size,
       w.keep_limit, s.active::int AS active,
       CASE WHEN NOT s.active THEN extract(epoch FROM clock_timestamp() - s.inactive_since) END AS inactive_seconds
  FROM pg_replication_slots s
 CROSS JOIN (SELECT CASE WHEN pg_is_in_recovery() THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
                         ELSE pg_current_wal_lsn() END AS at,
                    (SELECT setting::bigint * 1048576 FROM pg_settings
                      WHERE name = 'max_slot_wal_keep_size' AND setting::bigint >= 0) AS keep_limit) w
 WHERE NOT s.temporary
 ORDER BY wal_kept DESC NULLS LAST, s.slot_name
 LIMIT 100
