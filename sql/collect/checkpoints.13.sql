-- Checkpoints and who writes buffers. Versions 13 to 16.
SELECT 'postgres' AS key, stats_reset::text AS epoch,
       checkpoints_timed, checkpoints_req AS checkpoints_requested,
       checkpoint_write_time AS checkpoint_write_ms, checkpoint_sync_time AS checkpoint_sync_ms,
       buffers_checkpoint, buffers_backend
  FROM pg_stat_bgwriter
