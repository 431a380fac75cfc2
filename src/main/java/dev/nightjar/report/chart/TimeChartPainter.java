package dev.nightjar.report.chart;

import dev.nightjar.report.chart.Drawing.Anchor;
import dev.nightjar.report.chart.Drawing.Area;
import dev.nightjar.report.chart.Drawing.Box;
import dev.nightjar.report.chart.Drawing.Label;
import dev.nightjar.report.chart.Drawing.Point;
import dev.nightjar.report.chart.Drawing.Shape;
import dev.nightjar.report.chart.Drawing.Stroke;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Lays a chart out: legend above, values on the left, times below. */
public final class TimeChartPainter {
    private static final double SIZE = 7;
    private static final double LEGEND = 15;
    private static final double FOOT = 13;
    private static final double KEY = 9;

    private final Typeface typeface;

    public TimeChartPainter(Typeface typeface) {
        this.typeface = typeface;
    }

    public Drawing paint(TimeChart chart) {
        return new Page(chart).paint();
    }

    private final class Page {
        private final TimeChart chart;
        private final TimeAxis time;
        private final ValueAxis value;
        private final List<Shape> shapes = new ArrayList<>();
        private final double left;
        private final double right;
        private final double top;
        private final double bottom;

        Page(TimeChart chart) {
            this.chart = chart;
            this.time = new TimeAxis(chart.from(), chart.to(), chart.zone());
            this.value = ValueAxis.upTo(
                    chart.layers().stream().mapToDouble(Page::highest).max().orElse(0), chart.scale());
            this.left = 4
                    + value.ticks().stream()
                            .mapToDouble(tick -> typeface.width(value.label(tick), SIZE, false))
                            .max()
                            .orElse(0);
            this.right = chart.width() - 2;
            this.top = LEGEND + 6;
            this.bottom = chart.height() - FOOT;
        }

        Drawing paint() {
            grid();
            for (TimeChart.Layer layer : chart.layers()) {
                if (layer instanceof TimeChart.Band band) {
                    band(band);
                }
            }
            for (TimeChart.Layer layer : chart.layers()) {
                draw(layer);
            }
            axis();
            legend();
            return new Drawing(chart.width(), chart.height(), chart.title(), chart.description(), shapes);
        }

        private void draw(TimeChart.Layer layer) {
            if (layer instanceof TimeChart.Bars bars) {
                bars(bars);
            } else if (layer instanceof TimeChart.Line line) {
                line(line);
            } else if (layer instanceof TimeChart.Limit limit) {
                limit(limit);
            } else if (layer instanceof TimeChart.Mark mark) {
                mark(mark);
            }
        }

        private void grid() {
            for (double tick : value.ticks()) {
                double y = y(tick);
                if (tick > 0) {
                    rule(left, y, right, y, Ink.GRID, 0.5, false);
                }
                shapes.add(new Label(left - 3, y + SIZE * 0.35, value.label(tick), SIZE, Anchor.END, Ink.MUTED, false));
            }
        }

        private void axis() {
            rule(left, bottom, right, bottom, Ink.AXIS, 0.7, false);
            double free = Double.NEGATIVE_INFINITY;
            for (TimeAxis.Tick tick : time.ticks()) {
                double x = x(tick.at());
                double half = typeface.width(tick.label(), SIZE, false) / 2;
                double middle = Math.min(chart.width() - half, Math.max(half, x));
                if (middle - half < free) {
                    continue;
                }
                free = middle + half + 4;
                rule(x, bottom, x, bottom + 2.5, Ink.AXIS, 0.7, false);
                shapes.add(new Label(middle, bottom + SIZE + 3, tick.label(), SIZE, Anchor.MIDDLE, Ink.MUTED, false));
            }
        }

        /** The unit, then a key for each layer that has a name. */
        private void legend() {
            double x = 0;
            double y = SIZE + 1;
            if (!chart.unit().isEmpty()) {
                shapes.add(new Label(x, y, chart.unit(), SIZE, Anchor.START, Ink.MUTED, false));
                x += typeface.width(chart.unit(), SIZE, false) + 12;
            }
            for (TimeChart.Layer layer : chart.layers()) {
                if (layer instanceof TimeChart.Bars bars) {
                    for (TimeChart.Part part : bars.parts()) {
                        shapes.add(new Box(x, y - 5.5, 6.5, 6.5, part.ink()));
                        x = keyed(x, y, part.label());
                    }
                } else if (layer instanceof TimeChart.Line line) {
                    rule(x, y - 2.3, x + 7, y - 2.3, line.ink(), 1.4, line.dashed());
                    x = keyed(x, y, line.label());
                } else if (layer instanceof TimeChart.Limit limit) {
                    rule(x, y - 2.3, x + 7, y - 2.3, Ink.ALARM, 0.9, true);
                    x = keyed(x, y, limit.label());
                } else if (layer instanceof TimeChart.Band band) {
                    shapes.add(new Box(x, y - 5.5, 6.5, 6.5, Ink.BAND));
                    x = keyed(x, y, band.label());
                }
            }
        }

        private double keyed(double x, double y, String label) {
            shapes.add(new Label(x + KEY, y, label, SIZE, Anchor.START, Ink.TEXT, false));
            return x + KEY + typeface.width(label, SIZE, false) + 12;
        }

