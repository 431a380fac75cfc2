package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.source.log.plan.PlanNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every log of the test resources against the count that a CSV reader made of it. */
class KeyLogsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg13.stderr.log",
                "pg13.csv.gz",
                "pg15-rds.stderr.log.gz",
                "pg18.stderr.log",
                "pg18.csv.gz",
                "pg18.json.gz",
                "pg18.syslog.gz"
            })
    void everyFigureEqualsTheKey(String file) {
        JsonNode key = KeyLogs.key(KeyLogs.server(file));
        LogAnalysis.Result result = KeyLogs.analyse(file);
        LogDigest digest = result.digest();

        assertThat(result.isComplete()).isTrue();
        assertThat(digest.remarks()).isEmpty();
        // Syslog has one entry from before the collector ran.
        assertThat(digest.count(LogCounter.ENTRIES))
                .isEqualTo(key.get("records").asLong() + (file.contains("syslog") ? 1 : 0));
        assertThat(digest.count(LogCounter.STATEMENTS))
                .isEqualTo(key.at("/executed/count").asLong());
        assertThat(digest.durationMs()).isEqualTo(key.at("/executed/total_ms").asDouble());
        assertThat(digest.count(LogCounter.ERRORS))
                .isEqualTo(key.at("/by_severity/ERROR").asLong());
        assertThat(digest.count(LogCounter.FATALS))
                .isEqualTo(key.at("/by_severity/FATAL").asLong());
        assertThat(digest.count(LogCounter.WARNINGS))
                .isEqualTo(key.at("/by_severity/WARNING").asLong());
        assertThat(digest.count(LogCounter.DEADLOCKS))
                .isEqualTo(key.at("/locks/deadlock_errors").asLong());
        assertThat(digest.count(LogCounter.LOCK_WAITS))
                .isEqualTo(key.at("/locks/still_waiting").asLong());
        assertThat(digest.count(LogCounter.TEMP_FILES))
                .isEqualTo(key.at("/temp_files/count").asLong());
        assertThat(digest.count(LogCounter.TEMP_BYTES))
                .isEqualTo(key.at("/temp_files/bytes").asLong());
        assertThat(digest.count(LogCounter.CHECKPOINTS))
                .isEqualTo(key.at("/checkpoints/complete").asLong());
        assertThat(digest.count(LogCounter.AUTOVACUUMS))
                .isEqualTo(key.at("/autovacuum/vacuum").asLong());
        assertThat(digest.count(LogCounter.AUTOANALYZES))
                .isEqualTo(key.at("/autovacuum/analyze").asLong());
        assertThat(digest.count(LogCounter.CONNECTIONS))
                .isEqualTo(key.at("/connections/authorized").asLong());
        assertThat(digest.count(LogCounter.DISCONNECTIONS))
                .isEqualTo(key.at("/connections/disconnections").asLong());
        assertThat(digest.count(LogCounter.PLANS))
                .isEqualTo(key.at("/duration_records/plan").asLong());
        assertThat(digest.count(LogCounter.STATEMENTS_WITHOUT_DURATION)).isZero();
        assertThat(digest.count(LogCounter.SKIPPED_LINES)).isZero();
        assertThat(KeyLogs.byKeyText(digest)).isEqualTo(KeyLogs.byKeyText(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg13.csv.gz", "pg18.csv.gz", "pg18.json.gz"})
    void errorsAreCountedBySqlState(String file) {
        Map<String, Long> expected = new TreeMap<>();
        KeyLogs.key(KeyLogs.server(file))
                .get("errors_by_sqlstate")
                .properties()
                .forEach(entry -> expected.merge(
                        entry.getKey().substring(entry.getKey().length() - 5),
                        entry.getValue().asLong(),
                        Long::sum));
        assertThat(KeyLogs.digest(file).errorsBySqlState()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg18.stderr.log", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void statementsCarryTheQueryIdsOfTheServer(String file) {
        Set<Long> expected = new TreeSet<>();
        for (JsonNode statement : KeyLogs.key("pg18").get("statements")) {
            statement.get("query_ids").propertyNames().forEach(id -> expected.add(Long.parseLong(id)));
        }
        Set<Long> found = KeyLogs.digest(file).statements().stream()
                .flatMap(statement -> statement.queryIds().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg13.stderr.log",
                "pg13.csv.gz",
                "pg15-rds.stderr.log.gz",
                "pg18.stderr.log",
                "pg18.csv.gz",
                "pg18.json.gz",
                "pg18.syslog.gz"
            })
    void repeatedReadsAreFoundWithTheirTransactions(String file) {
        LogDigest digest = KeyLogs.digest(file);
        assertThat(digest.nPlusOne())
                .extracting(RepeatTable.Repeat::text, RepeatTable.Repeat::occurrences, RepeatTable.Repeat::calls)
                .containsExactly(
                        tuple("select id , total from orders where customer_id = $1", 6L, 45L),
                        tuple("select total , placed from orders where customer_id = $1", 4L, 28L));
        assertThat(digest.nPlusOne().get(0).parent())
                .isEqualTo("select id , name from customer where tier = $1 order by id limit $2");
        assertThat(digest.insertBatches()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg13.stderr.log", "pg18.csv.gz", "pg18.json.gz", "pg18.syslog.gz"})
    void deadlocksAndLockWaitsNameBothSides(String file) {
        LogDigest digest = KeyLogs.digest(file);
        assertThat(digest.deadlocks()).singleElement().satisfies(deadlock -> {
            assertThat(deadlock.database()).isEqualTo("shop");
            assertThat(deadlock.waits()).hasSize(2).allSatisfy(wait -> {
                assertThat(wait.lock()).isEqualTo("ShareLock on transaction N");
                assertThat(wait.statement()).isEqualTo("update customer set tier = $1 where id = $2");
            });
        });
        assertThat(digest.lockWaits().list())
                .filteredOn(wait -> wait.key().kind().equals("lock"))
                .extracting(wait -> wait.key().text(), wait -> wait.key().other())
                .containsExactlyInAnyOrder(
                        tuple("select count ( * ) from orders", "lock table orders in access exclusive mode"),
                        tuple(
                                "update customer set tier = $1 where id = $2",
                                "update customer set tier = $1 where id = $2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg13.csv.gz", "pg15-rds.stderr.log.gz", "pg18.stderr.log", "pg18.json.gz"})
    void plansAreReadAsTrees(String file) {
        assertThat(KeyLogs.digest(file).plans()).isNotEmpty().allSatisfy(plan -> {
            PlanNode top = plan.tree();
            assertThat(top.type()).isEqualTo("Limit");
            assertThat(top.actualRows()).isEqualTo(3);
            assertThat(plan.redacted())
                    .contains("Seq Scan on orders")
                    .contains("tier = $1")
                    .doesNotContain("tier = 1");
        });
    }
}
