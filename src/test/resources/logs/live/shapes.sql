SELECT 1
----
SELECT 1, 2.5, .5, 5., 1e-3, 1E+10, 'a', NULL, TRUE, false
----
SELECT -1, - 2, +3, 4-5, 4 - -5, (-6), 7*-8, -1::int, (-1)::int, 2 ^ -1
----
SELECT id, name FROM customer WHERE id = 17
----
SELECT ID, Name FROM Customer WHERE Id = 18
----
SELECT * FROM customer c JOIN orders o ON o.customer_id = c.id WHERE c.tier = 3 AND o.total > 10.5 ORDER BY o.placed DESC LIMIT 10
----
SELECT * FROM customer c LEFT JOIN LATERAL (SELECT * FROM orders o WHERE o.customer_id = c.id ORDER BY 1 LIMIT 3) x ON true WHERE c.id < 5
----
SELECT tier, count(*) FROM customer GROUP BY tier HAVING count(*) > 3 ORDER BY 2 DESC, 1
----
SELECT tier, count(*) FROM customer GROUP BY 1 ORDER BY 1
----
SELECT tier % 2, sum(id) FROM customer GROUP BY ROLLUP (tier % 2)
----
SELECT tier, id, count(*) FROM customer GROUP BY GROUPING SETS ((tier), (id), ()) LIMIT 5
----
SELECT id FROM customer WHERE id IN (1, 2, 3)
----
SELECT id FROM customer WHERE id IN (1, 2, 3, 4, 5, 6, 7, 8)
----
SELECT id FROM customer WHERE id NOT IN (10, 20)
----
SELECT id FROM customer WHERE name IN ('a', 'b', 'c')
----
SELECT id FROM customer WHERE id = ANY ('{1,2,3}')
----
SELECT id FROM customer WHERE id = ANY (ARRAY[1,2,3])
----
SELECT id FROM customer WHERE id = ANY ('{1,2,3}'::int[])
----
SELECT id FROM customer WHERE (id, tier) IN ((1, 2), (3, 4))
----
SELECT id FROM customer WHERE id BETWEEN 5 AND 10 AND tier IS NOT NULL
----
SELECT id FROM customer WHERE name LIKE 'a%' ESCAPE '!' OR name ILIKE '%b%' OR name ~ '^x' OR name SIMILAR TO 'x%'
----
SELECT id FROM customer WHERE name IS NULL OR name IS DISTINCT FROM 'x' OR (tier > 1) IS TRUE OR (tier > 2) IS NOT FALSE OR (tier > 1) IS UNKNOWN
----
SELECT CASE WHEN tier = 1 THEN 'one' WHEN tier = 2 THEN 'two' ELSE 'many' END FROM customer WHERE id < 3
----
SELECT CASE tier WHEN 1 THEN 'x' ELSE NULL END FROM customer WHERE id < 3
----
SELECT coalesce(name, 'none'), nullif(tier, 0), greatest(1, 2, id), least(id, 3) FROM customer WHERE id < 3
----
SELECT cast('1' AS int), '2'::bigint, 3::text, float8 '1.5', date '2026-01-01', timestamp with time zone '2026-01-01 00:00+00', interval '1 day', interval '2' hour
----
SELECT extract(year FROM date '2026-01-01'), extract('month' FROM now()), date_trunc('day', now()), now() - interval '3 days'
----
SELECT now() AT TIME ZONE 'UTC', current_timestamp(3), localtime, current_date, current_user, session_user
----
SELECT position('a' IN 'banana'), substring('hello' FROM 2 FOR 3), substring('hello', 2, 3), trim(both 'x' FROM 'xax'), overlay('abc' placing 'x' FROM 2 FOR 1)
----
SELECT array[1,2,3], array[[1,2],[3,4]], '{1,2}'::int[], array['a','b']::text[]
----
SELECT (array[1,2,3])[1], (array[1,2,3])[1:2]
----
SELECT row(1, 'a'), (1, 2), row(1, 2) = row(1, 3)
----
SELECT '{"a": 1}'::jsonb -> 'a', '{"a": {"b": 2}}'::jsonb #>> '{a,b}', '{"a":1}'::jsonb @> '{"a":1}', '{"a":1}'::jsonb ? 'a'
----
SELECT 'a' || 'b' || 1, 1 + 2 * 3, 5 / 2, 5 % 3, 2 ^ 3, @ -5, |/ 25, 1 << 2, 5 & 3, 5 | 3, 5 # 3, ~ 1
----
SELECT 1 <> 2, 1 != 2, 1 < 2, 1 <= 2, 1 >= 2, not true, true and false or true
----
SELECT exists (SELECT 1 FROM customer WHERE id = 3), (SELECT max(id) FROM customer WHERE tier = 2)
----
SELECT count(*), count(DISTINCT tier), sum(id) FILTER (WHERE tier = 1), string_agg(name, ',' ORDER BY id), array_agg(id ORDER BY 1) FROM customer
----
SELECT id, row_number() OVER (PARTITION BY tier ORDER BY id), lag(id, 1, 0) OVER w, sum(id) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM customer WINDOW w AS (ORDER BY id) LIMIT 5
----
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders
----
SELECT DISTINCT tier FROM customer ORDER BY tier NULLS LAST
----
SELECT DISTINCT ON (tier) tier, id FROM customer ORDER BY tier, id DESC
----
SELECT id FROM customer ORDER BY id OFFSET 5 LIMIT 3
----
SELECT id FROM customer ORDER BY id FETCH FIRST 5 ROWS ONLY
----
SELECT id FROM customer ORDER BY id OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY
----
SELECT id FROM customer ORDER BY id FETCH FIRST ROW ONLY
----
SELECT id FROM customer LIMIT ALL
----
SELECT id FROM customer WHERE id = 3 FOR UPDATE
----
SELECT id FROM customer WHERE id = 3 FOR SHARE OF customer NOWAIT
----
SELECT id FROM customer WHERE id < 4 FOR UPDATE SKIP LOCKED
----
SELECT 1 UNION SELECT 2 UNION ALL SELECT 3 ORDER BY 1
----
(SELECT 1) UNION ALL (SELECT 2 LIMIT 1)
----
SELECT id FROM customer WHERE tier = 1 INTERSECT SELECT id FROM customer WHERE id < 10 EXCEPT SELECT 3
----
WITH big AS (SELECT customer_id, sum(total) AS s FROM orders GROUP BY customer_id) SELECT * FROM big WHERE s > 100 LIMIT 2
----
WITH x AS MATERIALIZED (SELECT id FROM customer WHERE tier = 1), y(a) AS (SELECT 1) SELECT * FROM x, y WHERE x.id = y.a
----
WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 10) SELECT sum(n) FROM t
----
WITH moved AS (DELETE FROM note WHERE id < 0 RETURNING *) INSERT INTO note SELECT * FROM moved
----
VALUES (1, 'a'), (2, 'b'), (3, 'c')
----
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(id, name) WHERE id > 1
----
TABLE customer
----
SELECT * FROM generate_series(1, 5) AS g(n)
----
SELECT * FROM generate_series(1, 5) WITH ORDINALITY
----
SELECT * FROM unnest(array[1,2], array['a','b']) AS u(a, b)
----
SELECT * FROM ROWS FROM (generate_series(1,2), generate_series(1,3)) AS r(a, b)
----
SELECT * FROM customer TABLESAMPLE BERNOULLI (10) REPEATABLE (5)
----
SELECT * FROM customer CROSS JOIN (SELECT 1 AS one) q WHERE id = 2
----
SELECT * FROM customer NATURAL JOIN (SELECT 1 AS id) q
----
SELECT * FROM customer JOIN orders USING (id) WHERE orders.total > 3
----
SELECT c.* , c.ctid, c.tableoid::regclass FROM public.customer AS c WHERE c.id = 1
----
SELECT "customer"."id" FROM "public"."customer" WHERE "customer"."tier" = 3
----
SELECT 'x' COLLATE "C" < 'y' COLLATE "C"
----
SELECT name COLLATE "C" FROM customer ORDER BY name COLLATE "C" DESC LIMIT 1
----
SELECT (c).name FROM (SELECT customer AS c FROM customer WHERE id = 1) q
----
SELECT f.x FROM (SELECT 1 x) f
----
SELECT 1 OPERATOR(pg_catalog.+) 2
----
SELECT (date '2026-01-01', interval '1 day') OVERLAPS (date '2026-01-02', date '2026-01-03')
----
SELECT xmlelement(name foo, xmlattributes('x' AS bar), 'content'), xmlforest('a' AS b)
----
SELECT format('%s-%I', 'a', 'b'), md5('x'), lower('ABC'), length('abc'), round(1.234, 2)
----
SELECT make_interval(days => 3), make_date(year => 2026, month => 1, day => 2)
----
SELECT to_char(now(), 'YYYY-MM-DD'), to_date('2026-01-01', 'YYYY-MM-DD'), to_number('12', '99')
----
SELECT U&'\0441\043B\043E\043D', U&'d!0061t' UESCAPE '!'
----
SELECT E'\n\t\\', 'plain', $$dollar$$, $q$tag'd$q$, B'101', X'1F', N'nat'
----
SELECT id FROM customer WHERE id=1 AND tier=2 OR name='x'
----
SELECT id FROM customer WHERE name='x'OR tier=3
----
SELECT id /* c */ FROM /* nested /* x */ */ customer -- end
 WHERE id = 1
