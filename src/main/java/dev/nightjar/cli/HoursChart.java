package dev.nightjar.cli;

import dev.nightjar.source.log.HourBuckets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Time in statements by hour as bars of SVG, with a mark above each hour that had errors. */
final class HoursChart {
    private static final int WIDTH = 1180;
    private static final int HEIGHT = 190;
    private static final int LEFT = 62;
    private static final int BOTTOM = 24;
    private static final int TOP = 14;
    private static final double LABEL_WIDTH = 84;
    /** Beyond this, hours are joined, so that bars stay wider than a hair. */
    private static final int MOST_BARS = 250;

    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private record Bar(Instant start, long calls, long micros, long errors) {}

    private HoursChart() {}

    static String of(List<HourBuckets.Hour> hours, List<HourBuckets.Hour> errorHours) {
        if (hours.isEmpty()) {
            return "";
        }
        Duration step = step(hours, errorHours);
        List<Bar> bars = bars(hours, errorHours, step);
        double most =
                bars.stream().mapToDouble(bar -> (double) bar.micros).max().orElse(1);
        double plotHeight = HEIGHT - TOP - BOTTOM;
        double slot = (double) (WIDTH - LEFT) / bars.size();
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Time in statements by hour\">",
                WIDTH,
                HEIGHT));
        for (double share : new double[] {0, 0.5, 1}) {
            double y = TOP + plotHeight * (1 - share);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT,
                    WIDTH,
                    y,
                    y,
                    LEFT - 8,
                    y + 4,
                    share == 0 ? "0" : HumanUnits.millis(most * share / 1000)));
        }
        double nextLabel = LEFT;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double x = LEFT + i * slot;
            double height = plotHeight * bar.micros / Math.max(1, most);
            double width = Math.max(0.7, Math.min(slot * 0.82, 60));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s UTC: %s in %s calls, %s errors</title></rect>",
                    x,
                    TOP + plotHeight - height,
                    width,
                    Math.max(bar.calls > 0 ? 1 : 0, height),
                    HumanUnits.minute(bar.start),
                    HumanUnits.millis(bar.micros / 1000.0),
                    HumanUnits.count(bar.calls),
                    HumanUnits.count(bar.errors)));
            if (bar.errors > 0) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect class=\"errors\" x=\"%.1f\" y=\"1\" width=\"%.1f\" height=\"5\"><title>%s errors</title></rect>",
                        x,
                        width,
                        HumanUnits.count(bar.errors)));
            }
            if (x >= nextLabel) {
                boolean newDay = i == 0 || bar.start.atZone(ZoneOffset.UTC).getHour() < step.toHours();
                String label = newDay ? DAY.format(bar.start) + " " + HOUR.format(bar.start) : HOUR.format(bar.start);
                svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x, HEIGHT - 7, label));
                nextLabel = x + LABEL_WIDTH;
            }
        }
        return svg.append("</svg>").toString();
    }

    private static Duration step(List<HourBuckets.Hour> hours, List<HourBuckets.Hour> errorHours) {
        Instant first = first(hours, errorHours);
        Instant last = last(hours, errorHours);
        long count = Duration.between(first, last).toHours() + 1;
        return Duration.ofHours(Math.max(1, (count + MOST_BARS - 1) / MOST_BARS));
    }

    private static Instant first(List<HourBuckets.Hour> hours, List<HourBuckets.Hour> errorHours) {
        Instant first = hours.get(0).start();
        return errorHours.isEmpty() || errorHours.get(0).start().isAfter(first)
                ? first
                : errorHours.get(0).start();
    }

    private static Instant last(List<HourBuckets.Hour> hours, List<HourBuckets.Hour> errorHours) {
        Instant last = hours.get(hours.size() - 1).start();
        if (errorHours.isEmpty()) {
            return last;
        }
        Instant lastError = errorHours.get(errorHours.size() - 1).start();
        return lastError.isAfter(last) ? lastError : last;
    }

    /** Hours without anything are bars, too: a gap in the log shows. */
    private static List<Bar> bars(List<HourBuckets.Hour> hours, List<HourBuckets.Hour> errorHours, Duration step) {
        Instant first = first(hours, errorHours);
        Map<Long, long[]> sums = new TreeMap<>();
        hours.forEach(hour -> {
            long[] sum = sums.computeIfAbsent(slot(first, hour.start(), step), key -> new long[3]);
            sum[0] += hour.calls();
            sum[1] += hour.micros();
        });
        errorHours.forEach(
                hour -> sums.computeIfAbsent(slot(first, hour.start(), step), key -> new long[3])[2] += hour.calls());
        long slots = slot(first, last(hours, errorHours), step) + 1;
        List<Bar> bars = new ArrayList<>();
        for (long i = 0; i < slots; i++) {
            long[] sum = sums.getOrDefault(i, new long[3]);
            bars.add(new Bar(first.plus(step.multipliedBy(i)), sum[0], sum[1], sum[2]));
        }
        return bars;
    }

    private static long slot(Instant first, Instant at, Duration step) {
        return Duration.between(first, at).toHours() / step.toHours();
    }
}
