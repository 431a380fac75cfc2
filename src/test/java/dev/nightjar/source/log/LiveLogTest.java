package dev.nightjar.source.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.model.Fingerprint;
import dev.nightjar.sql.Fingerprinter;
import dev.nightjar.sql.StatementText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that real servers write while hostile clients run, counted by PostgreSQL, by the clients and by us. A major takes about eight seconds. */
@ParameterizedClass
@MethodSource("majors")
@SuppressWarnings("NullAway.Init") // Set before each major.
class LiveLogTest {
    /** Why a statement of the log is another one in pg_stat_statements, or none. */
    private static final List<Pattern> IDENTITIES_OF_THE_PARSER = List.of(
            // The extension leaves these to what they prepare; the log has no prepared text for the extended protocol.
            Pattern.compile("(?i)(execute \\$1 as|prepare|execute|deallocate) ?.*", Pattern.DOTALL),
            // FETCH FIRST is LIMIT, "customer *" is "customer", ALL and ONLY of a table without children are nothing.
            Pattern.compile("(?i).*\\b(fetch first|fetch next|limit \\$\\d)\\b.*", Pattern.DOTALL),
            Pattern.compile(
                    "(?i)select (all )?id(/\\* c \\*/|\\s)*from( |\\s|/\\*.*\\*/)*(only )?customer .*", Pattern.DOTALL),
            // Output names are no part of a query, and two spellings of BEGIN are one command from 16 on.
            Pattern.compile("(?i)select .* as .*", Pattern.DOTALL),
            Pattern.compile("(?i)begin( work| transaction)?"),
            // A function in SQL that the planner runs to fold a constant: 13 counts it.
            Pattern.compile("select pg_catalog \\. date_part .*"));

    @TempDir
    static Path directory;

    private static LiveRun run;

    /** The oldest, the newest, and the first with jsonlog; all with {@code -Dnightjar.majors=13,14,15,16,17,18}. */
    static IntStream majors() {
        return Arrays.stream(System.getProperty("nightjar.majors", "13,15,18").split(",", -1))
                .mapToInt(Integer::parseInt);
    }

    @Parameter
    int major;

    @BeforeParameterizedClassInvocation
    static void runWorkload(int major) throws Exception {
        run = LiveRun.on(major, directory.resolve("pg" + major));
    }

    @Test
    void everyFormatCountsWhatPostgresAndTheClientsCount() {
        assertThat(run.byPostgres()).containsEntry(LogCounter.STATEMENTS, run.byClients());
        run.digests().forEach((format, result) -> {
            assertThat(result.isComplete()).isTrue();
            assertThat(result.digest().remarks()).isEmpty();
            run.byPostgres()
                    .forEach((counter, count) -> assertThat(result.digest().count(counter))
                            .as(format + " " + counter)
                            .isEqualTo(count));
        });
    }

    @Test
    void everyFormatGivesTheSameDigest() {
        LogDigest csv = run.csv();
        run.digests().forEach((format, result) -> {
            LogDigest digest = result.digest();
            assertThat(KeyLogs.byKeyText(digest)).isEqualTo(KeyLogs.byKeyText(csv));
            assertThat(errors(digest)).isEqualTo(errors(csv));
            assertThat(events(digest.lockWaits())).isEqualTo(events(csv.lockWaits()));
            assertThat(events(digest.server())).isEqualTo(events(csv.server()));
            assertThat(work(digest)).isEqualTo(work(csv));
            assertThat(digest.nPlusOne()).isEqualTo(csv.nPlusOne());
            assertThat(digest.insertBatches()).isEqualTo(csv.insertBatches());
            assertThat(digest.plans())
                    .extracting(PlanEvent::redacted)
                    .isEqualTo(csv.plans().stream().map(PlanEvent::redacted).toList());
            assertThat(digest.deadlocks())
                    .extracting(DeadlockEvent::waits)
                    .isEqualTo(
                            csv.deadlocks().stream().map(DeadlockEvent::waits).toList());
        });
    }

    @Test
    void statementsOfTheLogAreThoseOfPgStatStatements() {
        Map<Fingerprint, Long> extension = new TreeMap<>();
        Map<Fingerprint, String> texts = new TreeMap<>();
        long all = 0;
        for (LiveServer.Counted row : run.statements()) {
            StatementText text = Fingerprinter.canonical(row.text());
            extension.merge(text.fingerprint(), row.calls(), Long::sum);
            texts.put(text.fingerprint(), text.text());
            all += row.calls();
        }
        Map<Fingerprint, Long> log = new TreeMap<>();
        for (StatementStats statement : run.csv().byTotalTime()) {
            log.put(statement.fingerprint(), statement.calls());
            texts.put(statement.fingerprint(), statement.text());
        }
        long same = 0;
        List<String> unexplained = new ArrayList<>();
        for (Map.Entry<Fingerprint, String> text : texts.entrySet()) {
            long counted = extension.getOrDefault(text.getKey(), 0L);
            long logged = log.getOrDefault(text.getKey(), 0L);
            same += Math.min(counted, logged);
            if (counted != logged
                    && IDENTITIES_OF_THE_PARSER.stream()
                            .noneMatch(rule -> rule.matcher(text.getValue()).matches())) {
                unexplained.add(counted + " in pg_stat_statements, " + logged + " in the log: " + text.getValue());
            }
        }
        assertThat((double) same / all).isGreaterThan(0.96);
        assertThat(unexplained).isEmpty();
    }

