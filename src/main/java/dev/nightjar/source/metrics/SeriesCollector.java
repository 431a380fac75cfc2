package dev.nightjar.source.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers samples in any order and gives series in time order. */
final class SeriesCollector {
    private record Point(double seconds, double value, int row) {}

    private final Map<String, List<Point>> points = new LinkedHashMap<>();

    void add(String series, double seconds, double value) {
        List<Point> list = points.computeIfAbsent(series, name -> new ArrayList<>());
        list.add(new Point(seconds, value, list.size()));
    }

    List<MetricSeries> series() {
        List<MetricSeries> result = new ArrayList<>();
        points.forEach((name, list) -> result.add(ordered(name, list)));
        return result;
    }

    private static MetricSeries ordered(String name, List<Point> list) {
        boolean timed = list.stream().noneMatch(p -> Double.isNaN(p.seconds));
        List<Point> sorted = new ArrayList<>(list);
        if (timed) {
            sorted.sort(Comparator.comparingDouble(Point::seconds));
            List<Point> distinct = new ArrayList<>();
            for (Point point : sorted) {
                if (!distinct.isEmpty() && distinct.get(distinct.size() - 1).seconds == point.seconds) {
                    distinct.remove(distinct.size() - 1);
                }
                distinct.add(point);
            }
            sorted = distinct;
        }
        return new MetricSeries(
                name,
                timed ? sorted.stream().mapToDouble(Point::seconds).toArray() : new double[0],
                new double[][] {sorted.stream().mapToDouble(Point::value).toArray()},
                sorted.stream().mapToInt(Point::row).toArray());
    }
}
