package dev.nightjar.detect.evaluation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes made-up instances as folders of statement counters with their truth, as {@code nightjar detect} reads them: cumulative
 * counters with missed snapshots, announced resets and unannounced evictions.
 */
final class HeldOutStatements {
    private HeldOutStatements() {}

    static Path write(Path parent, long seed, int statements) {
        HeldOutWorld world = new HeldOutWorld(seed);
        Path folder = parent.resolve("instance" + seed);
        double[] calls = new double[world.hours];
        List<String> labels = new ArrayList<>();
        StringBuilder applications = new StringBuilder();
        try {
            Files.createDirectories(folder);
            try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("snapshots.jsonl"))) {
                for (int k = 0; k < statements; k++) {
                    HeldOutStatement statement = new HeldOutStatement(world);
                    String name = String.format(Locale.ROOT, "q%04d", k);
                    out.write(line(world, statement, name));
                    labels.add(statement.label(name));
                    applications
                            .append(k == 0 ? "" : ", ")
                            .append('"')
                            .append(name)
                            .append("\": \"app")
                            .append(statement.application)
                            .append('"');
                    for (int h = 0; h < world.hours; h++) {
                        calls[h] += statement.calls[h];
                    }
                }
            }
            StringBuilder instance = new StringBuilder("hour,taken,stats_reset,calls\n");
            for (int h = 0; h < world.hours; h++) {
                instance.append(String.format(
                        Locale.ROOT, "%d,%d,%d,%.0f%n", h, world.taken[h] ? 1 : 0, world.lastReset[h], calls[h]));
            }
            Files.writeString(folder.resolve("instance.csv"), instance.toString());
            StringBuilder deploys = new StringBuilder();
            for (int a = 0; a < world.applications; a++) {
                deploys.append(a == 0 ? "" : ", ").append("\"app" + a + "\": " + world.deploys.get(a));
            }
            // 2026-03-02 is a Monday.
            Files.writeString(
                    folder.resolve("context.json"),
                    "{\"start\": \""
                            + java.time.Instant.parse("2026-03-02T00:00:00Z")
                                    .plus(java.time.Duration.ofHours(world.startHour))
                            + "\", \"deploys\": {" + deploys + "}, \"application\": {" + applications + "}}");
            Files.writeString(
                    folder.resolve("labels.json"), "{\"labels\": [\n" + String.join(",\n", labels) + "\n]}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static String line(HeldOutWorld world, HeldOutStatement s, String name) {
        int eviction = s.evicted ? 24 + world.random.nextInt(world.hours - 48) : -1;
        StringBuilder line = new StringBuilder("{\"series\":\"" + name + "\",\"first_hour\":" + s.first);
        line.append(counter(world, s.first, eviction, "calls", s.calls));
        line.append(counter(world, s.first, eviction, "total_exec_time", s.ms));
        line.append(counter(world, s.first, eviction, "rows", s.rows));
        line.append(counter(world, s.first, eviction, "shared_blks_hit", s.hit));
        line.append(counter(world, s.first, eviction, "shared_blks_read", s.read));
        return line.append("}\n").toString();
    }

    private static String counter(HeldOutWorld world, int first, int eviction, String name, double[] increments) {
        StringBuilder values = new StringBuilder(",\"" + name + "\":[");
        boolean whole = !name.equals("total_exec_time");
        double sum = 0;
        for (int h = first; h < world.hours; h++) {
            sum = h == eviction || world.lastReset[h] == h ? increments[h] : sum + increments[h];
            values.append(
                    !world.taken[h]
                            ? "null"
                            : whole ? Long.toString(Math.round(sum)) : String.format(Locale.ROOT, "%.4f", sum));
            values.append(h + 1 < world.hours ? "," : "]");
        }
        return values.toString();
    }
}
