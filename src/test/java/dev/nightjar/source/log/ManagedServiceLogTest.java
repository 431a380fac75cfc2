package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Formats that no server here can write, from samples made after their documentation. */
class ManagedServiceLogTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by the extension before each test.
    Path directory;

    @Test
    void cloudWatchPutsATimeAndPerhapsAStreamBeforeEachLine() {
        for (String head : List.of("2026-11-21T11:54:18.806Z ", "2026-11-21T11:54:18.806000+00:00 postgresql.0 ")) {
            LogAnalysis.Result result = read(head
                    + "2026-11-21 11:54:18 UTC:10.0.1.5(43210):app@shop:[17215]:LOG:  duration: 12.500 ms  statement: SELECT *\n"
                    + "\tFROM orders WHERE id = 7\n"
                    + head
                    + "2026-11-21 11:54:19 UTC:10.0.1.5(43210):app@shop:[17215]:ERROR:  division by zero\n"
                    + head + "2026-11-21 11:54:19 UTC:10.0.1.5(43210):app@shop:[17215]:STATEMENT:  SELECT 1/0\n");
            assertThat(result.files().get(0).format()).startsWith("cloudwatch");
            assertStatement(result.digest(), "select * from orders where id = $1", 12.5);
            assertThat(result.digest().failures().list())
                    .singleElement()
                    .satisfies(error -> assertThat(error.statement()).isEqualTo("select $1 / $2"));
        }
    }

    @Test
    void cloudWatchTextAtATabGoesOnWithTheLineBeforeWhateverItLooksLike() {
        LogDigest digest = read(cloudWatch(1)
                        + cloudWatch(2)
                        + cloudWatch(3).stripTrailing()
                        + ",\n2026-11-21T11:54:18.806Z \t'"
                        + cloudWatch(4).substring(25).stripTrailing().replace("12.500", "99999.000")
                        + "'\n2026-11-21T11:54:18.806Z \t"
                        + cloudWatch(5).substring(25).replace("12.500", "99999.000"))
                .digest();
        assertThat(digest.count(LogCounter.ENTRIES)).isEqualTo(3);
        assertThat(digest.count(LogCounter.SKIPPED_LINES)).isZero();
        assertThat(digest.statements())
                .extracting(StatementStats::totalMs)
                .allSatisfy(ms -> assertThat(ms).isLessThan(100));
    }

    @Test
    void cloudWatchNamesTheStreamBeforeContinuationLinesToo() {
        for (String separator : List.of(" ", "\t")) {
            String head = "2026-11-21T11:54:18.806Z shop.0" + separator;
            LogDigest digest = read(head
                            + cloudWatch(1).substring(25).stripTrailing()
                            + ",\n" + head + "\tb\n" + head + "\tFROM t\n" + head
                            + cloudWatch(2).substring(25))
                    .digest();
            assertThat(digest.statements())
                    .extracting(StatementStats::text)
                    .containsExactlyInAnyOrder("select $1 , b from t", "select $1");
            assertThat(digest.count(LogCounter.SKIPPED_LINES)).isZero();
        }
    }

    @Test
    void cloudWatchEventsAreReadFromJsonOverManyLines() {
        LogAnalysis.Result result = read("""
                {
                    "events": [
                        {
                            "logStreamName": "shop.0",
                            "timestamp": 1795261458000,
                            "message": "2026-11-21 11:54:18 UTC:10.0.1.5(43210):app@shop:[17215]:LOG:  duration: 12.500 ms  statement: SELECT a\\n\\tFROM t WHERE b = '}'",
                            "ingestionTime": 1795261459000
                        },
                        {
                            "timestamp": 1795261459000,
                            "message": "2026-11-21 11:54:19 UTC::@:[412]:LOG:  checkpoint complete: wrote 10 buffers (0.1%); 0 WAL file(s) added, 0 removed, 1 recycled; write=0.020 s, sync=0.001 s, total=0.030 s; sync files=2, longest=0.001 s, average=0.001 s; distance=1 kB, estimate=1 kB"
                        }
                    ],
                    "nextToken": "x"
                }
                """);
        assertThat(result.files().get(0).format()).startsWith("cloudwatch");
        assertStatement(result.digest(), "select a from t where b = $1", 12.5);
        assertThat(result.digest().count(LogCounter.CHECKPOINTS)).isEqualTo(1);
    }

    @Test
    void cloudWatchEventsMayBeLines() {
        LogAnalysis.Result result = read(event(1).replace("SELECT 1", "SELECT a")
                + "\n{\"timestamp\": 1795261458000, \"message\": \"\\tFROM t\"}\n"
                + event(2).replace("SELECT 1", "SELECT a FROM t") + "\n");
        assertThat(result.files().get(0).format()).startsWith("cloudwatch");
        assertStatement(result.digest(), "select a from t", 25);
        assertThat(result.digest().count(LogCounter.SKIPPED_BYTES)).isZero();
    }

    @Test
    void cloudSqlEntriesMayBeListsNewestFirstAndStatementsSeveralEntries() {
        String newestFirst = """
                [
                  {
                    "textPayload": "2026-11-21 11:54:20.002 UTC [17215]: [4-1] db=shop,user=app LOG:  duration: 1.500 ms  statement: SELECT 1",
                    "timestamp": "2026-11-21T11:54:20.002622Z",
                    "logName": "projects/p/logs/cloudsql.googleapis.com%2Fpostgres.log"
                  },
                  {
                    "textPayload": "\\tFROM orders",
                    "timestamp": "2026-11-21T11:54:18.806002Z"
                  },
                  {
                    "textPayload": "2026-11-21 11:54:18.806 UTC [17215]: [3-1] db=shop,user=app LOG:  duration: 12.500 ms  statement: SELECT *",
                    "timestamp": "2026-11-21T11:54:18.806001Z"
                  }
                ]
                """;
        LogDigest digest = read(newestFirst).digest();
        assertStatement(digest, "select * from orders", 12.5);
        assertThat(digest.count(LogCounter.STATEMENTS)).isEqualTo(2);
        assertThat(digest.byTotalTime().get(0).mainOrigin()).isEqualTo(new Origin("shop", "app", ""));
    }

    @Test
    void timesWithoutTheirLastZerosAreNotTakenForANewestFirstExport() {
        String entry = "{\"textPayload\":\"2026-11-21 11:00:05.%s UTC [77]: [1-1] db=shop,user=app LOG:  %s\","
                + "\"timestamp\":\"2026-11-21T11:00:05%sZ\"}\n";
        LogDigest digest = read(entry.formatted("000", "statement: select a from t", "")
                        + entry.formatted("120", "duration: 9.000 ms", ".120"))
                .digest();
        assertStatement(digest, "select a from t", 9);
    }

    @Test
    void aLongExportThatBeginsWithTheNewestSaysHowToDoBetter() {
        List<String> oldestFirst = IntStream.range(0, 4000)
                .mapToObj(i -> json(cloudSql(i)).replace(".806001Z", ".%06dZ".formatted(i)) + "\n")
                .toList();
        List<String> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        assertThat(read(String.join("", newestFirst)).files().get(0).format()).contains("--order=asc");
        assertThat(read(String.join("", newestFirst.subList(0, 100)))
                        .files()
                        .get(0)
                        .format())
                .doesNotContain("--order");
        assertThat(read(String.join("", oldestFirst)).files().get(0).format()).doesNotContain("--order");
    }

    @Test
    void aLongExportInAFileThatBeginsWithTheNewestLosesNoPair() throws IOException {
        String entry =
                "{\"textPayload\":\"%1$s UTC [%2$d]: [1-1] db=shop,user=app LOG:  %3$s\",\"timestamp\":\"%4$sZ\"}\n";
        List<String> entries = new ArrayList<>();
        LocalDateTime at = LocalDateTime.parse("2026-11-21T11:00:00.001");
        // Every statement ends when ten others have begun, so that wherever the cuts fall, some pairs lie across.
        for (int i = 0; i < 3010; i++) {
            at = at.plusSeconds(1);
            String text = at.toString().replace('T', ' ');
            entries.add(entry.formatted(
                    text, 100 + i % 10, i < 10 ? "checkpoint starting: time" : "duration: 9.000 ms", at));
            if (i < 3000) {
                entries.add(entry.formatted(text, 100 + i % 10, "statement: select a from t where id = " + i, at));
            }
        }
        Collections.reverse(entries);
        Path file = Files.writeString(directory.resolve("export.json"), String.join("", entries));
        LogAnalysis.Result result = new LogAnalysis(LogOptions.standard()).run(List.of(new FileLogSource(file)));
        assertThat(result.digest().count(LogCounter.STATEMENTS)).isEqualTo(3000);
        assertThat(result.digest().count(LogCounter.STATEMENTS_WITHOUT_DURATION))
                .isZero();
        assertThat(result.digest().count(LogCounter.BYTES)).isEqualTo(Files.size(file));
        assertThat(result.files().get(0).format()).startsWith("cloudsql").doesNotContain("--order");
    }

    @Test
    void theOrderOfAnExportIsDecidedOncePerFile() {
        String entry = "{\"textPayload\":\"2026-11-21 11:00:%1$s UTC [77]: [1-1] db=shop,user=app LOG:  %2$s\","
                + "\"timestamp\":\"2026-11-21T11:00:%1$sZ\"}\n";
        StringBuilder log = new StringBuilder();
        for (int second = 10; second < 50; second++) {
            // Within a pair the service's clock went back.
            log.append(entry.formatted(second + ".900", "statement: select a from t"));
            log.append(entry.formatted(second + ".800", "duration: 9.000 ms"));
            log.append(entry.formatted(second + ".850", "checkpoint starting: time"));
        }
        LogDigest digest = new LogAnalysis(LogOptions.standard().withSegmentBytes(700))
                .run(List.of(new StreamLogSource(
                        "sample", new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                .digest();
        assertStatement(digest, "select a from t", 360);
    }

    @Test
    void cloudSqlOfEarlierTimesLeavesTheTimeToTheEnvelope() {
        LogDigest digest = read("""
                {"textPayload":"[17215]: [3-1] db=shop,user=app LOG:  duration: 12.500 ms  execute <unnamed>: SELECT a FROM t WHERE id IN ($1)","timestamp":"2026-11-21T11:54:18.806001Z","severity":"INFO"}
                {"textPayload":"[17215]: [3-2] db=shop,user=app DETAIL:  parameters: $1 = '7'","timestamp":"2026-11-21T11:54:18.806001Z","severity":"INFO"}
                {"textPayload":"[17215]: [4-1] db=shop,user=app LOG:  temporary file: path \\"base/pgsql_tmp/pgsql_tmp17215.5\\", size 18455569","timestamp":"2026-11-21T11:54:19.5Z","severity":"INFO"}
                {"textPayload":"[17215]: [4-2] db=shop,user=app STATEMENT:  SELECT *","timestamp":"2026-11-21T11:54:19.5Z","severity":"INFO"}
                {"textPayload":"FROM orders ORDER BY 1","timestamp":"2026-11-21T11:54:19.5Z","severity":"INFO"}
                """).digest();
        assertStatement(digest, "select a from t where id in ( $1 /*, ... */ )", 12.5);
        assertThat(digest.firstEntry()).get().hasToString("2026-11-21T11:54:18.806Z");
        assertThat(digest.statements())
                .filteredOn(statement -> statement.tempBytes() == 18_455_569)
                .singleElement()
                .satisfies(statement -> assertThat(statement.text()).isEqualTo("select * from orders order by 1"));
    }

    @Test
    void statementsOfSeveralEntriesAreNeverCut() {
        String entry = """
                {"textPayload":"2026-11-21 11:54:18.806 UTC [17215]: [%1$d-1] db=shop,user=app LOG:  duration: 1.000 ms  statement: SELECT a,","timestamp":"2026-11-21T11:54:18.806001Z"}
                {"textPayload":"\\tb,","timestamp":"2026-11-21T11:54:18.806002Z"}
                {"textPayload":"\\tc FROM t WHERE d = %1$d","timestamp":"2026-11-21T11:54:18.806003Z"}
                """;
        List<String> oldestFirst = IntStream.range(0, 40)
                .boxed()
                .flatMap(i -> entry.formatted(i)
                        .replace(":18.806", ":" + (10 + i) + ".806")
                        .lines())
                .toList();
        List<String> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        List<String> cloudWatch = IntStream.range(0, 40)
                .boxed()
                .flatMap(i -> (cloudWatch(i).stripTrailing() + ",\n\tb\n\tFROM t").lines())
                .toList();
        assertOneStatement(oldestFirst, "select a , b , c from t where d = $1");
        assertOneStatement(newestFirst, "select a , b , c from t where d = $1");
        assertOneStatement(cloudWatch, "select $1 , b from t");
    }

    /** Whatever the size of the segments. */
    private static void assertOneStatement(List<String> lines, String text) {
        byte[] log = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int segment = 700; segment < 2500; segment += 173) {
            LogDigest digest = new LogAnalysis(LogOptions.standard().withSegmentBytes(segment))
                    .run(List.of(new StreamLogSource("sample", new ByteArrayInputStream(log))))
                    .digest();
            assertThat(digest.statements()).singleElement().satisfies(statement -> {
                assertThat(statement.text()).isEqualTo(text);
                assertThat(statement.calls()).isEqualTo(40);
            });
            assertThat(digest.count(LogCounter.SKIPPED_LINES)).isZero();
        }
    }

    @Test
    void azureComesAsLinesAndAsRecords() {
        String entry = """
                {"properties":{"timestamp":"2026-11-21 11:54:18.806 UTC","processId":17215,"errorLevel":"%s","sqlerrcode":"%s","message":"2026-11-21 11:54:18 UTC-6920509a.433f-%s:  %s"%s},"category":"PostgreSQLLogs","operationName":"LogEvent","time":"2026-11-21T11:54:18.807Z"}""";
        String statement =
                entry.formatted("LOG", "00000", "LOG", "duration: 12.500 ms  statement: SELECT 'a', b\\nFROM t", "");
        String error = entry.formatted(
                "ERROR",
                "42601",
                "ERROR",
                "syntax error at or near \\\"x\\\"",
                ",\"detail\":\"none\",\"statement\":\"SELECT x x x\"");
        for (String log :
                List.of(statement + "\n" + error + "\n", "{\"records\":[" + statement + "," + error + "]}\n")) {
            LogAnalysis.Result result = read(log);
            assertThat(result.files().get(0).format()).isEqualTo("azure");
            assertStatement(result.digest(), "select $1 , b from t", 12.5);
            assertThat(result.digest().errorsBySqlState()).containsEntry("42601", 1L);
        }
    }

    @Test
    void herokuNamesTheDatabaseBeforeTheRecord() {
        LogDigest digest = read("""
                2026-11-21T11:54:18+00:00 app[postgres.17215]: [DATABASE] [5-1]  sql_error_code = 00000 LOG:  duration: 12.500 ms  statement: SELECT *
                2026-11-21T11:54:18+00:00 app[postgres.17215]: [DATABASE] [5-2] #011FROM orders WHERE id = 7
                2026-11-21T11:54:19+00:00 app[postgres.17216]: [DATABASE] [9-1]  sql_error_code = 42P01 ERROR:  relation "x" does not exist at character 15
                2026-11-21T11:54:19+00:00 app[postgres.17216]: [DATABASE] [9-2]  sql_error_code = 42P01 STATEMENT:  SELECT * FROM x
                """).digest();
        assertStatement(digest, "select * from orders where id = $1", 12.5);
        assertThat(digest.errorsBySqlState()).containsEntry("42P01", 1L);
    }

    @Test
    void recordsOfSeveralMachinesAreKeptApartWhereTheirProcessesHaveOneNumber() {
        for (String head : List.of(
                "Nov 21 11:54:18 %s postgres[77]: ",
                "Nov  1 11:54:18 %s postgres[77]: ",
                "<134>Nov 21 11:54:18 %s postgres[77]: ",
                "2026-11-21T11:54:18.806+00:00 %s postgres[77]: ",
                "<134>1 2026-11-21T11:54:18.806Z %s postgres 77 - - ",
                "2026-11-21T11:54:18+00:00 app[postgres.77]: [%s] ")) {
            String one = head.formatted("db1");
            String other = head.formatted("db2");
            StringBuilder log = new StringBuilder();
            for (int record = 1; record <= 40; record++) {
                String first = "[" + record
                        + "-1] 2026-11-21 11:54:18.806 UTC [77] app@shop LOG:  duration: 1.000 ms  statement: select a,\n";
                log.append(one).append(first).append(other).append(first);
                log.append(one).append("[" + record + "-2] #011b from t\n");
                log.append(other).append("[" + record + "-2] #011c from t\n");
            }
            for (int segment : new int[] {1000, 1 << 20}) {
                LogDigest digest = new LogAnalysis(LogOptions.standard().withSegmentBytes(segment))
                        .run(List.of(new StreamLogSource(
                                "sample",
                                new ByteArrayInputStream(log.toString().getBytes(StandardCharsets.UTF_8)))))
                        .digest();
                assertThat(digest.statements())
                        .as(one)
                        .extracting(StatementStats::text)
                        .containsExactlyInAnyOrder("select a , b from t", "select a , c from t");
                assertThat(digest.count(LogCounter.SKIPPED_LINES)).isZero();
            }
        }
    }

    @Test
    void cloudNativePgWrapsTheColumnsOfCsvlog() {
        LogAnalysis.Result result = read("""
                {"level":"info","ts":"2026-11-21T11:54:18Z","logger":"instance-manager","msg":"Extracting status"}
                {"level":"info","ts":"2026-11-21T11:54:18Z","logger":"postgres","msg":"record","logging_pod":"shop-1","record":{"log_time":"2026-11-21 11:54:18.806 UTC","user_name":"app","database_name":"shop","process_id":"17215","connection_from":"[local]","session_id":"6920509a.433f","session_line_num":"1","command_tag":"SELECT","session_start_time":"2026-11-21 11:54:00 UTC","virtual_transaction_id":"3/12","transaction_id":"0","error_severity":"LOG","sql_state_code":"00000","message":"duration: 12.500 ms  statement: SELECT a,\\n'LOG:  x' FROM t","application_name":"psql","backend_type":"client backend","query_id":"-4711"}}
                """);
        assertThat(result.files().get(0).format()).isEqualTo("cloudnativepg");
        assertStatement(result.digest(), "select a , $1 from t", 12.5);
        assertThat(result.digest().byTotalTime().get(0).queryIds()).containsExactly(-4711L);
        assertThat(result.digest().byTotalTime().get(0).mainOrigin()).isEqualTo(new Origin("shop", "app", "psql"));
    }

    @Test
    void pgBouncerTellsConnectionsWaitsAndRefusals() {
        LogAnalysis.Result result = read("""
                2026-11-21 11:54:18.000 UTC [1] LOG kernel file descriptor limit: 1024 (hard: 1048576); max_client_conn: 100, max expected fd use: 112
                2026-11-21 11:54:18.100 UTC [1] LOG C-0x55d0c8a1b2c0: shop/app@10.0.0.9:50123 login attempt: db=shop user=app tls=no
                2026-11-21 11:54:18.120 UTC [1] LOG S-0x55d0c8a1c000: shop/app@127.0.0.1:5432 new connection to server (from 127.0.0.1:45678)
                2026-11-21 11:54:48.000 UTC [1] LOG stats: 12 xacts/s, 34 queries/s, in 1234 B/s, out 5678 B/s, xact 1234 us, query 567 us, wait 1500 us
                2026-11-21 11:55:48.000 UTC [1] LOG stats: 12 xacts/s, 34 queries/s, in 1234 B/s, out 5678 B/s, xact 1234 us, query 567 us, wait 2500 us
                2026-11-21 11:56:18.100 UTC [1] LOG C-0x55d0c8a1b2c0: shop/app@10.0.0.9:50123 closing because: client close request (age=120s)
                2026-11-21 11:56:19.100 UTC [1] WARNING C-0x55d0c8a1b2c0: shop/app@10.0.0.9:50124 pooler error: query_wait_timeout
                2026-11-21 11:56:20.100 UTC [1] ERROR C-0x55d0c8a1b2c0: (nodb)/(nouser)@10.0.0.9:50125 no such database: nowhere
                """);
        LogDigest digest = result.digest();
        assertThat(result.files().get(0).format()).isEqualTo("pgbouncer");
        assertThat(digest.count(LogCounter.CONNECTIONS)).isEqualTo(1);
        assertThat(digest.count(LogCounter.DISCONNECTIONS)).isEqualTo(1);
        assertThat(digest.count(LogCounter.SESSION_MILLIS)).isEqualTo(120_000);
        assertThat(digest.server().list())
                .filteredOn(event -> event.key().text().startsWith("average wait"))
                .singleElement()
                .satisfies(wait -> {
                    assertThat(wait.count()).isEqualTo(2);
                    assertThat(wait.micros()).isEqualTo(4000);
                });
        assertThat(digest.failures().list())
                .extracting(event -> event.key().text())
                .containsExactlyInAnyOrder(
                        "pgbouncer: pooler error: query_wait_timeout", "pgbouncer: no such database: nowhere");
    }

    @Test
    void anExportThatIsOneObjectIsCutInsideItsList() {
        String event = "{\"logStreamName\":\"shop.0\",\"timestamp\":1795261458%03d,\"message\":\"%s\"}";
        List<String> events = new ArrayList<>();
        for (int i = 0; events.size() < 8000; i++) {
            String entry = cloudWatch(17215).substring(25).stripTrailing() + ", ']} {' FROM t";
            events.add(event.formatted(i % 1000, entry));
            events.add(event.formatted(i % 1000, "\\tWHERE id = " + i));
        }
        String streams = "\"searchedLogStreams\": [{\"logStreamName\": \"shop.0\", \"searchedCompletely\": true}]";
        for (String export : List.of(
                "{\"events\": [" + String.join(", ", events) + "], " + streams + ", \"nextToken\": \"x\"}",
                "{ " + streams + ",\n  \"events\" : [\n" + String.join(",\n", events) + "\n]}\n",
                "{\"events\":[]}\n{\"events\":[" + String.join(",", events.subList(0, 4000)) + "]}\n{\"events\":["
                        + String.join(",", events.subList(4000, 8000)) + "]}\n")) {
            LogAnalysis.Result result = new LogAnalysis(
                            LogOptions.standard().withWorkers(1).withSegmentBytes(64 * 1024))
                    .run(List.of(new StreamLogSource(
                            "sample", new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)))));
            assertThat(result.files().get(0).format()).startsWith("cloudwatch");
            assertThat(result.digest().statements()).singleElement().satisfies(statement -> {
                assertThat(statement.text()).isEqualTo("select $1 , $2 from t where id = $3");
                assertThat(statement.calls()).isEqualTo(4000);
            });
            assertThat(result.digest().count(LogCounter.SKIPPED_BYTES)).isZero();
        }
    }

    @Test
    void bordersAreFoundInAListThatDoesNotEnd() {
        String member = "{\"properties\": {\"message\": \"x\", \"list\": [{}]}}";
        for (String key : List.of("records", "events")) {
            String log = "{\"" + key + "\": [" + member + ",";
            byte[] bytes = (log + member.substring(0, 20)).getBytes(StandardCharsets.UTF_8);
            assertThat(new JsonObjects().lastBorder(bytes, 0, bytes.length)).isEqualTo(log.length());
        }
        // What stands behind the list holds no entry.
        String list = "{\"records\": [" + member;
        byte[] bytes = (list + "], \"others\": [" + member + ",").getBytes(StandardCharsets.UTF_8);
        assertThat(new JsonObjects().lastBorder(bytes, 0, bytes.length)).isEqualTo(list.length());
    }

    @Test
    void whatIsNoEntryIsCountedInBytesOfTheLog() {
        assertSkipped("garbage\n", "%s" + cloudWatch(17215) + cloudWatch(17216));
        assertSkipped("garbage\n", "%s" + heroku(1) + heroku(2));
        assertSkipped("no object\n", json(cloudSql(1)) + "\n%s" + json(cloudSql(2)) + "\n");
        assertSkipped("{\"textPayload\": \"half of a line", json(cloudSql(1)) + "\n" + json(cloudSql(2)) + "\n%s");
        assertSkipped("{\"insertId\": \"1\"}", json(cloudSql(1)) + "\n" + "%s" + "\n" + json(cloudSql(2)) + "\n");
        assertSkipped(
                "{\"eventId\": \"1\"}",
                "{\"events\": [" + event(1) + ", %s, " + event(2) + "], \"nextToken\": \"{\", \"more\": [{}]}\n");
        assertSkipped("{\"timestamp\": 179526145", "{\"events\": [" + event(1) + ", " + event(2) + ", %s");
        assertSkipped("2026-11-21 11:54:18.806 UTC starting\n", """
                %s2026-11-21 11:54:18.000 UTC [1] LOG process up: PgBouncer 1.24.0
                2026-11-21 11:54:19.000 UTC [1] LOG kernel file descriptor limit: 1024
                """);
        // Its first part went into the log before.
        assertSkipped(
                "2026-11-21T11:54:17+00:00 app[postgres.9]: [DATABASE] [4-2] #011FROM orders\n",
                heroku(1) + heroku(2) + "%s");
    }

    private static void assertSkipped(String garbage, String log) {
        LogDigest digest = read(log.formatted(garbage)).digest();
        assertThat(digest.count(LogCounter.ENTRIES)).as(log).isEqualTo(2);
        assertThat(digest.count(LogCounter.SKIPPED_BYTES)).as(log).isEqualTo(garbage.length());
        assertThat(digest.count(LogCounter.SKIPPED_LINES)).as(log).isPositive();
    }

    private static String cloudWatch(int pid) {
        return "2026-11-21T11:54:18.806Z 2026-11-21 11:54:18 UTC:10.0.1.5(43210):app@shop:[" + pid
                + "]:LOG:  duration: 12.500 ms  statement: SELECT 1\n";
    }

    private static String heroku(int record) {
        return "2026-11-21T11:54:18+00:00 app[postgres.17215]: [DATABASE] [" + record
                + "-1]  sql_error_code = 00000 LOG:  duration: 12.500 ms  statement: SELECT 1\n";
    }

    private static String cloudSql(int line) {
        return "2026-11-21 11:54:18.806 UTC [17215]: [" + line
                + "-1] db=shop,user=app LOG:  duration: 12.500 ms  statement: SELECT 1";
    }

    private static String event(int line) {
        return "{\"timestamp\": 1795261458000, \"message\": \"" + cloudSql(line) + "\"}";
    }

    private static String json(String payload) {
        return "{\"textPayload\": \"" + payload + "\", \"timestamp\": \"2026-11-21T11:54:18.806001Z\"}";
    }

    private static void assertStatement(LogDigest digest, String text, double ms) {
        assertThat(digest.byTotalTime()).isNotEmpty();
        assertThat(digest.byTotalTime().get(0).text()).isEqualTo(text);
        assertThat(digest.byTotalTime().get(0).totalMs()).isEqualTo(ms);
    }

    private static LogAnalysis.Result read(String log) {
        return new LogAnalysis(LogOptions.standard().withWorkers(1))
                .run(List.of(
                        new StreamLogSource("sample", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))));
    }
}
