package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.source.metrics.StatementFolder;
import dev.nightjar.stats.Robust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Precision, recall by magnitude, false alarms, onset and magnitude errors on labelled statement counters. */
final class RegressionEvaluation {
    private final Map<String, JsonNode> labels;

    private RegressionEvaluation(Map<String, JsonNode> labels) {
        this.labels = labels;
    }

    static void run(Path folder) {
        Map<String, JsonNode> labels = new LinkedHashMap<>();
        Labels.json(folder.resolve("labels.json"))
                .path("labels")
                .forEach(label -> labels.put(label.path("series").asString(""), label));
        RegressionEvaluation evaluation = new RegressionEvaluation(labels);
        StatementFolder data = StatementFolder.read(folder);
        List<StatementHistory> histories = data.histories();
        Labels.title("Regressions: " + histories.size() + " statements of " + folder.getFileName());
        DetectionResult result =
                new RegressionDetector(DetectionSettings.defaults()).detect(histories, data.instance());
        Map<String, Regression> found = new HashMap<>();
        for (Regression r : result.regressions()) {
            found.merge(r.statement(), r, (a, b) -> a.metric().equals(Regression.MEAN_EXEC_TIME) ? a : b);
        }
        evaluation.score("nightjar", found);
        evaluation.details(found, data);
        RegressionRivals.all().forEach((name, rival) -> {
            Map<String, Regression> byRival = new HashMap<>();
            for (StatementHistory history : histories) {
                if (rival.slower(history)) {
                    byRival.put(history.statement(), RegressionRivals.bare(history));
                }
            }
            evaluation.score(name, byRival);
        });
    }

    private void score(String name, Map<String, Regression> found) {
        int hits = 0;
        int wrong = 0;
        int positives = 0;
        int negatives = 0;
        Map<String, Integer> wrongKinds = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : labels.entrySet()) {
            JsonNode label = entry.getValue();
            if (label.path("ignore").asBoolean(false)) {
                continue;
            }
            Regression r = found.get(entry.getKey());
            if (label.path("regression").asBoolean(false)) {
                positives++;
                hits += r != null ? 1 : 0;
                continue;
            }
            negatives++;
            String kind = label.path("kind").asString("");
            boolean neither =
                    r != null && kind.equals("blocks_only") && r.metric().equals(Regression.BLOCKS_PER_CALL);
            if (r != null && !neither) {
                wrong++;
                wrongKinds.merge(kind, 1, Integer::sum);
            }
        }
        double precision = hits / (double) Math.max(1, hits + wrong);
        double recall = hits / (double) Math.max(1, positives);
        Labels.line(
                "  %-22s P %.2f  R %.2f  F1 %.3f  false alarms per 1,000: %5.1f  %s",
                name,
                precision,
                recall,
                2 * precision * recall / Math.max(1e-9, precision + recall),
                1000.0 * wrong / Math.max(1, negatives),
                wrongKinds);
    }

    private void details(Map<String, Regression> found, StatementFolder data) {
        Map<String, int[]> recall = new TreeMap<>();
        List<Double> onsetErrors = new ArrayList<>();
        List<Double> magnitudeErrors = new ArrayList<>();
        int contained = 0;
        int steps = 0;
        int closeSteps = 0;
        for (Map.Entry<String, JsonNode> entry : labels.entrySet()) {
            JsonNode label = entry.getValue();
            if (label.path("ignore").asBoolean(false)
                    || !label.path("regression").asBoolean(false)) {
                continue;
            }
            Regression r = found.get(entry.getKey());
            double magnitude = label.path("magnitude").asDouble(1);
            String band =
                    magnitude < 1.35 ? "< 1.35" : magnitude <= 1.75 ? "1.35-1.75" : magnitude <= 3 ? "1.75-3" : "> 3";
            count(recall, band, r != null);
            if (label.path("oracle_z").asDouble(0) >= 3) {
                count(recall, "detectable (oracle_z >= 3)", r != null);
            }
            if (r == null) {
                continue;
            }
            double onset = label.path("onset").asDouble(0);
            onsetErrors.add(Math.abs(hour(r.onset(), data) - onset));
            if (!label.path("kind").asString("").equals("drift")) {
                steps++;
                closeSteps += Math.abs(hour(r.onset(), data) - onset) <= 3 ? 1 : 0;
            }
            contained += hour(r.onsetLow(), data) <= onset && onset <= hour(r.onsetHigh(), data) ? 1 : 0;
            if (r.metric().equals(Regression.MEAN_EXEC_TIME)) {
                magnitudeErrors.add(Math.abs(Math.log(r.magnitude() / magnitude)));
            }
        }
        StringBuilder bands = new StringBuilder();
        recall.forEach((band, c) -> bands.append(String.format(
                java.util.Locale.ROOT, "  %s: %.2f (%d)", band, c[0] / (double) Math.max(1, c[1]), c[1])));
        Labels.line("    recall%s", bands);
        long close = onsetErrors.stream().filter(e -> e <= 3).count();
        Labels.line(
                "    onset within 3 h %.2f (%.2f without drifts), interval contains the truth %.2f, median |ln magnitude error|"
                        + " %.3f",
                close / (double) Math.max(1, onsetErrors.size()),
                closeSteps / (double) Math.max(1, steps),
                contained / (double) Math.max(1, onsetErrors.size()),
                Robust.median(magnitudeErrors.stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
    }

    private static void count(Map<String, int[]> recall, String band, boolean hit) {
        int[] hitsAndAll = recall.computeIfAbsent(band, b -> new int[2]);
        hitsAndAll[0] += hit ? 1 : 0;
        hitsAndAll[1]++;
    }

    private static double hour(java.time.Instant at, StatementFolder data) {
        return Duration.between(data.start(), at).toMinutes() / 60.0;
    }
}
