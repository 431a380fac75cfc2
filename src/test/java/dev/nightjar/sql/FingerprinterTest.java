package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprinterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT id, total FROM orders WHERE customer_id = 1165 ¦ select id , total from orders where customer_id = $1",
                "select  *\\n\\tfrom   Customer -- note; duration: 99 ms\\r\\n where ID=1 /* a /* nested */ ' x */ ¦ select * from customer where id = $1",
                "SELECT U&\"d!0061\"\"t\" UESCAPE '!', u&\"a\" FROM t ¦ select U&\"d!0061\"\"t\" , u&\"a\" from t",
                "SELECT E'it\\\\'s', 'O''R', $$it's$$, $x$ $$ ; -- $x$, U&'d\\\\0061', U&'!0061' UESCAPE '!', B'10', X'1F' ¦ select $1 , $2 , $3 , $4 , $5 , $6 , $7 , $8",
                "SELECT -45, - 6, 1.5e10, .5, 5., 1e-3, +8, 7-6, 1::numeric(10,2), -1::int, 'a'\\n 'b' ¦ select $1 , $2 , $3 , $4 , $5 , $6 , + $7 , $8 - $9 , $10 :: numeric ( $11 , $12 ) , - $13 :: int , $14",
                "SELECT id FROM c WHERE b>=-132 AND t<>ALL(ARRAY[1,2]) AND(n<>'x'OR id=1)LIMIT 3 ¦ select id from c where b >= $1 and t <> all ( array [ $2 /*, ... */ ] ) and ( n <> $3 or id = $4 ) limit $5",
                "SELECT now() - interval '5 day', extract(year FROM now()), NULL, NOT FALSE, 1 IS NULL LIMIT ALL ¦ select now ( ) - interval $1 , extract ( $2 from now ( ) ) , $3 , not $4 , $5 is null limit $6",
                "INSERT INTO t VALUES (1, NULL), (2, 'x'), (3, DEFAULT) ¦ insert into t values ( $1 , $2 ) , ( $3 , default )",
                "SELECT a FROM t GROUP BY 1, 2 ORDER BY 2 DESC, 1 + 1, 3 LIMIT 3 ¦ select a from t group by 1 , 2 order by 2 desc , $1 + $2 , 3 limit $3",
                "SELECT a FROM t GROUP BY 1 UNION SELECT 1, 2 ¦ select a from t group by 1 union select $1 , $2",
                "SELECT rank() OVER (ORDER BY 1), f(x ORDER BY 1), (SELECT a FROM t ORDER BY 1) ¦ select rank ( ) over ( order by $1 ) , f ( x order by $2 ) , ( select a from t order by 1 )",
                "SELECT DISTINCT ON (1) a FROM t GROUP BY ROLLUP (1, (2)), 3 ¦ select distinct on ( 1 ) a from t group by rollup ( 1 , ( 2 ) ) , 3",
                "SET application_name = 'forms'; ¦ set application_name = $1",
                "SET LOCAL search_path TO a, \"B\" ¦ set local search_path to $1",
                "SET work_mem = DEFAULT ¦ set work_mem = default",
                "SET ROLE tenant_17 ¦ set role $1",
                "SET LOCAL ROLE \"Tenant 17\" ¦ set local role $1",
                "SET role = 'tenant_17' ¦ set role = $1",
                "SET SESSION AUTHORIZATION bob ¦ set session authorization $1",
                "SET SESSION AUTHORIZATION DEFAULT ¦ set session authorization default",
                "RESET ROLE ¦ reset role",
                "ALTER ROLE expl SET auto_explain.log_analyze=on ¦ alter role expl set auto_explain . log_analyze = $1",
                "UPDATE t SET a = NULL, b = 2 WHERE c IS NOT NULL AND d IS NOT TRUE ¦ update t set a = $1 , b = $2 where c is not null and d is not true",
                "END ¦ commit",
                "abort; ¦ rollback",
                "SAVEPOINT sp_17 ¦ savepoint $1",
                "ROLLBACK TO SAVEPOINT sp_17 ¦ rollback to savepoint $1",
                "PREPARE p0(int) AS SELECT name FROM c WHERE id=$1 ¦ execute $1 as select name from c where id = $2",
                "EXECUTE p0(870) ¦ execute $1 ( $2 )",
                "PREPARE TRANSACTION 'x' ¦ prepare transaction $1",
                "DEALLOCATE ALL ¦ deallocate all",
                "SELECT 1168AND 2 ¦ select $1 and $2",
                "SELECT x != 1, a->>'b', a ? 'c', @-1 ¦ select x <> $1 , a ->> $2 , a ? $3 , @- $4",
                "SELECT \"id\", \"Id\", \"select\", \"a\"\"b\" FROM \"Événement\", données ¦ select id , \"Id\" , \"select\" , \"a\"\"b\" from \"Événement\" , données",
                "SELECT * FROM t WHERE id IN (SELECT 1) ¦ select * from t where id in ( select $1 )",
                "SELECT * FROM t WHERE d IN (date '2020-01-01', '2020-01-02'::date, CAST('x' AS date)) ¦ select * from t where d in ( $1 /*, ... */ )",
                "SELECT * FROM t WHERE a IN (1, b) ¦ select * from t where a in ( $1 , b )",
                "SELECT 0; SELECT '/* no */', 2;; ¦ select $1 ; select $2 , $3",
                "SELECT 0x1F, 0o7, 0b1, 1_000 ¦ select $1 , $2 , $3 , $4",
                "SELECT a[1:2], b::int[] ¦ select a [ $1 : $2 ] , b :: int [ ]",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN x; END $f$ ¦ create function f ( ) returns void language plpgsql as $1",
            })
    void canonicalTextIs(String sql, String canonical) {
        String unescaped = sql.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\r", "\r")
                .replace("\\\\", "\\");
        assertThat(Fingerprinter.canonical(unescaped).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT U&'!0061' UESCAPE '!' ¦ SELECT $1 UESCAPE '!'",
                "SELECT 1 WHERE n<>'x'OR id=-1 ¦ SELECT $1 WHERE n<>$2OR id=$3",
                "SELECT * FROM c WHERE id IN (1, 2, 3) ¦ SELECT * FROM c WHERE id IN ($1 /*, ... */)",
                "SELECT N'x' ¦ SELECT N$1",
                "SAVEPOINT a ¦ SAVEPOINT $1",
                "DEALLOCATE a ¦ DEALLOCATE $1",
                "SET x = 'a', 'b' ¦ SET x = $1",
                "VALUES (1, 2), (3, 4) ¦ VALUES ($1, $2), ($3, $4)",
                "SELECT - 5 - -3 ¦ SELECT $1 - $2",
                "SELECT a FROM t LIMIT ALL ¦ SELECT a FROM t LIMIT $1",
            })
    void logTextAndExtensionTextAreOneStatement(String logged, String extension) {
        assertThat(Fingerprinter.canonical(logged)).isEqualTo(Fingerprinter.canonical(extension));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a FROM t ORDER BY 1 ¦ SELECT a FROM t ORDER BY 2",
                "SELECT f(1, 2) ¦ SELECT f(1)",
                "SELECT \"A\" ¦ SELECT a",
                "SELECT a IS NULL ¦ SELECT a IS NOT NULL",
                "SELECT 'a--b', c ¦ SELECT 'a'--b', c",
                "SELECT -1 ¦ SELECT - x",
                "PREPARE p AS SELECT 1 ¦ SELECT 1",
            })
    void differentStatementsStayApart(String one, String other) {
        assertThat(Fingerprinter.canonical(one)).isNotEqualTo(Fingerprinter.canonical(other));
    }

    @Test
    void backslashEscapesFollowTheSessionsSetting() {
        byte[] sql = "SELECT 'it\\'s', 1".getBytes(StandardCharsets.UTF_8);
        Fingerprinter off = new Fingerprinter();
        off.standardConformingStrings(false);
        assertThat(off.canonical(sql, 0, sql.length).text()).isEqualTo("select $1 , $2");
        assertThat(new Fingerprinter().canonical(sql, 0, sql.length).text())
                .as("text that no server takes is tried under the other setting")
                .isEqualTo("select $1 , $2");
    }

    @Test
    void fingerprintsAreStableAcrossReleases() {
        assertThat(Fingerprinter.canonical("SELECT * FROM customer WHERE id = 1")
                        .fingerprint())
                .hasToString("5dd69b2643df5f96");
        assertThat(Fingerprinter.canonical("insert into orders (id, customer_id, total) values (1, 2, 3)")
                        .fingerprint())
                .hasToString("762cb647cefa07da");
    }

    @Test
    void prepareAsSentIsNotItsExecution() {
        byte[] sql = "PREPARE p AS SELECT 1".getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        long command = fingerprinter.readCommand(sql, 0, sql.length);
        assertThat(fingerprinter.text()).isEqualTo("prepare $1 as select $2");
        assertThat(command).isNotEqualTo(fingerprinter.read(sql, 0, sql.length));
    }

    @Test
    void canonicalTextIsItsOwnCanonicalText() {
        Random random = new Random(20);
        for (int round = 0; round < 20_000; round++) {
            String sql = RandomSql.text(random);
            StatementText once = Fingerprinter.canonical(sql);
            assertThat(Fingerprinter.canonical(once.text())).as(sql).isEqualTo(once);
        }
    }

    @Test
    void deepNestingAndLongListsNeitherFailNorCrawl() {
        assertThat(Fingerprinter.canonical("(".repeat(1_000_000) + "1" + ")".repeat(1_000_000))
                        .text())
                .startsWith("( (");
        assertThat(Fingerprinter.canonical("SELECT a IN (" + "1,".repeat(2_000_000) + "1)")
                        .text())
                .isEqualTo("select a in ( $1 /*, ... */ )");
        assertThat(Fingerprinter.canonical("/*".repeat(1_000_000)).text()).isEmpty();
    }

    @Test
    void readableTextHasTheBlanksOfAPerson() {
        assertThat(Fingerprinter.canonical("SELECT count(*), a.b FROM t WHERE x IN (1,2) AND f(y)::int[] = 3;")
                        .readable())
                .isEqualTo("select count(*), a.b from t where x in ($1 /*, ... */) and f(y)::int[] = $2");
    }
}
