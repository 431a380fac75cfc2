SELECT 1/0 AS "LOG:  duration: 1.000 ms  statement: SELECT trap"
----
SELECT 'two
lines' FROM missing_table
----
SELCT 'syntax
	error'
----
INSERT INTO customer (id, name, tier) VALUES (1, 'dup
DETAIL:  trap', 1)
----
DO $x$ BEGIN RAISE EXCEPTION E'custom "error"\nLOG:  duration: 1.000 ms  statement: SELECT trap' USING DETAIL = 'd1
d2', HINT = 'h', ERRCODE = 'P0777'; END $x$
----
SELECT 'canceling statement due to nothing'::int
----
SELECT größe_missing FROM maße