    @Test
    void queriesInLoopsAreFoundInsideAndOutsideOfTransactions() {
        assertThat(run.csv().nPlusOne())
                .extracting(
                        RepeatTable.Repeat::text,
                        RepeatTable.Repeat::parent,
                        RepeatTable.Repeat::occurrences,
                        RepeatTable.Repeat::calls)
                .containsExactly(tuple(
                        "select total from orders where customer_id = $1",
                        "select id , name , tier from customer where tier = $1 limit $2",
                        3L,
                        18L));
        assertThat(run.csv().sessionRepeats())
                .extracting(RepeatTable.Repeat::text, RepeatTable.Repeat::parent, RepeatTable.Repeat::calls)
                .contains(tuple(
                        "select placed from orders where id = $1",
                        "select id from customer where tier = $1 order by id limit $2",
                        7L));
        assertThat(run.csv().insertBatches())
                .extracting(RepeatTable.Repeat::text, RepeatTable.Repeat::calls)
                .containsExactly(tuple("insert into note ( body ) values ( $1 )", 8L));
    }

    @Test
    void whoWaitsForWhomIsNamed() {
        assertThat(run.csv().deadlocks()).singleElement().satisfies(deadlock -> {
            assertThat(deadlock.database()).isEqualTo(LiveServer.DATABASE);
            assertThat(deadlock.waits())
                    .hasSize(2)
                    .extracting(DeadlockEvent.Wait::statement)
                    .containsOnly("update customer set tier = $1 where id = $2");
        });
        assertThat(run.csv().lockWaits().list())
                .filteredOn(wait -> wait.key().kind().equals("lock"))
                .extracting(wait -> wait.key().text(), wait -> wait.key().other())
                .contains(tuple("select count ( * ) from note", "lock table note in access exclusive mode"));
    }

    @Test
    void aCrashNamesItsStatementAndTheServerComesBack() {
        assertThat(run.csv().server().list())
                .filteredOn(event ->
                        event.key().code().equals("crash") && event.key().text().contains("terminated by signal 9"))
                .singleElement()
                .satisfies(crash -> assertThat(crash.statement()).isEqualTo("select pg_sleep ( $1 ) , $2"));
        assertThat(run.csv().server().list())
                .extracting(event -> event.key().code())
                .contains("recovery", "start", "settings", "archiving");
        assertThat(run.csv().server().list())
                .extracting(event -> event.key().text())
                .contains("parameter \"vacuum_cost_delay\" changed to \"1ms\"");
    }

    @Test
    void failuresKeepTheirCodes() {
        assertThat(run.csv().errorsBySqlState())
                .containsKeys("22012", "42601", "23505", "40P01", "55P03", "57014", "25P03", "57P01", "28P01", "3D000")
                .containsKeys("53300", "P0777", "01ABC");
        assertThat(run.csv().count(LogCounter.CANCELLED)).isEqualTo(3);
    }

    @Test
    void autovacuumTellsTableAndCost() {
        String table = LiveServer.DATABASE + ".public.churn";
        assertThat(run.csv().maintenance().list())
                .filteredOn(work -> work.table().equals(table) && work.kind().endsWith("vacuum"))
                .isNotEmpty()
                .anySatisfy(work -> {
                    assertThat(work.buffersDirtied()).isPositive();
                    assertThat(work.walBytes()).isPositive();
                });
        assertThat(run.csv().maintenance().list())
                .extracting(MaintenanceTable.Work::table, MaintenanceTable.Work::kind)
                .contains(tuple(table, "analyze"));
    }

    @Test
    void plansOfAllFourFormatsReadAlike() {
        List<String> joins = run.csv().plans().stream()
                .filter(plan -> plan.statement().contains("join orders"))
                .map(PlanEvent::redacted)
                .toList();
        assertThat(joins)
                .hasSize(LiveWorkload.PLAN_FORMATS.size())
                .allSatisfy(plan -> assertThat(plan)
                        .isEqualTo(joins.get(0))
                        .contains(
                                "Seq Scan on public.orders",
                                "removed ",
                                "filter (o.total > $1::numeric)",
                                "cond (o.customer_id"));
        assertThat(run.csv().plans())
                .filteredOn(plan -> plan.statement().contains("generate_series"))
                .hasSize(LiveWorkload.PLAN_FORMATS.size())
                .allSatisfy(plan -> assertThat(plan.tree().diskKb()).isPositive());
        assertThat(run.csv().plans())
                .filteredOn(plan -> plan.statement().contains("where id = $1"))
                .hasSize(LiveWorkload.PLAN_FORMATS.size())
                .allSatisfy(plan -> {
                    assertThat(plan.tree().type()).isEqualTo("Index Scan");
                    assertThat(plan.tree().index()).isEqualTo("customer_pkey");
                    assertThat(plan.tree().indexSearches() == 1).isEqualTo(major >= 18);
                });
    }

    /** Without the SQLSTATE, which not every prefix has. */
    private static Map<String, Long> errors(LogDigest digest) {
        Map<String, Long> counts = new TreeMap<>();
        digest.failures()
                .list()
                .forEach(event -> counts.merge(
                        event.key().kind() + " " + event.key().text() + " " + event.statement(),
                        event.count(),
                        Long::sum));
        return counts;
    }

    private static Map<EventKey, List<Long>> events(EventTable table) {
        Map<EventKey, List<Long>> events = new TreeMap<>();
        table.list().forEach(event -> events.put(event.key(), List.of(event.count(), event.micros())));
        return events;
    }

    /** Without the time, which may be in whole seconds. */
    private static List<String> work(LogDigest digest) {
        return digest.maintenance().list().stream()
                .map(work -> work.toString().replaceFirst("last=.*", ""))
                .toList();
    }
}
