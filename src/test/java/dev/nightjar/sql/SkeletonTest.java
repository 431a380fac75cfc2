package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkeletonTest {
    private final Skeleton skeleton = new Skeleton();

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a1 FROM t WHERE b = 17 AND c = 'x' ¦ SELECT a1 FROM t WHERE b = 3 AND c = 'it''s long'",
                "INSERT INTO t VALUES (1, -2.5, 'a') ¦ INSERT INTO t VALUES (77, -13.25, '')",
            })
    void constantsDoNotMatter(String one, String other) {
        assertThat(hash(one)).isEqualTo(hash(other)).isNotEqualTo(Skeleton.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "SELECT a1 FROM t ¦ SELECT a2 FROM t",
                "SELECT 1, 2 ¦ SELECT 1",
                "SELECT \"a1\" ¦ SELECT \"a2\"",
                "SELECT 1 + 1 ¦ SELECT 1 - 1",
            })
    void everythingElseDoes(String one, String other) {
        assertThat(hash(one)).isNotEqualTo(hash(other));
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
            })
    void whatCouldChangeTheMeaningOfTheRestHasNone(String sql) {
        assertThat(hash(sql)).isEqualTo(Skeleton.NONE);
    }

    @Test
    void equalSkeletonsHaveEqualFingerprints() {
        Random random = new Random(11);
        Map<Long, StatementText> known = new HashMap<>();
        Fingerprinter fingerprinter = new Fingerprinter();
        int same = 0;
        for (int round = 0; round < 60_000; round++) {
            String sql = RandomSql.text(random);
            for (String variant : new String[] {sql, otherConstants(sql, random), otherConstants(sql, random)}) {
                byte[] bytes = variant.getBytes(StandardCharsets.UTF_8);
                long hash = skeleton.hash(bytes, 0, bytes.length);
                StatementText text = fingerprinter.canonical(bytes, 0, bytes.length);
                if (hash != Skeleton.NONE && !fingerprinter.keepsNumbers()) {
                    StatementText before = known.putIfAbsent(hash, text);
                    if (before != null) {
                        assertThat(text).as(variant).isEqualTo(before);
                        same++;
                    }
                }
            }
        }
        assertThat(same).isGreaterThan(10_000);
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

    private long hash(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        return skeleton.hash(bytes, 0, bytes.length);
    }
}