----
SELECT größe FROM maße WHERE имя = 'x'
----
SELECT id AS "select", tier AS "Tier", name AS "na""me" FROM customer WHERE id = 1
----
SELECT id AS größe FROM customer WHERE id = 1
----
INSERT INTO note (body) VALUES ('a')
----
INSERT INTO note (body) VALUES ('a'), ('b'), ('c')
----
INSERT INTO note (id, body) VALUES (DEFAULT, 'a'), (DEFAULT, 'b')
----
INSERT INTO note (body) SELECT 'x' FROM generate_series(1, 3)
----
INSERT INTO note DEFAULT VALUES
----
INSERT INTO note (id, body) VALUES (1000001, 'x') ON CONFLICT (id) DO UPDATE SET body = excluded.body || 'y' WHERE note.id > 5 RETURNING id, 'k'
----
INSERT INTO note (id, body) OVERRIDING SYSTEM VALUE VALUES (1000002, 'x') ON CONFLICT DO NOTHING
----
UPDATE note SET body = 'z' WHERE id = 3
----
UPDATE note SET body = DEFAULT, id = id WHERE id = 4 RETURNING *
----
UPDATE note SET (body, id) = ('q', id) WHERE id = 5
----
UPDATE note SET (body) = (SELECT 'r') WHERE id = 6
----
UPDATE note n SET body = c.name FROM customer c WHERE c.id = n.id AND c.tier = 1
----
DELETE FROM note WHERE id = 7
----
DELETE FROM note USING customer WHERE note.id = customer.id AND customer.tier = 99
----
BEGIN
----
SAVEPOINT s1
----
ROLLBACK TO SAVEPOINT s1
----
RELEASE s1
----
COMMIT
----
START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
----
ROLLBACK
----
BEGIN WORK
----
END
----
BEGIN TRANSACTION READ WRITE
----
ABORT
----
SET work_mem = '4MB'
----
SET LOCAL work_mem TO 4096
----
SET SESSION statement_timeout = 0
----
SET search_path = public, pg_catalog
----
SET TIME ZONE 'UTC'
----
SET enable_seqscan = on
----
SET application_name = 'shape''s, "app"'
----
RESET work_mem
----
SHOW work_mem
----
SHOW ALL
----
SET TRANSACTION ISOLATION LEVEL READ COMMITTED
----
DISCARD PLANS
----
CREATE TABLE IF NOT EXISTS shape_a (id int PRIMARY KEY, name varchar(20) DEFAULT 'x', n numeric(10,2) CHECK (n > 0))
----
ALTER TABLE shape_a ADD COLUMN c int DEFAULT 5
----
CREATE INDEX shape_i ON shape_a (name) WHERE c > 3
----
CREATE TEMPORARY TABLE shape_t AS SELECT 1 AS one, 'x' AS x
----
CREATE VIEW shape_v AS SELECT id FROM shape_a WHERE c = 7
----
CREATE MATERIALIZED VIEW shape_m AS SELECT id, 3 AS k FROM shape_a
----
REFRESH MATERIALIZED VIEW shape_m
----
COMMENT ON TABLE shape_a IS 'a comment'
----
ANALYZE customer
----
VACUUM note
----
VACUUM (ANALYZE, VERBOSE false) note
----
TRUNCATE shape_a
----
REINDEX INDEX shape_i
----
CLUSTER shape_a USING shape_a_pkey
----
BEGIN
----
LOCK TABLE shape_a IN SHARE MODE
----
COMMIT
----
EXPLAIN SELECT * FROM customer WHERE id = 3
----
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT * FROM customer WHERE id = 4
----
CREATE FUNCTION shape_f(a int) RETURNS int LANGUAGE sql AS 'SELECT a + 1'
----
CREATE OR REPLACE FUNCTION shape_g(a int DEFAULT 3) RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN a + 1; END $body$
----
SELECT shape_f(3), shape_g()
----
CREATE PROCEDURE shape_p(x int) LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; END $$
----
CALL shape_p(5)
----
DO $$ BEGIN PERFORM 1; END $$
----
GRANT SELECT ON shape_a TO PUBLIC
----
REVOKE SELECT ON shape_a FROM PUBLIC
----
CREATE SEQUENCE shape_s START 5
----
SELECT nextval('shape_s'), setval('shape_s', 10), currval('shape_s')
----
CREATE TYPE shape_e AS ENUM ('a', 'b')
----
DROP TYPE shape_e
----
DROP FUNCTION shape_f(int)
----
DROP VIEW shape_v
----
DROP TABLE shape_a CASCADE
----
PREPARE shape_q (int) AS SELECT name FROM customer WHERE id = $1 AND tier > 0
----
EXECUTE shape_q(3)
----
EXECUTE shape_q(4)
----
DEALLOCATE shape_q
----
PREPARE "Odd ""name""" AS SELECT count(*) FROM customer WHERE tier = 2
----
EXECUTE "Odd ""name"""
----
DEALLOCATE ALL
----
BEGIN
----
DECLARE cur CURSOR FOR SELECT id FROM customer WHERE tier = 1
----
FETCH 5 FROM cur
----
FETCH FORWARD 3 FROM cur
----
MOVE NEXT FROM cur
----
CLOSE cur
----
COMMIT
----
NOTIFY channel_x, 'payload'
----
LISTEN channel_x
----
UNLISTEN *
----
CHECKPOINT
----
SELECT pg_advisory_lock(42), pg_advisory_unlock(42)
----
SELECT relname FROM pg_class WHERE oid = 'customer'::regclass
----
SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r','p','v','m','S','f','') AND n.nspname <> 'pg_catalog' AND n.nspname !~ '^pg_toast' ORDER BY 1,2 LIMIT 3
----
SELECT id FROM customer WHERE id > ALL (SELECT 3) AND id = SOME (array[4])
----
SELECT id FROM customer WHERE tier = 1 AND (name, id) > ('a', 3) ORDER BY name, id LIMIT 2
----
SELECT id FROM customer WHERE id = 1::int AND tier = '2'::smallint AND name = 'x'::varchar(20)
----
SELECT id FROM customer WHERE id IN (1::bigint, 2::bigint)
----
SELECT id FROM customer WHERE id IN (-1, -2)
----
SELECT id FROM customer WHERE id = (SELECT 5) OR id = -5
----
SELECT sum(total) * 1.1, avg(total)::numeric(10,2) FROM orders WHERE placed >= now() - interval '30 days'
----
SELECT date_part('hour', placed), count(*) FROM orders GROUP BY date_part('hour', placed) ORDER BY date_part('hour', placed)
----
SELECT id, 'const' AS k, 42 AS answer FROM customer ORDER BY 3, 1 LIMIT 1
----
SELECT id FROM customer ORDER BY CASE WHEN tier = 1 THEN 0 ELSE 1 END, id DESC NULLS FIRST LIMIT 2
----
SELECT * FROM customer WHERE (tier = 1 OR tier = 2) AND NOT (id = 3)
----
SELECT * FROM json_to_recordset('[{"a":1}]') AS x(a int)
----
SELECT * FROM xmltable('/r/x' PASSING '<r><x>1</x></r>'::xml COLUMNS x int PATH '.')
----
SELECT count(*) FROM customer c WHERE EXISTS (SELECT FROM orders o WHERE o.customer_id = c.id AND o.total > 5)
----
select id from customer where id=9 limit 1
----
SeLeCt Id FrOm CuStOmEr WhErE iD=9 LiMiT 1
----
SELECT ALL id FROM ONLY customer WHERE id = 9
----
SELECT id FROM customer * WHERE id = 9
----
SELECT ARRAY(SELECT id FROM customer WHERE id < 3)
----
SELECT interval '1' year, interval(0) '1.5 seconds', time '10:00', bit '101', character varying 'x'
----
SELECT lower(name) || '-' || upper(name) FROM customer WHERE id % 2 = 0 LIMIT 1
----
SELECT -tier, -(-tier), tier - -1, tier * -1, tier-1 FROM customer WHERE id = -id LIMIT 1
----
SELECT name FROM customer WHERE id = 3 GROUP BY name, tier HAVING tier = 2
----
COPY (SELECT 1) TO '/dev/null'
---- 13
SELECT id FROM customer WHERE id = 3 ORDER BY id FETCH FIRST 2 ROWS WITH TIES
---- 15
MERGE INTO note n USING (VALUES (1, 'a')) v(id, body) ON n.id = v.id WHEN MATCHED AND n.id > 5 THEN UPDATE SET body = 'm' WHEN NOT MATCHED THEN DO NOTHING
---- 16
SELECT 0x1F, 0o17, 0b101, 1_000_000, 1_0.5
---- 16
SELECT any_value(id), json_object('a': 1, 'b' VALUE 2), json_array(1, 2), '{}' IS JSON OBJECT FROM customer
---- 17
SELECT * FROM json_table('[{"a":1}]', '$[*]' COLUMNS (a int PATH '$.a', n FOR ORDINALITY)) t
---- 17
SELECT json_query('{"a":1}', '$.a' WITH WRAPPER), json_value('{"a":1}', '$.a' RETURNING int DEFAULT 0 ON EMPTY), json_exists('{}', '$.a')
---- 18
UPDATE note SET body = 'x' WHERE id = 8 RETURNING old.body, new.body, 'lit'
---- 18
SELECT uuidv7() IS NULL, array_sort(ARRAY[3,1])
