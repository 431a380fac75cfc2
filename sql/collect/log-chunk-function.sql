-- A part of a log file through the function of grants.sql. All versions (13-18).
SELECT "nightjar".read_log(?, ?, ?) AS bytes
