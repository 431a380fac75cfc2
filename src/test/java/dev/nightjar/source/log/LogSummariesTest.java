package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.LogSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogSummariesTest {
    private static final Fingerprint OF_ANOTHER_SPELLING = new Fingerprint(4711);

    private final LogDigest digest = KeyLogs.digest("pg18.csv.gz");
    private final LogSummary log = LogSummaries.of(digest, 50).orElseThrow();

    @Test
    void statementsJoinOnTheQueryIdWhereTheExtensionHasAnotherSpelling() {
        StatementStats loop = statement("select id , total from orders where customer_id = $1");
        Map<Long, Fingerprint> extension = new HashMap<>();
        loop.queryIds().forEach(id -> extension.put(id, OF_ANOTHER_SPELLING));

        LogSummary joined = log.joinedOn(extension);

        assertThat(joined.slowest())
                .filteredOn(one -> one.fingerprint().equals(OF_ANOTHER_SPELLING))
                .singleElement()
                .satisfies(one -> assertThat(one.calls()).isEqualTo(loop.calls()));
        assertThat(joined.nPlusOne())
                .extracting(LogSummary.NPlusOne::fingerprint)
                .contains(OF_ANOTHER_SPELLING)
                .doesNotContain(loop.fingerprint());
    }

    @Test
    void aStatementThatTheExtensionKnowsKeepsItsName() {
        StatementStats loop = statement("select id , total from orders where customer_id = $1");
        Map<Long, Fingerprint> extension = new HashMap<>();
        loop.queryIds().forEach(id -> extension.put(id, OF_ANOTHER_SPELLING));
        extension.put(1L, loop.fingerprint());

        assertThat(log.joinedOn(extension)).isEqualTo(log);
    }

    @Test
    void whatTheTerminalShowsOfClientsAndAutovacuumIsInTheSummary() {
        assertThat(log.habits().insertBatches()).hasSize(1);
        assertThat(log.habits().parameterisedCalls()).isEqualTo(digest.count(LogCounter.PARAMETERISED));
        assertThat(log.habits().literalCalls()).isEqualTo(digest.literalCalls());
        assertThat(log.autovacuums().stream()
                        .mapToLong(LogSummary.Autovacuum::runs)
                        .sum())
                .isEqualTo(digest.count(LogCounter.AUTOVACUUMS) + digest.count(LogCounter.AUTOANALYZES));
    }

    private StatementStats statement(String text) {
        List<StatementStats> found = digest.statements().stream()
                .filter(statement -> statement.text().equals(text))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
