-- A pack is some hundred bytes, never more than the 1 MB that H2 keeps within a row (see DayPacker). As a large object each took
-- a look-up of its own and a copy to be read, half of the time of reading weeks.
-- ${rowBytes} is the database's type for binary values that lie in their row.
ALTER TABLE sample_pack ALTER COLUMN body SET DATA TYPE ${rowBytes};
