package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No constant of a statement or a message leaves the log. */
class LogRedactionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid input syntax for type integer: \"abc\"SECRET\" x\"",
                "invalid input syntax for type integer: \"line\n\tSECRET two\"",
                "could not convert 'SECRET it''s SECRET' to x",
                "no operator for $tag$SECRET$tag$",
                "invalid regular expression: SECRET(( brackets",
                "customer Bob SECRET Miller has no credit",
                "user SECRET@mail.com not allowed",
                "value too long for type character varying(3) SECRET",
                "relation \"a\"SECRET\" does not exist",
                "invalid value \"SECRET\" for \"SECRET\"",
                "syntax error at or near \"SECRET\"",
            })
    void noValueOfAMessageIsShown(String message) {
        for (String level : List.of("ERROR", "WARNING", "FATAL")) {
            assertThat(failure(line(level, message))).doesNotContain("SECRET");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            value = {
                "relation \"orders\" does not exist ¦ relation \"orders\" does not exist",
                "column o.total does not exist at character 8 ¦ column o.total does not exist",
                "duplicate key value violates unique constraint \"k\" ¦ duplicate key value violates unique constraint \"k\"",
                "function f(integer, text) does not exist ¦ function f(integer, text) does not exist",
                "invalid input syntax for type uuid: \"x\" ¦ invalid input syntax for type uuid: \"…\"",
                "value too long for type character varying(3) ¦ value too long for type character varying(3)",
                "syntax error at or near \"x\" ¦ syntax error at or near …",
                "could not read block 17 in file \"base/1/2\": Input/output error ¦ could not read block N in file …",
            })
    void whatAMessageNamesIsKept(String message, String shown) {
        assertThat(failure(line("ERROR", message))).isEqualTo(shown);
    }

    @Test
    void whatAProgramRaisedIsNotShownEvenInTheServersWords() {
        assertThat(failure(line("ERROR", "relation \"SECRET\" does not exist")
                        + line("CONTEXT", "PL/pgSQL function f() line 3 at RAISE")))
                .isEqualTo("relation …");
        assertThat(ErrorTexts.shown("Bob Miller has no credit", "P0001", false)).isEqualTo("…");
        assertThat(ErrorTexts.shown("relation \"x\" does not exist", "ZX001", false))
                .isEqualTo("relation …");
    }

    @Test
    void aMessageIsKeptWhereSamplesAre() {
        String log = line("ERROR", "customer Bob has no credit");
        assertThat(digest(log, LogOptions.standard().keepingSamples(true))
                        .failures()
                        .list())
                .singleElement()
                .satisfies(event -> assertThat(event.key().text()).isEqualTo("customer Bob has no credit"));
    }

    @Test
    void aLiteralThatLooksLikeTheNextProcessOfADeadlockIsNotShown() {
        String graph = """
                Process 104 waits for ShareLock on transaction 5; blocked by process 105.
                Process 105 waits for ShareLock on transaction 6; blocked by process 104.
                """;
        assertThat(deadlock(graph + "Process 104: update t set a = 'x\nProcess 105: SECRET and more' where b = 'y'\n"
                        + "Process 105: update t set a = 'z"))
                .containsExactly("", "");
        assertThat(deadlock(graph + "Process 104: update t set a = 'x\nProcess 105: SECRET and more' where b = 'y'"))
                .containsExactly("", "");
        assertThat(deadlock(graph + "Process 104: select $$a\nProcess 105: SECRET$$"))
                .containsExactly("", "");
        assertThat(deadlock(graph + "Process 104: select 1 /* \nProcess 105: SECRET */"))
                .containsExactly("", "");
        assertThat(deadlock(graph + "Process 104: update t set a = 'x'\nProcess 105: update t set a = 'y' where b = 7"))
                .containsExactly("update t set a = $1", "update t set a = $1 where b = $2");
    }

    @Test
    void ofAStatementWithAnOpenLiteralOnlyKeyWordsAreShown() {
        LogDigest digest = digest(
                line("ERROR", "syntax error at or near \"x\"")
                        + line("STATEMENT", "select 'a' SECRET x' from t")
                        + line("ERROR", "syntax error at or near \"SECRET\"")
                        + line("STATEMENT", "insert into t values ('a' SECRET 'b')")
                        + line("LOG", "duration: 1.0 ms  statement: select 'a' SECRET x' from t"),
                LogOptions.standard());
        assertThat(digest.statements())
                .extracting(StatementStats::text)
                .containsExactlyInAnyOrder("select …", "insert into … values …");
    }

    @Test
    void valuesOfSettingsOfApplicationsAreNotShown() {
        assertThat(digest(line("LOG", "parameter \"app.jwt\" changed to \"SECRET\""), LogOptions.standard())
                        .server()
                        .list())
                .extracting(event -> event.key().text())
                .containsExactly("parameter \"app.jwt\" changed to another value");
    }

    private static List<String> deadlock(String detail) {
        return digest(line("ERROR", "deadlock detected") + line("DETAIL", detail), LogOptions.standard())
                .deadlocks()
                .get(0)
                .waits()
                .stream()
                .map(DeadlockEvent.Wait::statement)
                .toList();
    }

    private static String failure(String log) {
        return digest(log, LogOptions.standard()).failures().list().get(0).key().text();
    }

    private static String line(String level, String text) {
        return text.lines()
                .collect(Collectors.joining("\n\t", "2026-11-21 11:54:18.806 UTC [17] " + level + ":  ", "\n"));
    }

    private static LogDigest digest(String log, LogOptions options) {
        return new LogAnalysis(options.withWorkers(1).withPrefix("%m [%p] "))
                .run(List.of(
                        new StreamLogSource("test", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))))
                .digest();
    }
}
