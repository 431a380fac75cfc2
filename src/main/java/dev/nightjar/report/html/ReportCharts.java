package dev.nightjar.report.html;

import dev.nightjar.report.Load;
import dev.nightjar.report.Outlook;
import dev.nightjar.report.PoolReport;
import dev.nightjar.report.RedisReport;
import dev.nightjar.report.Report;
import dev.nightjar.report.Slowdown;
import dev.nightjar.report.StatementId;
import dev.nightjar.report.Trend;
import dev.nightjar.report.chart.Drawing;
import dev.nightjar.report.chart.Ink;
import dev.nightjar.report.chart.TimeChart;
import dev.nightjar.report.chart.TimeChart.Layer;
import dev.nightjar.report.chart.TimeChart.Scale;
import dev.nightjar.report.chart.TimeChartPainter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The charts of a report. */
final class ReportCharts {
    /** Width of the text on the printed page, in points. */
    static final double WIDTH = 504;

    private static final Map<String, Ink> WAIT_CLASSES = Map.of(
            "CPU", Ink.CPU,
            "IO", Ink.IO,
            "Lock", Ink.LOCK,
            "LWLock", Ink.LWLOCK,
            "Client", Ink.CLIENT,
            "Other", Ink.OTHER,
            "Executing", Ink.ACCENT);

    private final Report report;
    private final Figures figures;
    private final TimeChartPainter painter;

    ReportCharts(Report report, Figures figures, TimeChartPainter painter) {
        this.report = report;
        this.figures = figures;
        this.painter = painter;
    }

    Block activeSessions() {
        Load.ActiveSessions active = report.load().activeSessions();
        List<TimeChart.Part> parts = new ArrayList<>();
        for (int i = 0; i < active.classes().size(); i++) {
            String name = active.classes().get(i);
            parts.add(new TimeChart.Part(
                    name.equals("Client")
                            ? "Waiting for the client"
                            : name.equals("Lock") ? "Waiting for a lock" : name,
                    WAIT_CLASSES.getOrDefault(name, Ink.OTHER),
                    active.values().get(i)));
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new TimeChart.Bars(active.start(), active.step(), parts));
        double vcpus = report.scope().vcpus();
        if (vcpus > 0 && vcpus <= 8 * highest(active)) {
            layers.add(new TimeChart.Limit(Figures.number(vcpus) + " vCPUs", vcpus));
        }
        String title = "Average active sessions by what they wait for, per " + Figures.step(active.step());
        String above = vcpus > 0 && vcpus > 8 * highest(active)
                ? " The " + Figures.number(vcpus) + " vCPUs are far above the chart."
                : " Above the vCPU line, sessions queue for processors.";
        return chart(
                "active-sessions",
                title,
                new Span(report.scope().windowStart(), report.scope().windowEnd()),
                140,
                "sessions",
                Scale.PLAIN,
                layers,
                "Source: " + active.source() + "." + (Double.isNaN(vcpus) ? "" : above));
    }

