package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shapes that command-line users build on, from files written here. */
class DetectForecastFilesTest {
    private static final Instant MONDAY = Instant.parse("2025-09-01T00:00:00Z");
    private static final int HOURS = 672;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Random random = new Random(3);
    private int code;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void freshNoise() {
        random.setSeed(3);
    }

    @Test
    void aMetricThatStepsHasAChangePointWithItsTimeInEveryForm() throws IOException {
        IntToDoubleFunction step = h -> (h < 400 ? 10 : 20) + random.nextGaussian();
        StringBuilder longForm = new StringBuilder("series,at,value\n");
        StringBuilder wide = new StringBuilder("at,load,flat\n");
        StringBuilder lines = new StringBuilder();
        StringBuilder metrics = new StringBuilder("# TYPE load gauge\n");
        for (int h = 0; h < HOURS; h++) {
            double value = step.applyAsDouble(h);
            Instant at = MONDAY.plusSeconds(3600L * h);
            longForm.append("load,").append(at).append(',').append(value).append('\n');
            wide.append(at).append(',').append(value).append(",5\n");
            lines.append(String.format(Locale.ROOT, "{\"series\":\"load\",\"at\":\"%s\",\"value\":%s}%n", at, value));
            metrics.append("load ")
                    .append(value)
                    .append(' ')
                    .append(at.getEpochSecond())
                    .append('\n');
        }
        write("wide.csv", wide.toString());
        write("lines.jsonl", lines.toString());
        write("metrics.prom", metrics.append("# EOF\n").toString());
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve("long.csv.gz")))) {
            zipped.write(longForm.toString().getBytes(StandardCharsets.UTF_8));
        }

        for (String file : new String[] {"long.csv.gz", "wide.csv", "lines.jsonl", "metrics.prom"}) {
            JsonNode answer = json("detect", folder.resolve(file).toString());

            assertThat(code).as(file).isZero();
            JsonNode changes = answer.path("series").path("load").path("changePoints");
            assertThat(changes.size()).as(file).isEqualTo(1);
            assertThat(changes.get(0).path("index").intValue()).isBetween(398, 402);
            assertThat(Instant.parse(changes.get(0).path("at").stringValue()))
                    .isBetween(MONDAY.plusSeconds(398 * 3600), MONDAY.plusSeconds(402 * 3600));
            assertThat(changes.get(0).path("before").doubleValue()).isCloseTo(10, within(.5));
            assertThat(changes.get(0).path("after").doubleValue()).isCloseTo(20, within(.5));
            assertThat(changes.get(0).path("probability").doubleValue()).isBetween(.9, 1.0);
            assertThat(answer.propertyNames())
                    .contains("series", "regressions", "scores", "commonCauses", "notAssessable");
        }
    }

    @Test
    void aDailyRhythmIsNoChange() throws IOException {
        write("rhythm.csv", longForm("load", h -> 50 + 40 * Math.sin(h * Math.PI / 12) + random.nextGaussian()));

        JsonNode answer = json("detect", folder.resolve("rhythm.csv").toString());

        assertThat(answer.path("series").path("load").path("changePoints").isEmpty())
                .isTrue();
        assertThat(answer.path("series").path("load").path("anomalies").size()).isLessThanOrEqualTo(1);
    }

    @Test
    void anHourUnlikeAllOthersIsAnAnomalyWithWhatWasExpected() throws IOException {
        write("spike.csv", longForm("load", h -> 50 + random.nextGaussian() + (h == 500 ? 60 : 0)));

        JsonNode anomalies = json("detect", folder.resolve("spike.csv").toString())
                .path("series")
                .path("load")
                .path("anomalies");

        assertThat(anomalies.size()).isEqualTo(1);
        assertThat(anomalies.get(0).path("index").intValue()).isEqualTo(500);
        assertThat(anomalies.get(0).path("value").doubleValue()).isGreaterThan(100);
        assertThat(anomalies.get(0).path("expected").doubleValue()).isCloseTo(50, within(2.0));
        assertThat(anomalies.get(0).path("score").doubleValue()).isGreaterThan(1);
    }

    @Test
    void memoryThatIsNeverGivenBackIsALeakUntilARestartAndACounterIsNone() throws IOException {
        StringBuilder metrics = new StringBuilder();
        for (int h = 0; h < 40 * 24; h++) {
            long at = MONDAY.plusSeconds(3600L * h).getEpochSecond();
            double leaking =
                    1e9 + 3e6 * Math.max(0, h / 24.0 - 10) * 5 + 1e8 * (h % 24) / 24 + 4e6 * random.nextGaussian();
            for (String job : new String[] {"api", "batch"}) {
                long started = MONDAY.getEpochSecond() - 9000 + (job.equals("batch") && h > 35 * 24 ? 35 * 86_400 : 0);
                metrics.append("jvm_memory_used_bytes{area=\"heap\",job=\"" + job + "\"} " + leaking + " " + at + "\n");
                metrics.append("process_start_time_seconds{job=\"" + job + "\"} " + started + " " + at + "\n");
                metrics.append("process_cpu_seconds_total{job=\"" + job + "\"} " + 7.5 * h + " " + at + "\n");
            }
        }
        write("process.prom", metrics.toString());

        JsonNode leaks = json("detect", folder.resolve("process.prom").toString(), "--fail-on", "leak")
                .path("leaks");

        assertThat(code).isEqualTo(1);
        assertThat(leaks.size()).isEqualTo(1);
        assertThat(leaks.get(0).path("series").stringValue())
                .isEqualTo("jvm_memory_used_bytes{area=\"heap\",job=\"api\"}");
        assertThat(LocalDate.parse(leaks.get(0).path("since").stringValue()))
                .isBetween(LocalDate.parse("2025-09-08"), LocalDate.parse("2025-09-15"));
        assertThat(leaks.get(0).path("slopePerDay").doubleValue()).isCloseTo(15e6, within(2e6));
        assertThat(leaks.get(0).path("slopeLow").doubleValue()).isLessThan(15e6);
        assertThat(leaks.get(0).path("slopeHigh").doubleValue()).isGreaterThan(15e6);
        assertThat(json("detect", folder.resolve("process.prom").toString(), "--restarted", "2025-10-07T12:00:00Z")
                        .path("leaks")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatNeverFallsIsToldWithThatDoubtAndAnUptimeInPercentIsNoRestart() throws IOException {
        StringBuilder wide = new StringBuilder("at,wal_kept_bytes,uptime_percent\n");
        for (int h = 0; h < 40 * 24; h++) {
            // Asked every five minutes first, every hour later: a day is whole all the same.
            for (int m = 0; m < 60; m += h < 480 ? 5 : 60) {
                wide.append(MONDAY.plusSeconds(3600L * h + 60L * m)).append(',').append(1e9 + 4e6 * h + m);
                wide.append(',').append(99 + random.nextDouble()).append('\n');
            }
        }
        write("slot.csv", wide.toString());

        JsonNode leaks = json("detect", folder.resolve("slot.csv").toString()).path("leaks");

        assertThat(leaks.size()).isEqualTo(1);
        assertThat(leaks.get(0).path("series").stringValue()).isEqualTo("wal_kept_bytes");
        assertThat(leaks.get(0).path("neverFell").booleanValue()).isTrue();
        assertThat(leaks.get(0).path("restart").isNull()).isTrue();
        run("detect", folder.resolve("slot.csv").toString());
        assertThat(out.toString()).contains("it never fell, as a counter does");
    }

    @Test
    void theLastDaysSlownessIsToldWithWhatItWentWith() throws IOException {
        StringBuilder instance =
                new StringBuilder("hour,taken,stats_reset,calls,calls_app0,cpu_share,active_sessions,connections\n");
        StringBuilder calls = new StringBuilder();
        StringBuilder ms = new StringBuilder();
        double total = 0;
        for (int h = 0; h < HOURS; h++) {
            double cpu = .3 + .2 * random.nextDouble() + (h >= HOURS - 24 ? .4 : 0);
            double before = total;
            total += 300 * 10 * Math.exp(cpu + .03 * random.nextGaussian());
            calls.append(h == 0 ? "" : ",").append(300 * (h + 1));
            ms.append(h == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.3f", total));
            instance.append(String.format(
                    Locale.ROOT,
                    "%d,1,-1,300,300,%.4f,%.5f,%d%n",
                    h,
                    cpu,
                    (total - before) / 3.6e6,
                    20 + random.nextInt(9)));
        }
        write("snapshots.jsonl", "{\"series\":\"s\",\"calls\":[" + calls + "],\"total_exec_time\":[" + ms + "]}\n");
        write("instance.csv", instance.toString());
        write("context.json", "{\"start\":\"" + MONDAY + "\"}");

        JsonNode told = json("detect", folder.toString()).path("responseTime");

        assertThat(told.path("reason").isNull()).isTrue();
        assertThat(told.path("tonight").doubleValue()).isCloseTo(Math.exp(.4), within(.05));
        JsonNode first = told.path("factors").get(0);
        assertThat(first.path("name").stringValue()).isEqualTo("cpu share");
        assertThat(first.path("tonight").doubleValue()).isCloseTo(Math.exp(.4), within(.1));
        assertThat(first.path("share").doubleValue()).isGreaterThan(.5);
        assertThat(told.path("factors").toString()).contains("connections").doesNotContain("active sessions");
        run("detect", folder.toString());
        assertThat(out.toString()).contains("it went with cpu share (+");
    }

    @Test
    void threeSamplesAreNotAssessable() throws IOException {
        write("few.csv", "series,at,value\nx,2025-09-01T00:00:00Z,1\nx,2025-09-01T01:00:00Z,2\n");

        JsonNode answer = json("detect", folder.resolve("few.csv").toString());

        assertThat(answer.path("notAssessable").get(0).path("series").stringValue())
                .isEqualTo("x");
        assertThat(answer.path("notAssessable").get(0).path("reason").stringValue())
                .contains("not enough history");
    }

    @Test
    void aFolderOfCountersGivesRegressionsScoresAndTheirCause() throws IOException {
        counters();
        StringBuilder locks = new StringBuilder("series,hour,wait_ms\n");
        for (int h = 500; h < HOURS; h++) {
            locks.append("slow,").append(h).append(',').append(300 * 9).append('\n');
        }
        write("locks.csv", locks.toString());

        JsonNode answer = json("detect", folder.toString());

        JsonNode found = answer.path("regressions");
        assertThat(found.size()).isEqualTo(1);
        assertThat(found.get(0).path("series").stringValue()).isEqualTo("slow");
        assertThat(found.get(0).path("metric").stringValue()).isEqualTo("mean_exec_time");
        assertThat(Instant.parse(found.get(0).path("onset").stringValue()))
                .isBetween(MONDAY.plusSeconds(497 * 3600), MONDAY.plusSeconds(503 * 3600));
        assertThat(Instant.parse(found.get(0).path("onsetLow").stringValue()))
                .isBeforeOrEqualTo(Instant.parse(found.get(0).path("onset").stringValue()));
        assertThat(Instant.parse(found.get(0).path("onsetHigh").stringValue()))
                .isAfterOrEqualTo(Instant.parse(found.get(0).path("onset").stringValue()));
        assertThat(found.get(0).path("magnitude").doubleValue()).isCloseTo(2, within(.15));
        assertThat(found.get(0).path("kind").stringValue()).isEqualTo("shift");
        assertThat(found.get(0).path("cause").stringValue()).isEqualTo("lock_waits");
        assertThat(found.get(0).path("ongoing").booleanValue()).isTrue();
        assertThat(found.get(0).path("extraMsPerDay").doubleValue()).isCloseTo(24 * 300 * 10, within(12_000.0));
        assertThat(found.get(0).path("causeEvidence").stringValue())
                .contains("at its onset: random_page_cost 1.1 to 4");
        assertThat(answer.path("scores").propertyNames()).containsExactlyInAnyOrder("slow", "steady");
        assertThat(answer.path("scores").path("slow").doubleValue())
                .isGreaterThan(answer.path("scores").path("steady").doubleValue());

        run("detect", folder.toString(), "--quiet", "--fail-on", "regression");
        assertThat(code).isEqualTo(ExitCode.FINDING);
    }

    @Test
    void aForecastHasAStepPerDayAndTheRangeOfTheArrival() throws IOException {
        StringBuilder text = new StringBuilder("at,used_gb,idle\n");
        for (int day = 0; day < 120; day++) {
            text.append(MONDAY.plusSeconds(86_400L * day))
                    .append(',')
                    .append(100 + day + .5 * random.nextGaussian())
                    .append(",7\n");
        }
        write("disk.csv", text.toString());

        JsonNode series = json(
                        "forecast", folder.resolve("disk.csv").toString(), "--horizon", "60d", "--limit", "used_gb=250")
                .path("series");

        JsonNode used = series.path("used_gb");
        assertThat(used.path("method").isString()).isTrue();
        for (String member : new String[] {"mean", "lower", "upper"}) {
            assertThat(used.path(member).size()).as(member).isEqualTo(60);
        }
        assertThat(used.path("mean").get(59).doubleValue()).isCloseTo(279, within(4.0));
        assertThat(used.path("lower").get(59).doubleValue()).isLessThan(279);
        assertThat(used.path("limit").doubleValue()).isEqualTo(250);
        assertThat(used.path("reached").intValue()).isBetween(28, 33);
        assertThat(used.path("reachedLow").intValue())
                .isLessThanOrEqualTo(used.path("reached").intValue());
        assertThat(used.path("reachedHigh").intValue())
                .isGreaterThanOrEqualTo(used.path("reached").intValue());
        assertThat(used.path("reason").isNull()).isTrue();
        assertThat(series.path("idle").path("limit").isNull()).isTrue();
        assertThat(series.path("idle").path("mean").get(9).doubleValue()).isEqualTo(7);
    }

    @Test
    void limitsComeFromTheFileBesideAndShortHistoriesHaveAReason() throws IOException {
        write("limits.json", "{\"young\":{\"what\":\"connections\",\"limit\":10}}");
        write("short.csv", "young,1,2,3,4\n");

        JsonNode young = json("forecast", folder.resolve("short.csv").toString())
                .path("series")
                .path("young");

        assertThat(young.path("reason").stringValue()).contains("not enough history: 4 days");
        assertThat(young.path("limit").doubleValue()).isEqualTo(10);
        assertThat(young.path("reached").isNull()).isTrue();
        assertThat(young.path("mean").isEmpty()).isTrue();
    }

    @Test
    void aHorizonThatIsNoNumberOfDaysIsWrongUsage() throws IOException {
        write("short.csv", "young,1,2,3,4\n");

        run("forecast", folder.resolve("short.csv").toString(), "--horizon", "soon");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("30d or 8w");
    }

    private void counters() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name : new String[] {"slow", "steady"}) {
            StringBuilder calls = new StringBuilder();
            StringBuilder ms = new StringBuilder();
            StringBuilder rows = new StringBuilder();
            double total = 5000;
            for (int h = 0; h < HOURS; h++) {
                String comma = h == 0 ? "" : ",";
                total += 300 * 10 * Math.exp(.08 * random.nextGaussian()) * (name.equals("slow") && h >= 500 ? 2 : 1);
                calls.append(comma).append(1000 + 300 * (h + 1));
                ms.append(comma).append(String.format(Locale.ROOT, "%.3f", total));
                rows.append(comma).append(300 * (h + 1));
            }
            lines.append("{\"series\":\"").append(name).append("\",\"calls\":[").append(calls);
            lines.append("],\"total_exec_time\":[")
                    .append(ms)
                    .append("],\"rows\":[")
                    .append(rows)
                    .append("]}\n");
        }
        write("snapshots.jsonl", lines.toString());
        write(
                "context.json",
                "{\"start\":\"" + MONDAY + "\",\"settings\":[{\"hour\":500,\"label\":\"random_page_cost 1.1 to 4\"}]}");
    }

    private String longForm(String name, IntToDoubleFunction value) {
        StringBuilder text = new StringBuilder("series,at,value\n");
        for (int h = 0; h < HOURS; h++) {
            text.append(name).append(',').append(MONDAY.plusSeconds(3600L * h)).append(',');
            text.append(value.applyAsDouble(h)).append('\n');
        }
        return text.toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private JsonNode json(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--json";
        all[arguments.length + 1] = "-";
        out.getBuffer().setLength(0);
        run(all);
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private void run(String... arguments) {
        CommandLine line = Nightjar.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        code = line.execute(arguments);
    }
}
