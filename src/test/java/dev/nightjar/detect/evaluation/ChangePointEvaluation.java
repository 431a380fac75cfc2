package dev.nightjar.detect.evaluation;

import dev.nightjar.detect.ChangePoint;
import dev.nightjar.detect.ChangePoints;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.MetricSeries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** F1 (margin 5) and cover of van den Burg and Williams 2020 on annotated series. */
final class ChangePointEvaluation {
    private static final int MARGIN = 5;

    private ChangePointEvaluation() {}

    static void run(Path folder) {
        JsonNode annotations = Labels.json(folder.resolve("annotations.json"));
        List<MetricSeries> all = MetricFile.read(folder).stream()
                .filter(s -> annotations.has(s.name()))
                .toList();
        Labels.title("Change points: " + all.size() + " series of " + folder.getFileName());
        score("nightjar", all, annotations, s -> indices(ChangePoints.of(s.dimensions())));
        score("none", all, annotations, s -> Set.of());
    }

    private static Set<Integer> indices(List<ChangePoint> points) {
        Set<Integer> indices = new TreeSet<>();
        points.forEach(p -> indices.add(p.index()));
        return indices;
    }

    private static void score(
            String name, List<MetricSeries> all, JsonNode annotations, Function<MetricSeries, Set<Integer>> method) {
        double f1 = 0;
        double cover = 0;
        for (MetricSeries series : all) {
            TreeSet<Integer> predicted = new TreeSet<>(method.apply(series));
            predicted.add(0);
            List<TreeSet<Integer>> annotators = new ArrayList<>();
            TreeSet<Integer> union = new TreeSet<>();
            annotations.path(series.name()).forEach(points -> {
                TreeSet<Integer> truth = new TreeSet<>(Set.of(0));
                points.forEach(p -> truth.add(p.asInt()));
                annotators.add(truth);
                union.addAll(truth);
            });
            double precision = hits(union, predicted) / (double) predicted.size();
            double recall = 0;
            for (TreeSet<Integer> truth : annotators) {
                recall += hits(truth, predicted) / (double) truth.size() / annotators.size();
                cover += cover(truth, predicted, series.values().length) / annotators.size();
            }
            f1 += 2 * precision * recall / (precision + recall);
        }
        Labels.line("  %-22s F1 %.3f  cover %.3f", name, f1 / all.size(), cover / all.size());
    }

    private static int hits(Set<Integer> truth, Set<Integer> predicted) {
        TreeSet<Integer> left = new TreeSet<>(predicted);
        int hits = 0;
        for (int t : truth) {
            Integer nearest = left.stream()
                    .filter(p -> Math.abs(p - t) <= MARGIN)
                    .min(java.util.Comparator.comparingInt(p -> Math.abs(p - t)))
                    .orElse(-1);
            if (nearest >= 0) {
                left.remove(nearest);
                hits++;
            }
        }
        return hits;
    }

    private static double cover(NavigableSet<Integer> truth, NavigableSet<Integer> predicted, int n) {
        double cover = 0;
        for (int[] a : segments(truth, n)) {
            double best = 0;
            for (int[] b : segments(predicted, n)) {
                int shared = Math.min(a[1], b[1]) - Math.max(a[0], b[0]);
                int either = Math.max(a[1], b[1]) - Math.min(a[0], b[0]);
                best = Math.max(best, shared / (double) either);
            }
            cover += best * (a[1] - a[0]) / n;
        }
        return cover;
    }

    private static List<int[]> segments(NavigableSet<Integer> starts, int n) {
        List<int[]> segments = new ArrayList<>();
        for (int start : starts) {
            Integer next = starts.higher(start);
            segments.add(new int[] {start, next == null ? n : next});
        }
        return segments;
    }
}