    private static double highest(Load.ActiveSessions active) {
        double highest = 0;
        int steps = active.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < steps; i++) {
            int step = i;
            highest = Math.max(
                    highest,
                    active.values().stream()
                            .mapToDouble(values -> values.get(step))
                            .filter(value -> value > 0)
                            .sum());
        }
        return highest;
    }

    Block dbTimeByDay() {
        List<Load.Day> days = report.load().days();
        Instant start = days.get(0).start();
        Duration day = Duration.ofDays(1);
        List<Double> past = new ArrayList<>();
        List<Double> window = new ArrayList<>();
        for (Load.Day one : days) {
            boolean isWindow = !one.start().isBefore(report.scope().windowStart());
            past.add(isWindow ? Double.NaN : one.secondsPerDay());
            window.add(isWindow ? one.secondsPerDay() : Double.NaN);
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new TimeChart.Bars(
                start,
                day,
                List.of(
                        new TimeChart.Part("Earlier days", Ink.PAST, past),
                        new TimeChart.Part("This report", Ink.ACCENT, window))));
        Load.Figure figure = report.load().dbTimeSecondsPerDay();
        if (!Double.isNaN(figure.baseline())) {
            layers.add(new TimeChart.Limit("baseline " + Figures.seconds(figure.baseline()), figure.baseline()));
        }
        return chart(
                "db-time",
                "Database time per day",
                new Span(start, start.plus(day.multipliedBy(days.size()))),
                110,
                "",
                Scale.SECONDS,
                layers,
                "Execution and planning time of all statements. The baseline is the median of the earlier days of the same"
                        + " kind, weekday or weekend, of which at least 80 % were seen; with fewer than three of those, of"
                        + " all earlier days.");
    }

    Block slowdown(Slowdown slowdown, int number) {
        Trend trend = slowdown.trend().orElseThrow();
        List<Layer> layers = new ArrayList<>();
        if (!trend.low().isEmpty()) {
            layers.add(new TimeChart.Band(trend.start(), trend.step(), "Usual range", trend.low(), trend.high()));
        }
        if (!trend.expected().isEmpty()) {
            layers.add(new TimeChart.Line(trend.start(), trend.step(), "Expected", Ink.MUTED, true, trend.expected()));
        }
        layers.add(new TimeChart.Line(trend.start(), trend.step(), "Measured", Ink.ACCENT, false, trend.actual()));
        layers.add(new TimeChart.Mark(
                figures.time(slowdown.onset()), slowdown.onset(), slowdown.onsetLow(), slowdown.onsetHigh()));
        return chart(
                "slowdown-" + number,
                "Mean time per call of " + StatementId.of(slowdown.fingerprint().toString()),
                new Span(trend.start(), trend.end()),
                120,
                "per call",
                trend.unit().equals("ms") ? Scale.MILLISECONDS : Scale.PLAIN,
                layers,
                "");
    }

    Block outlook(Outlook outlook, int number) {
        Trend past = outlook.past();
        Trend future = outlook.future();
        List<Layer> layers = new ArrayList<>();
        layers.add(new TimeChart.Band(future.start(), future.step(), "Expected range", future.low(), future.high()));
        layers.add(new TimeChart.Line(past.start(), past.step(), "Measured", Ink.ACCENT, false, past.actual()));
        layers.add(new TimeChart.Line(future.start(), future.step(), "Expected", Ink.MUTED, true, future.actual()));
        if (!Double.isNaN(outlook.limit())) {
            layers.add(new TimeChart.Limit("Limit", outlook.limit()));
        }
        outlook.reached()
                .map(ReportCharts::beginning)
                .ifPresent(at -> layers.add(new TimeChart.Mark(
                        "limit",
                        at,
                        outlook.reachedLow().map(ReportCharts::beginning).orElse(at),
                        outlook.reachedHigh().map(ReportCharts::beginning).orElse(future.end()))));
        return chart(
                "outlook-" + number,
                "Daily peak of " + outlook.name(),
                new Span(past.start(), future.end()),
                120,
                "",
                outlook.unit().equals("bytes") ? Scale.BYTES : Scale.PLAIN,
                layers,
                "");
    }

    private static Instant beginning(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Block pool(PoolReport pool, int number) {
        Trend active = pool.active();
        List<Layer> layers = new ArrayList<>();
        layers.add(new TimeChart.Bars(
                active.start(),
                active.step(),
                List.of(
                        new TimeChart.Part("Connections in use, mean", Ink.PAST, active.actual()),
                        new TimeChart.Part(
                                "Threads waiting, most",
                                Ink.LOCK,
                                pool.pending().actual()))));
        layers.add(new TimeChart.Limit("pool size " + pool.size(), pool.size()));
        return chart(
                "pool-" + number,
                "Pool " + pool.pool() + ": connections in use, and threads that wait for one",
                new Span(active.start(), active.end()),
                120,
                "",
                Scale.PLAIN,
                layers,
                "");
    }

    Block redisMemory(RedisReport redis) {
        List<Layer> layers = new ArrayList<>();
        Trend memory = redis.memory();
        layers.add(
                new TimeChart.Line(memory.start(), memory.step(), "Used memory", Ink.ACCENT, false, memory.actual()));
        if (redis.maxMemory() > 0) {
            layers.add(new TimeChart.Limit("maxmemory " + Figures.bytes(redis.maxMemory()), redis.maxMemory()));
        }
        return chart(
                "redis-memory",
                "Redis: memory",
                new Span(memory.start(), memory.end()),
                95,
                "",
                Scale.BYTES,
                layers,
                "");
    }

    Block redisHits(RedisReport redis) {
        Trend hits = redis.hitRates();
        List<Layer> layers =
                List.of(new TimeChart.Line(hits.start(), hits.step(), "Hit rate", Ink.CPU, false, hits.actual()));
        return chart(
                "redis-hits",
                "Redis: share of reads that found their key",
                new Span(hits.start(), hits.end()),
                85,
                "%",
                Scale.PERCENT,
                layers,
                "");
    }

    Block redisEvictions(RedisReport redis) {
        Trend evictions = redis.evictions();
        List<Layer> layers = List.of(new TimeChart.Bars(
                evictions.start(),
                evictions.step(),
                List.of(new TimeChart.Part("Keys evicted", Ink.LWLOCK, evictions.actual()))));
        return chart(
                "redis-evictions",
                "Redis: keys evicted for want of memory, per " + Figures.step(evictions.step()),
                new Span(evictions.start(), evictions.end()),
                85,
                "",
                Scale.PLAIN,
                layers,
                "");
    }

    static boolean hasValues(List<Double> values) {
        return values.stream().anyMatch(value -> !Double.isNaN(value) && value != 0);
    }

    private Block chart(
            String id,
            String title,
            Span span,
            double height,
            String unit,
            Scale scale,
            List<Layer> layers,
            String note) {
        String description = title + ", from " + figures.time(span.from()) + " to " + figures.time(span.to()) + ". "
                + describe(layers);
        Drawing drawing = painter.paint(new TimeChart(
                title, description, WIDTH, height, span.from(), span.to(), figures.zone(), unit, scale, layers));
        return new Block.Chart(id, title, drawing, note);
    }

    /** For those who cannot see it: the range of each line. */
    private static String describe(List<Layer> layers) {
        StringBuilder words = new StringBuilder();
        for (Layer layer : layers) {
            if (layer instanceof TimeChart.Line line) {
                words.append(range(line.label(), line.values()));
            } else if (layer instanceof TimeChart.Bars bars) {
                bars.parts().forEach(part -> words.append(range(part.label(), part.values())));
            } else if (layer instanceof TimeChart.Limit limit) {
                words.append("Line at ").append(limit.label()).append(". ");
            } else if (layer instanceof TimeChart.Mark mark) {
                words.append("Change at ").append(mark.label()).append(". ");
            }
        }
        return words.toString().strip();
    }

    private static String range(String label, List<Double> values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return high < low
                ? label + ": no values. "
                : label + ": " + Figures.number(low) + " to " + Figures.number(high) + ". ";
    }

    private record Span(Instant from, Instant to) {}
}
