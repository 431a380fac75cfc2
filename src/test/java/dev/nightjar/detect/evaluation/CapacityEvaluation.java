package dev.nightjar.detect.evaluation;

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
import tools.jackson.databind.JsonNode;

/** MASE, coverage, interval score and the arrival at limits on daily series whose future is known. */
final class CapacityEvaluation {
    private static final int HORIZON = 60;

    private CapacityEvaluation() {}

    private interface Method {
        Forecast forecast(double[] history, int horizon, double limit);
    }

    /** A series with its future. */
    @SuppressWarnings("ArrayRecordComponent") // a numeric column that is only read
    private record Case(double[] history, double limit, JsonNode truth) {}

    /** Pools the series of all folders into one table. */
    static void run(String title, List<Path> folders) {
        List<Case> all = new ArrayList<>();
        for (Path folder : folders) {
            JsonNode truth = Labels.json(folder.resolve("truth.json"));
            Path zipped = folder.resolve("history.csv.gz");
            Path file = Files.exists(zipped) ? zipped : folder.resolve("history.csv");
            Map<String, Double> limits = SeriesLimits.beside(file);
            for (MetricSeries series : MetricFile.read(file)) {
                all.add(new Case(
                        series.values(), limits.getOrDefault(series.name(), Double.NaN), truth.path(series.name())));
            }
        }
        Labels.title("Forecasts: " + all.size() + " series of " + title + ", 60 days ahead");
        score("nightjar", all, new Forecaster()::forecast);
        score(
                "Holt-Winters",
                all,
                (y, h, limit) -> plain(filled(y), h, limit, HoltWinters.forecast(filled(y), 7, h, 1)));
        score("seasonal naive", all, (y, h, limit) -> plain(filled(y), h, limit, naive(filled(y), h)));
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

    private static void score(String name, List<Case> all, Method method) {
        List<Double> mase = new ArrayList<>();
        double covered = 0;
        double interval = 0;
        int right = 0;
        int claimed = 0;
        int due = 0;
        int inRange = 0;
        List<Double> dayErrors = new ArrayList<>();
        for (Case one : all) {
            double[] y = one.history();
            JsonNode label = one.truth();
            Forecast f = method.forecast(y, HORIZON, one.limit());
            double scale = weeklyDifference(y);
            double error = 0;
            for (int h = 0; h < HORIZON; h++) {
                double actual = label.path("ahead").get(h).asDouble();
                error += Math.abs(f.mean()[h] - actual) / HORIZON;
                double outside = Math.max(0, Math.max(f.lower()[h] - actual, actual - f.upper()[h]));
                covered += outside == 0 ? 1.0 / HORIZON / all.size() : 0;
                interval += (f.upper()[h] - f.lower()[h] + 40 * outside) / scale / HORIZON / all.size();
            }
            mase.add(error / scale);
            boolean reaches = label.path("reached").isNumber();
            due += reaches ? 1 : 0;
            claimed += f.reached().isPresent() ? 1 : 0;
            if (reaches && f.reached().isPresent()) {
                right++;
                int day = label.path("reached").asInt(0);
                dayErrors.add((double) Math.abs(day - f.reached().getAsInt()));
                inRange += f.reachedLow().orElse(HORIZON + 1) <= day
                                && day <= f.reachedHigh().orElse(HORIZON)
                        ? 1
                        : 0;
            }
        }
        double[] errors = mase.stream().mapToDouble(Double::doubleValue).toArray();
        double[] days = dayErrors.stream().mapToDouble(Double::doubleValue).toArray();
        Labels.line(
                "  %-22s MASE %.2f / %.2f  coverage %.3f  interval score %5.2f  limit P %.2f R %.2f  day error %.0f / %.0f"
                        + "  range %.2f",
                name,
                Robust.median(errors),
                Arrays.stream(errors).average().orElse(Double.NaN),
                covered,
                interval,
                right / (double) Math.max(1, claimed),
                right / (double) Math.max(1, due),
                Robust.median(days),
                Robust.quantile(days, .9),
                inRange / (double) Math.max(1, right));
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
