-- A part of a log file, where the role may execute pg_read_binary_file. All versions (13-18).
SELECT pg_read_binary_file(current_setting('log_directory') || '/' || ?, ?, ?, true) AS bytes