        private void bars(TimeChart.Bars bars) {
            int steps = bars.parts().stream()
                    .mapToInt(part -> part.values().size())
                    .max()
                    .orElse(0);
            for (int i = 0; i < steps; i++) {
                double from = x(bars.start().plus(bars.step().multipliedBy(i)));
                double to = x(bars.start().plus(bars.step().multipliedBy(i + 1L)));
                double gap = Math.min(2, (to - from) * 0.15);
                double begin = Math.max(left, from + gap / 2);
                double end = Math.min(right, to - gap / 2);
                double height = 0;
                for (TimeChart.Part part : bars.parts()) {
                    double amount = i < part.values().size() ? part.values().get(i) : Double.NaN;
                    if (amount > 0 && end > begin) {
                        double above = y(height + amount);
                        shapes.add(new Box(begin, above, end - begin, y(height) - above, part.ink()));
                        height += amount;
                    }
                }
            }
        }

        private void line(TimeChart.Line line) {
            List<Point> run = new ArrayList<>();
            for (int i = 0; i < line.values().size(); i++) {
                double amount = line.values().get(i);
                Instant middle = middle(line.start(), line.step(), i);
                if (Double.isNaN(amount) || middle.isBefore(chart.from()) || middle.isAfter(chart.to())) {
                    flush(run, line);
                    run = new ArrayList<>();
                } else {
                    run.add(new Point(x(middle), y(amount)));
                }
            }
            flush(run, line);
        }

        private void flush(List<Point> run, TimeChart.Line line) {
            if (run.size() == 1) {
                shapes.add(new Box(run.get(0).x() - 0.8, run.get(0).y() - 0.8, 1.6, 1.6, line.ink()));
            } else if (run.size() > 1) {
                shapes.add(new Stroke(run, line.ink(), line.dashed() ? 0.8 : 1.1, line.dashed()));
            }
        }

        private void band(TimeChart.Band band) {
            List<Point> lower = new ArrayList<>();
            List<Point> upper = new ArrayList<>();
            for (int i = 0; i <= band.low().size(); i++) {
                boolean known = i < band.low().size()
                        && !Double.isNaN(band.low().get(i))
                        && !Double.isNaN(band.high().get(i));
                if (known) {
                    double x = x(middle(band.start(), band.step(), i));
                    lower.add(new Point(x, y(Math.max(0, band.low().get(i)))));
                    upper.add(0, new Point(x, y(band.high().get(i))));
                } else if (lower.size() > 1) {
                    lower.addAll(upper);
                    shapes.add(new Area(lower, Ink.BAND));
                    lower = new ArrayList<>();
                    upper = new ArrayList<>();
                }
            }
        }

        private void limit(TimeChart.Limit limit) {
            double y = y(limit.value());
            rule(left, y, right, y, Ink.ALARM, 0.9, true);
        }

        private void mark(TimeChart.Mark mark) {
            double x = x(mark.at());
            double from = x(mark.earliest());
            double to = x(mark.latest());
            rule(x, top - 2, x, bottom, Ink.ALARM, 0.9, false);
            if (to - from > 1) {
                rule(from, top, to, top, Ink.ALARM, 2, false);
            }
            double width = typeface.width(mark.label(), SIZE, true);
            boolean fitsRight = x + 4 + width < right;
            shapes.add(new Label(
                    fitsRight ? x + 4 : x - 4,
                    top + SIZE + 2,
                    mark.label(),
                    SIZE,
                    fitsRight ? Anchor.START : Anchor.END,
                    Ink.ALARM,
                    true));
        }

        private void rule(double x1, double y1, double x2, double y2, Ink ink, double width, boolean dashed) {
            shapes.add(new Stroke(List.of(new Point(x1, y1), new Point(x2, y2)), ink, width, dashed));
        }

        private double x(Instant moment) {
            double position = Math.min(1, Math.max(0, time.position(moment)));
            return left + position * (right - left);
        }

        private double y(double amount) {
            return bottom - Math.min(1, amount / value.top()) * (bottom - top);
        }

        private static Instant middle(Instant start, Duration step, int index) {
            return start.plus(step.multipliedBy(index)).plus(step.dividedBy(2));
        }

        private static double highest(TimeChart.Layer layer) {
            if (layer instanceof TimeChart.Bars bars) {
                return highestStack(bars);
            } else if (layer instanceof TimeChart.Line line) {
                return max(line.values());
            } else if (layer instanceof TimeChart.Band band) {
                return max(band.high());
            } else if (layer instanceof TimeChart.Limit limit) {
                return limit.value();
            }
            return 0;
        }

        private static double highestStack(TimeChart.Bars bars) {
            int steps = bars.parts().stream()
                    .mapToInt(part -> part.values().size())
                    .max()
                    .orElse(0);
            double highest = 0;
            for (int i = 0; i < steps; i++) {
                int step = i;
                double sum = bars.parts().stream()
                        .mapToDouble(part ->
                                step < part.values().size() ? part.values().get(step) : Double.NaN)
                        .filter(amount -> amount > 0)
                        .sum();
                highest = Math.max(highest, sum);
            }
            return highest;
        }

        private static double max(List<Double> values) {
            DoubleStream known =
                    values.stream().mapToDouble(Double::doubleValue).filter(amount -> !Double.isNaN(amount));
            return known.max().orElse(0);
        }
    }
}
