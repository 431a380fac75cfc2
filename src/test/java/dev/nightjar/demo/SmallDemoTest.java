package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.TimeMap;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Half a simulated day on a small scale: every plant must show in the servers' own statistics. */
@SuppressWarnings("NullAway.Init")
class SmallDemoTest {
    private static final DemoPlan PLAN =
            new DemoPlan(LocalDate.of(2026, 3, 2), 15, Duration.ofMillis(250), 10, 60_000, 7);

    @TempDir
    static Path directory;

    private static DemoServers servers;
    private static TimeMap timeMap;
    private static Instant finished;
    private static final List<Instant> hours = new ArrayList<>();
    /** Calls and blocks of the work list until the release, and until the end. */
    private static final List<double[]> workList = new ArrayList<>();

    @BeforeAll
    static void play() {
        servers = DemoServers.start(Progress.SILENT);
        new ParcelService(servers, PLAN, Progress.SILENT).create();
        try (Workload workload = new Workload(servers, PLAN, directory.resolve("pool.jsonl"), InstantSource.system())) {
            timeMap = workload.start(Duration.ZERO);
            workload.forEachHour(end -> {
                hours.add(end);
                if (end.equals(PLAN.deployedAt())) {
                    workList.add(workList());
                }
            });
            finished = Instant.now();
        }
        workList.add(workList());
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void theCalendarIsAStraightLineOverTheServersClock() {
        assertThat(hours).isSorted().endsWith(PLAN.end()).contains(PLAN.deployedAt());
        assertThat(timeMap.toMapped(finished)).isAfterOrEqualTo(PLAN.end());
    }

    @Test
    void everySearchByReferenceReadsTheWholeTable() {
        assertThat(blocksPerCall("SELECT id, tracking_code, status, recipient FROM parcel%"))
                .isGreaterThanOrEqualTo(number("SELECT pg_relation_size('parcel') / 8192 * 0.95"));
    }

    @Test
    void deletingAKeyReadsAllCalls() {
        assertThat(blocksPerCall("DELETE FROM api_key%"))
                .isGreaterThanOrEqualTo(number("SELECT pg_relation_size('api_call') / 8192 * 0.95"));
        assertThat(number("SELECT n_tup_del FROM pg_stat_user_tables WHERE relname = 'api_key'"))
                .isPositive();
    }

    @Test
    void exactlyOneForeignKeyHasNoIndex() {
        assertThat(text("SELECT string_agg(conrelid::regclass::text, ',') FROM pg_constraint c WHERE contype = 'f'"
                        + " AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid"
                        + " AND i.indkey[0] = c.conkey[1])"))
                .isEqualTo("api_call");
    }

    @Test
    void exactlyOneIndexIsWrittenButNeverRead() {
        assertThat(text("SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_stat_user_indexes s"
                        + " JOIN pg_index i USING (indexrelid) WHERE idx_scan = 0 AND NOT indisunique"))
                .isEqualTo("scan_event_device_serial_idx");
        assertThat(number("SELECT n_tup_ins FROM pg_stat_user_tables WHERE relname = 'scan_event'"))
                .isGreaterThan(100);
    }

    @Test
    void exactlyOneIndexIsThereTwice() {
        assertThat(text("SELECT string_agg(a.indexrelid::regclass::text, ',') FROM pg_index a JOIN pg_index b"
                        + " ON a.indrelid = b.indrelid AND a.indkey = b.indkey AND a.indexrelid <> b.indexrelid"
                        + " WHERE NOT a.indisunique AND a.indrelid >= 16384"))
                .isEqualTo("parcel_tracking_code_idx");
    }

    @Test
    void theDispatchScreenAsksOnceForEveryStop() {
        double parents = calls("SELECT parcel_id FROM route_stop WHERE route_id%");
        double children = calls("SELECT recipient, postcode, weight_grams FROM parcel WHERE id%");

        assertThat(parents).isPositive();
        assertThat(children).isEqualTo(parents * PLAN.stopsPerRoute());
    }

    @Test
    void theLogHoldsWholeTransactionsOfTheDispatchScreen() throws IOException {
        assertThat(log().lines().filter(line -> line.contains("SELECT recipient, postcode")))
                .hasSizeGreaterThanOrEqualTo(PLAN.stopsPerRoute());
    }

    @Test
    void theReleaseMakesTheWorkListReadMuchMore() {
        double[] release = workList.get(0);
        double[] end = workList.get(1);

        assertThat((end[1] - release[1]) / (end[0] - release[0])).isGreaterThan(5 * release[1] / release[0]);
    }

    @Test
    void onlyTheReportingRoleSpills() {
        assertThat(text("SELECT string_agg(DISTINCT userid::regrole::text, ',') FROM pg_stat_statements"
                        + " WHERE temp_blks_written > 0 AND query LIKE 'SELECT%'"))
                .isEqualTo("parcel_report");
        assertThat(number("SELECT temp_files FROM pg_stat_database WHERE datname = 'parcel'"))
                .isPositive();
    }

    @Test
    void scansWaitForTheClosingOfTheirDepot() throws IOException {
        assertThat(log()).contains("still waiting for").contains("UPDATE depot_day SET scanned");
    }

    @Test
    void dispatchersDeadlock() throws IOException {
        assertThat(number("SELECT deadlocks FROM pg_stat_database WHERE datname = 'parcel'"))
                .isEqualTo(1);
        assertThat(log()).contains("deadlock detected");
    }

    @Test
    void threadsWaitForTheSmallPoolAndForNoOther() throws IOException {
        List<JsonNode> samples = Files.readAllLines(directory.resolve("pool.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(samples.stream().filter(sample -> sample.get("pending").asInt() > 0))
                .isNotEmpty()
                .allMatch(sample -> sample.get("pool").asString().equals("parcel-api"));
        assertThat(samples.get(samples.size() - 3).get("acquired").asLong()).isGreaterThan(200);
        assertThat(samples).allMatch(sample -> sample.get("timeouts").asInt() == 0);
    }

    @Test
    void theCacheEvictsAndMisses() throws IOException {
        String info = redis("INFO everything");

        assertThat(field(info, "evicted_keys:")).isGreaterThan(500);
        assertThat(field(info, "keyspace_hits:")).isLessThan(4 * field(info, "keyspace_misses:"));
    }

    @Test
    void labelsNeverExpireAndBecomeMore() throws IOException {
        String info = redis("INFO everything");

        assertThat(field(info, "db0:keys=") - field(info, "expires=")).isGreaterThan(9_500);
    }

    @Test
    void keysAreCountedTheHardWay() throws IOException {
        assertThat(field(redis("INFO everything"), "cmdstat_keys:calls=")).isEqualTo(PLAN.hours());
        assertThat(redis("SLOWLOG GET 512")).contains("KEYS", "session:*");
    }

    @Test
    void theMonitoringRoleSeesStatisticsButNoRows() {
        assertThat(text("SELECT has_table_privilege('nightjar', 'parcel', 'SELECT')::text"
                        + " || pg_has_role('nightjar', 'pg_monitor', 'MEMBER')::text"))
                .isEqualTo("falsetrue");
    }

    private static double[] workList() {
        String like = "SELECT count(*), sum(weight_grams) FROM parcel%";
        double calls = calls(like);
        return new double[] {calls, calls * blocksPerCall(like)};
    }

    private static double blocksPerCall(String like) {
        return number(
                "SELECT sum(shared_blks_hit + shared_blks_read) / sum(calls) FROM pg_stat_statements WHERE query LIKE '"
                        + like + "'");
    }

    private static double calls(String like) {
        return number("SELECT sum(calls) FROM pg_stat_statements WHERE query LIKE '" + like + "'");
    }

    private static double number(String sql) {
        return Double.parseDouble(text(sql));
    }

    private static String text(String sql) {
        try (Connection connection = servers.postgres().connect("parcel");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String log() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(servers.logDirectory())) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static double field(String info, String name) {
        int at = info.indexOf(name) + name.length();
        int end = at;
        while (Character.isDigit(info.charAt(end))) {
            end++;
        }
        return Double.parseDouble(info.substring(at, end));
    }

    private static String redis(String command) throws IOException {
        try (Socket socket = new Socket(servers.redis().host(), servers.redis().port())) {
            String password = servers.redis().password().orElseThrow();
            socket.getOutputStream()
                    .write(("AUTH " + password + "\r\n" + command + "\r\nQUIT\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
