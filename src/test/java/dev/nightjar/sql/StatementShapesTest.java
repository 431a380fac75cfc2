package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementShapesTest {
    private final StatementShapes shapes = new StatementShapes();
    private final Fingerprinter fingerprinter = new Fingerprinter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a1 FROM t WHERE b = 17 AND c = 'x' ¦ SELECT a1 FROM t WHERE b = 3 AND c = 'it''s long'",
                "INSERT INTO t VALUES (1, -2.5, 'a') ¦ INSERT INTO t VALUES (77, -13.25, '')",
                "SELECT a, 17 FROM t WHERE b = 5 ORDER BY 1 ¦ SELECT a, 1 FROM t WHERE b = 1 ORDER BY 1",
            })
    void constantsDoNotMatter(String one, String other) {
        assertThat(add(one, 7)).isTrue();
        assertThat(find(other)).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a1 FROM t ¦ SELECT a2 FROM t",
                "SELECT a1 FROM t ¦ SELECT a1 FROM",
                "SELECT a1 FROM t ¦ SELECT a1 FROM tt",
                "SELECT 1, 2 ¦ SELECT 1",
                "SELECT 1 ¦ SELECT 1, 2",
                "SELECT 1 ¦ SELECT 1a",
                "SELECT 1 ¦ SELECT 1_000",
                "SELECT 'a' ¦ SELECT 'a\\'b'",
                "SELECT 'a' ¦ SELECT 'a''b",
                "SELECT 'a' ¦ SELECT 1",
                "SELECT \"a1\" ¦ SELECT \"a2\"",
                "SELECT \"a'1'\" ¦ SELECT \"a'2'\"",
                "SELECT 1 + 1 ¦ SELECT 1 - 1",
                "SELECT a FROM t ORDER BY 1 ¦ SELECT a FROM t ORDER BY 2",
            })
    void everythingElseDoes(String one, String other) {
        assertThat(add(one, 1)).isTrue();
        assertThat(find(other)).isEqualTo(StatementShapes.UNKNOWN);
        add(other, 2);
        assertThat(find(one)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT 1 -- it's",
                "SELECT /* it's */ 1",
                "SELECT $$it's$$",
                "SELECT 1$$it's$$",
                "SELECT 1_000$$it's$$",
                "SELECT $1$$it's$$",
                "SELECT 'a\\'b'",
                "SELECT 'open",
                "SELECT \"open",
                "SELECT U&\"d!0061t\" UESCAPE '!'",
            })
    void whatCouldChangeTheMeaningOfTheRestHasNone(String sql) {
        assertThat(add(sql, 1)).isFalse();
        assertThat(find(sql)).isEqualTo(StatementShapes.UNKNOWN);
    }

    @Test
    void equalShapesHaveEqualFingerprints() {
        Random random = new Random(11);
        List<StatementText> known = new ArrayList<>();
        int same = 0;
        for (int round = 0; round < 60_000; round++) {
            String sql = RandomSql.text(random);
            for (String variant : new String[] {sql, otherConstants(sql, random), otherConstants(sql, random)}) {
                int found = find(variant);
                byte[] bytes = variant.getBytes(StandardCharsets.UTF_8);
                StatementText text = fingerprinter.canonical(bytes, 0, bytes.length);
                if (found == StatementShapes.UNKNOWN) {
                    shapes.add(bytes, 0, bytes.length, known.size(), fingerprinter);
                    known.add(text);
                } else {
                    assertThat(text).as(variant).isEqualTo(known.get(found));
                    same++;
                }
            }
        }
        assertThat(same).isGreaterThan(10_000);
    }

    @Test
    void manyDifferentOnesAreForgottenRatherThanKept() {
        assertThat(add("SELECT 1", 1)).isTrue();
        for (int i = 0; i < 100_000; i++) {
            add("SELECT a" + i + " FROM t WHERE b = " + i, i);
        }
        assertThat(find("SELECT 1")).isEqualTo(StatementShapes.UNKNOWN);
    }

    /** Other digits in place of digits, wherever they stand. */
    private static String otherConstants(String sql, Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c >= '0' && c <= '9') {
                text.append(random.nextInt(10));
                if (random.nextInt(3) == 0) {
                    text.append(random.nextInt(10));
                }
            } else {
                text.append(c == 'x' && random.nextBoolean() ? "''" : c);
            }
        }
        return text.toString();
    }

    private boolean add(String sql, int value) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        fingerprinter.readCommand(bytes, 0, bytes.length);
        return shapes.add(bytes, 0, bytes.length, value, fingerprinter);
    }

    private int find(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return shapes.find(bytes, 0, bytes.length);
    }
}
