-- Checkpoints. From version 17 on, where backends' own writes moved to pg_stat_io.
SELECT 'postgres' AS key, stats_reset::text AS epoch,
       num_timed AS checkpoints_timed, num_requested AS checkpoints_requested,
       write_time AS checkpoint_write_ms, sync_time AS checkpoint_sync_ms,
       buffers_written AS buffers_checkpoint
  FROM pg_stat_checkpointer
