package dev.nightjar.detect.evaluation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.nightjar.detect.Forecast;
import dev.nightjar.detect.Forecaster;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.MetricSeries;
import dev.nightjar.source.metrics.SeriesLimits;
import dev.nightjar.stats.HoltWinters;
import dev.nightjar.stats.Robust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** MASE, coverage, interval score and the arrival at limits on daily series whose future is known. */
final class CapacityEvaluation {
    private static final int HORIZON = 60;

    private CapacityEvaluation() {}

    private interface Method {
        Forecast forecast(double[] history, int horizon, double limit);
    }

    /** A series with its future, and the collection it is of. */
    @SuppressWarnings("ArrayRecordComponent") // a numeric column that is only read
    private record Case(double[] history, double limit, JsonNode truth, Path folder) {
        String kind() {
            return truth.path("kind").asString("");
        }
    }

    private record Forecasted(Case series, Forecast forecast) {}

    /** Pools the series of all folders into one table; the product's own figures also by kind, and how they differ between folders. */
    static void run(String title, List<Path> folders) {
        List<Case> all = new ArrayList<>();
        for (Path folder : folders) {
            JsonNode truth = Labels.json(folder.resolve("truth.json"));
            Path zipped = folder.resolve("history.csv.gz");
            Path file = Files.exists(zipped) ? zipped : folder.resolve("history.csv");
            Map<String, Double> limits = SeriesLimits.beside(file);
            for (MetricSeries series : MetricFile.read(file)) {
                all.add(new Case(
                        series.values(),
                        limits.getOrDefault(series.name(), Double.NaN),
                        truth.path(series.name()),
                        folder));
            }
        }
        Labels.title("Forecasts: " + all.size() + " series of " + title + ", " + HORIZON + " days ahead");
        List<Forecasted> ours = forecasts(all, new Forecaster()::forecast);
        print("nightjar", ours);
        Map<Path, List<Forecasted>> byFolder =
                ours.stream().collect(groupingBy(f -> f.series().folder(), TreeMap::new, toList()));
        if (byFolder.size() > 1) {
            Labels.line(
                    "  %-22s %s",
                    "  deviation of seeds",
                    CapacityScore.deviation(byFolder.values().stream()
                            .map(CapacityEvaluation::score)
                            .toList()));
        }
        ours.stream()
                .collect(groupingBy(f -> f.series().kind(), TreeMap::new, toList()))
                .forEach((kind, some) -> print("  " + kind, some));
        print(
                "Holt-Winters",
                forecasts(all, (y, h, limit) -> plain(filled(y), h, limit, HoltWinters.forecast(filled(y), 7, h, 1))));
        print("seasonal naive", forecasts(all, (y, h, limit) -> plain(filled(y), h, limit, naive(filled(y), h))));
    }

    private static List<Forecasted> forecasts(List<Case> all, Method method) {
        return all.stream()
                .map(one -> new Forecasted(one, method.forecast(one.history(), HORIZON, one.limit())))
                .toList();
    }

    private static void print(String name, List<Forecasted> all) {
        Labels.line("  %-22s %s", name, score(all).text());
    }

    private static CapacityScore score(List<Forecasted> all) {
        CapacityScore score = new CapacityScore();
        for (Forecasted one : all) {
            double[] ahead = new double[HORIZON];
            Arrays.setAll(ahead, h -> one.series().truth().path("ahead").get(h).asDouble());
            JsonNode reached = one.series().truth().path("reached");
            score.add(
                    one.forecast(),
                    ahead,
                    reached.isNumber() ? OptionalInt.of(reached.asInt(0)) : OptionalInt.empty(),
                    weeklyDifference(one.series().history()));
        }
        return score;
    }

    private static double[] naive(double[] y, int horizon) {
        double[] path = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            path[h] = y[y.length - 7 + h % 7];
        }
        return path;
    }

    /** An interval of 1.96 standard deviations of the weekly differences that grows with the root of the horizon. */
    private static Forecast plain(double[] y, int horizon, double limit, double[] mean) {
        double[] differences = new double[y.length - 7];
        for (int i = 7; i < y.length; i++) {
            differences[i - 7] = y[i] - y[i - 7];
        }
        double sigma = Robust.sigma(differences);
        double[] lower = new double[horizon];
        double[] upper = new double[horizon];
        OptionalInt reached = OptionalInt.empty();
        for (int h = 0; h < horizon; h++) {
            double reach = 1.96 * sigma * Math.sqrt(1 + h / 7.0);
            lower[h] = mean[h] - reach;
            upper[h] = mean[h] + reach;
            reached = reached.isEmpty() && mean[h] >= limit ? OptionalInt.of(h + 1) : reached;
        }
        return new Forecast("plain", mean, lower, upper, limit, reached, reached, OptionalInt.empty(), "");
    }

    private static double[] filled(double[] y) {
        double[] filled = y.clone();
        for (int i = 0; i < filled.length; i++) {
            filled[i] = Double.isNaN(filled[i]) ? (i > 0 ? filled[i - 1] : 0) : filled[i];
        }
        return filled;
    }

    private static double weeklyDifference(double[] y) {
        double sum = 0;
        int count = 0;
        for (int i = 7; i < y.length; i++) {
            double difference = Math.abs(y[i] - y[i - 7]);
            if (Double.isFinite(difference)) {
                sum += difference;
                count++;
            }
        }
        return sum / count;
    }
}
