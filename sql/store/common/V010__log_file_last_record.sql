-- When the last record of a log file was written: positions in files that ended long ago are forgotten.
ALTER TABLE log_file ADD COLUMN last_record TIMESTAMP(6) WITH TIME ZONE;
