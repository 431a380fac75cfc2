package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes as a statement's tokens. The inputs in the resources are run with every build; {@code mvn verify -Pfuzz}
 * looks for new ones.
 */
class LexerFuzzTest {

    @FuzzTest(maxDuration = "10s")
    void everyByteIsPartOfOneTokenAtMost(byte[] sql) {
        SqlLexer lexer = new SqlLexer();
        lexer.reset(sql, 0, sql.length);
        int end = 0;
        while (lexer.next() != TokenKind.END) {
            assertThat(lexer.start()).isGreaterThanOrEqualTo(end);
            assertThat(lexer.end()).isGreaterThan(lexer.start()).isLessThanOrEqualTo(sql.length);
            end = lexer.end();
        }
    }
}
