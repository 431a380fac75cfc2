package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.Anomaly;
import dev.nightjar.detect.AnomalyDetector;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.MetricSeries;
import dev.nightjar.stats.Robust;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The Numenta Anomaly Benchmark's standard profile, with the precision of events and false episodes per 30 days. */
final class AnomalyEvaluation {
    private static final double FALSE_ROW = .11;

    private AnomalyEvaluation() {}

    static void run(Path folder) {
        JsonNode windows = Labels.json(folder.resolve("windows.json"));
        List<MetricSeries> all = MetricFile.read(folder).stream()
                .filter(s -> windows.has(s.name()))
                .toList();
        Labels.title("Anomalies: " + all.size() + " series of " + folder.getFileName());
        score("nightjar", all, windows, AnomalyEvaluation::nightjar);
        score("  even hash of the name", half(all, 0), windows, AnomalyEvaluation::nightjar);
        score("  odd hash of the name", half(all, 1), windows, AnomalyEvaluation::nightjar);
        score("z > 4", all, windows, AnomalyEvaluation::zScore);
    }

    /** Halves that anybody can draw again, to see how much the figures hang on single series. */
    private static List<MetricSeries> half(List<MetricSeries> all, int parity) {
        return all.stream()
                .filter(s -> Math.floorMod(s.name().hashCode(), 2) == parity)
                .toList();
    }

    private static int[] nightjar(MetricSeries series) {
        double[] hours = Arrays.stream(series.seconds()).map(s -> s / 3600).toArray();
        return new AnomalyDetector()
                .detect(hours, series.values()).stream()
                        .mapToInt(Anomaly::index)
                        .toArray();
    }

    private static int[] zScore(MetricSeries series) {
        double[] values = series.values();
        double mean = Arrays.stream(values).average().orElse(0);
        double sigma = Robust.sigma(values);
        return java.util.stream.IntStream.range(0, values.length)
                .filter(i -> Math.abs(values[i] - mean) > 4 * sigma)
                .filter(i -> i == 0 || Math.abs(values[i - 1] - mean) <= 4 * sigma)
                .toArray();
    }

    private static void score(
            String name, List<MetricSeries> all, JsonNode windows, Function<MetricSeries, int[]> method) {
        double gained = 0;
        int windowCount = 0;
        int hitWindows = 0;
        int trueEvents = 0;
        int falseEvents = 0;
        double days = 0;
        for (MetricSeries series : all) {
            int n = series.values().length;
            int probation = (int) Math.min(.15 * n, 750);
            List<int[]> truth = new ArrayList<>();
            windows.path(series.name())
                    .forEach(w -> truth.add(rows(
                            series,
                            seconds(w.get(0).asString("")),
                            seconds(w.get(1).asString("")))));
            boolean[] hit = new boolean[truth.size()];
            for (int index : method.apply(series)) {
                if (index < probation) {
                    continue;
                }
                int inside = -1;
                int before = -1;
                for (int k = 0; k < truth.size(); k++) {
                    inside = index >= truth.get(k)[0] && index <= truth.get(k)[1] ? k : inside;
                    before = index > truth.get(k)[1] ? k : before;
                }
                if (inside < 0) {
                    falseEvents++;
                    double weight = before < 0 ? -1 : Math.min(0, sigmoid(relative(truth.get(before), index)));
                    gained += FALSE_ROW * weight;
                } else {
                    trueEvents++;
                    if (!hit[inside]) {
                        hit[inside] = true;
                        gained += sigmoid(relative(truth.get(inside), index)) / sigmoid(-1);
                    }
                }
            }
            for (boolean one : hit) {
                gained -= one ? 0 : 1;
                hitWindows += one ? 1 : 0;
            }
            windowCount += truth.size();
            days += (series.seconds()[n - 1] - series.seconds()[probation]) / 86_400;
        }
        Labels.line(
                "  %-22s score %.1f  windows found %d of %d  event precision %.2f  false episodes per 30 days %.2f",
                name,
                100 * (gained + windowCount) / (2.0 * windowCount),
                hitWindows,
                windowCount,
                trueEvents / (double) Math.max(1, trueEvents + falseEvents),
                30 * falseEvents / days);
    }

    private static double relative(int[] window, int index) {
        int width = Math.max(1, window[1] - window[0] + 1);
        return index > window[1] ? (index - window[1]) / (double) width : -(window[1] - index + 1) / (double) width;
    }

    private static double sigmoid(double x) {
        return x > 3 ? -1 : 2 / (1 + Math.exp(5 * x)) - 1;
    }

    private static int[] rows(MetricSeries series, double from, double to) {
        int first = 0;
        int last = -1;
        for (int i = 0; i < series.seconds().length; i++) {
            first = series.seconds()[i] < from ? i + 1 : first;
            last = series.seconds()[i] <= to ? i : last;
        }
        return new int[] {first, last};
    }

    private static double seconds(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    }
}
