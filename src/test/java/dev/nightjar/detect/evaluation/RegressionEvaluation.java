package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.DetectionSettings;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.source.metrics.StatementFolder;
import dev.nightjar.stats.Robust;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.numbers.gamma.Erf;
import tools.jackson.databind.JsonNode;

/** Precision, recall by magnitude, false alarms, onset and magnitude errors on labelled statement counters. */
final class RegressionEvaluation {
    private static final String OWN = "nightjar";

    private final Map<String, JsonNode> labels = new LinkedHashMap<>();
    private final Map<String, Instant> starts = new HashMap<>();
    private final Map<String, Integer> hours = new HashMap<>();
    private final Map<String, Map<String, Regression>> found = new LinkedHashMap<>();

    private RegressionEvaluation() {}

    /** Pools the statements of all folders into one table. */
    static void run(String title, List<Path> folders) {
        RegressionEvaluation evaluation = new RegressionEvaluation();
        folders.forEach(evaluation::take);
        Labels.title("Regressions: " + evaluation.labels.size() + " statements of " + title);
        evaluation.found.forEach((name, byMethod) -> {
            evaluation.score(name, byMethod);
            if (name.equals(OWN)) {
                evaluation.details(byMethod);
            }
        });
    }

    private void take(Path folder) {
        StatementFolder data = StatementFolder.read(folder);
        String prefix = folder.getFileName() + "/";
        Labels.json(folder.resolve("labels.json")).path("labels").forEach(label -> {
            String name = prefix + label.path("series").asString("");
            labels.put(name, label);
            starts.put(name, data.start());
            hours.put(name, data.steps());
        });
        List<StatementHistory> histories = data.histories();
        Map<String, Regression> own = found.computeIfAbsent(OWN, name -> new HashMap<>());
        new RegressionDetector(DetectionSettings.defaults())
                .detect(histories, data.instance())
                .regressions()
                .forEach(r -> own.merge(
                        prefix + r.statement(),
                        r,
                        (one, other) -> one.metric().equals(Regression.MEAN_EXEC_TIME) ? one : other));
        RegressionRivals.all().forEach((name, rival) -> {
            Map<String, Regression> byRival = found.computeIfAbsent(name, n -> new HashMap<>());
            for (StatementHistory history : histories) {
                if (rival.slower(history)) {
                    byRival.put(prefix + history.statement(), RegressionRivals.bare(history));
                }
            }
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

    private void details(Map<String, Regression> found) {
        Map<String, int[]> recall = new TreeMap<>();
        List<Double> magnitudeErrors = new ArrayList<>();
        List<Double> driftErrors = new ArrayList<>();
        List<Double> driftWidths = new ArrayList<>();
        int driftsAsDrift = 0;
        int[] steps = new int[3];
        int[] drifts = new int[3];
        int[] oracles = new int[2];
        double bound = 0;
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
            Instant start = starts.getOrDefault(entry.getKey(), Instant.EPOCH);
            boolean drift = label.path("kind").asString("").equals("drift");
            boolean within = hour(r.onsetLow(), start) <= onset && onset <= hour(r.onsetHigh(), start);
            boolean near = Math.abs(hour(r.onset(), start) - onset) <= 3;
            (drift ? drifts : steps)[0]++;
            (drift ? drifts : steps)[1] += near ? 1 : 0;
            (drift ? drifts : steps)[2] += within ? 1 : 0;
            if (label.path("oracle_onset_error").isNumber()) {
                oracles[drift ? 1 : 0] += label.path("oracle_onset_error").asDouble(0) <= 3 ? 1 : 0;
            }
            if (drift) {
                double length = hours.getOrDefault(entry.getKey(), 0) - onset;
                bound += Erf.value(3.5 * label.path("oracle_z").asDouble(0) / length / Math.sqrt(2));
            }
            if (drift) {
                driftErrors.add(hour(r.onset(), start) - onset);
                driftWidths.add(hour(r.onsetHigh(), start) - hour(r.onsetLow(), start));
                driftsAsDrift += r.kind() == Regression.Kind.DRIFT ? 1 : 0;
            }
            if (r.metric().equals(Regression.MEAN_EXEC_TIME)) {
                magnitudeErrors.add(Math.abs(Math.log(r.magnitude() / magnitude)));
            }
        }
        StringBuilder bands = new StringBuilder();
        recall.forEach((band, c) -> bands.append(String.format(
                java.util.Locale.ROOT, "  %s: %.2f (%d)", band, c[0] / (double) Math.max(1, c[1]), c[1])));
        Labels.line("    recall%s", bands);
        int all = Math.max(1, steps[0] + drifts[0]);
        Labels.line(
                "    onset within 3 h %.2f (%.2f without drifts), interval contains the truth %.2f (%.2f), median |ln magnitude"
                        + " error| %.3f",
                (steps[1] + drifts[1]) / (double) all,
                steps[1] / (double) Math.max(1, steps[0]),
                (steps[2] + drifts[2]) / (double) all,
                steps[2] / (double) Math.max(1, steps[0]),
                median(magnitudeErrors));
        if (oracles[0] > 0) {
            Labels.line(
                    "    who knows everything of the time but the onset: within 3 h %.2f (%.2f without drifts, %.2f of drifts)",
                    (oracles[0] + oracles[1]) / (double) all,
                    oracles[0] / (double) Math.max(1, steps[0]),
                    oracles[1] / (double) Math.max(1, drifts[0]));
        }
        Labels.line(
                "    drifts: Cramer-Rao bound of within 3 h, by the time alone: %.2f", bound / Math.max(1, drifts[0]));
        Labels.line(
                "    drifts: %d found, %d told as such, within 3 h %.2f, median |error| %.0f h (bias %.0f h), interval contains"
                        + " %.2f, median width %.0f h",
                drifts[0],
                driftsAsDrift,
                drifts[1] / (double) Math.max(1, drifts[0]),
                median(driftErrors.stream().map(Math::abs).toList()),
                median(driftErrors),
                drifts[2] / (double) Math.max(1, drifts[0]),
                median(driftWidths));
    }

    private static double median(List<Double> values) {
        return Robust.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void count(Map<String, int[]> recall, String band, boolean hit) {
        int[] hitsAndAll = recall.computeIfAbsent(band, b -> new int[2]);
        hitsAndAll[0] += hit ? 1 : 0;
        hitsAndAll[1]++;
    }

    private static double hour(Instant at, Instant start) {
        return Duration.between(start, at).toMinutes() / 60.0;
    }
}
