SELECT '2026-01-01 00:00:00.000 UTC [1] LOG:  duration: 99999.000 ms  statement: SELECT trap'
----
SELECT 'first line
2026-01-01 00:00:00.000 UTC [1] LOG:  duration: 99999.000 ms  statement: SELECT trap
	2026-01-01 00:00:00.000 UTC [1] ERROR:  trap
DETAIL:  trap'
----
SELECT 'csv
2026-01-01 00:00:00.000 UTC,"u","d",1,"[local]",6900.1,1,"SELECT",2026-01-01 00:00:00 UTC,3/1,0,LOG,00000,"duration: 99999.000 ms  statement: SELECT trap",,,,,,,,,"",,0
'
----
SELECT '{"timestamp":"2026-01-01 00:00:00.000 UTC","pid":1,"error_severity":"LOG","message":"duration: 99999.000 ms  statement: SELECT trap"}'
----
SELECT 1 /* duration: 99999.000 ms  statement: SELECT trap */
----
SELECT 1 -- duration: 99999.000 ms  statement: SELECT trap
----
/* leading
   comment /* nested 'quote " */ LOG:  x */ SELECT id, name FROM customer WHERE tier = 2
----
/*controller='orders',action='show',traceparent='00-1-2-01'*/ SELECT name FROM customer WHERE id = 7
----
SELECT name FROM customer WHERE id = 8 /*controller='orders',action='show'*/
----
DO $$ BEGIN RAISE LOG 'duration: 4711.000 ms  statement: SELECT trap'; END $$
----
DO $$ BEGIN RAISE LOG 'temporary file: path "base/pgsql_tmp/pgsql_tmp1.0", size 4711'; END $$
----
DO $$ BEGIN RAISE LOG 'checkpoint complete: wrote 4711 buffers (1.0%%)'; END $$
----
DO $$ BEGIN RAISE LOG 'connection authorized: user=trap database=trap'; END $$
----
DO $$ BEGIN RAISE LOG 'x duration: 4711.000 ms  statement: SELECT trap'; END $$
----
DO $x$ BEGIN RAISE LOG E'two lines\n2026-01-01 00:00:00.000 UTC [1] LOG:  duration: 4711.000 ms  statement: SELECT trap'; END $x$
----
DO $x$ BEGIN RAISE WARNING 'LOG:  duration: 4711.000 ms  statement: SELECT trap'; END $x$
----
DO $x$ BEGIN RAISE LOG 'execute <unnamed>: SELECT trap, % quotes "x", ''y''', 100; END $x$
----
DO $x$ BEGIN RAISE LOG 'automatic vacuumtrap of table "a.b.c": index scans: 1'; END $x$
----
DO $x$ BEGIN RAISE LOG E'\n\n   blank lines first'; END $x$
----
DO $x$ BEGIN RAISE LOG E'ends with newlines\n\n'; END $x$
----
DO $x$ BEGIN RAISE LOG E'tab\tcr\rbell\x07 del\x7f'; END $x$
----
DO $x$ BEGIN RAISE WARNING 'with parts' USING DETAIL = E'detail one\ndetail two', HINT = E'hint one\nhint two', ERRCODE = '01ABC'; END $x$
----
SELECT E'it\'s', E'back\\slash', 'it''s', 'C:\', U&'d\0061t\+000061', U&'d!0061' UESCAPE '!', B'0101', X'1FF', N'n'
----
SELECT $$dollar 'quoted' "text"$$, $tag$with $$ inside$tag$, $_1ü$x$_1ü$
----
SELECT "name" AS "Quoted ""Alias""", "id" AS "LOG:  x" FROM "customer" AS "the table" WHERE "the table"."id" = 1
----
SELECT 'a'
  'b'
  'c'
----
SELECT 'naïve café – Ærøskøbing – Größe – ñandú'
----
SELECT 'Привет, мир' AS "приветствие", 'Ελληνικά', 'עברית', 'العربية من اليمين'
----
SELECT '漢字かな交じり文', '한국어', '中文', '👩‍👩‍👧‍👦 🏳️‍🌈', 'e' || U&'\0301'
----
SELECT größe, имя, 名前 FROM maße WHERE größe > 3 AND имя <> 'Иван' AND 名前 IS NOT NULL
----
SELECT id
  FROM customer
 WHERE name = 'a
b'
   AND tier IN (1, 2,
      3)
----
SELECT	id	FROM	customer	WHERE	tier	=	3
----
SELECT id FROM customer WHERE tier = -1 AND id - 1 > 0 AND id > - 2
----
SELECT   

id FROM customer


WHERE id = 5   
----
SELECT id FROM customer WHERE id = 6;
----
SELECT id FROM customer WHERE id = 7 ; -- trailing
----
INSERT INTO note (body) VALUES ('ERROR:  deadlock detected'), ('LOG:  checkpoint complete: wrote 1 buffers')
----
INSERT INTO note (body) VALUES (E'a\nSTATEMENT:  SELECT trap')
----
SELECT 'quote " comma , quote '' percent % brace } bracket ] backslash \ tab	end'
----
SELECT repeat('x', 10), 'unclosed " csv', '"",""'
----
SELECT '     ', ''
----
