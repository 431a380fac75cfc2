package dev.nightjar.report.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Values over time, not yet laid out.
 *
 * @param unit of the values, printed above the axis
 * @param scale how values are written on the axis
 * @param layers drawn in this order
 */
public record TimeChart(
        String title,
        String description,
        double width,
        double height,
        Instant from,
        Instant to,
        ZoneId zone,
        String unit,
        Scale scale,
        List<Layer> layers) {

    public TimeChart {
        layers = List.copyOf(layers);
    }

    /** How values are written on the axis. */
    public enum Scale {
        PLAIN,
        MILLISECONDS,
        SECONDS,
        BYTES,
        PERCENT
    }

    /** One thing that is drawn; NaN is a gap. */
    public sealed interface Layer {}

    /** Bars, one upon the other, one for each step. */
    public record Bars(Instant start, Duration step, List<Part> parts) implements Layer {
        public Bars {
            parts = List.copyOf(parts);
        }
    }

    /** One colour of stacked bars. */
    public record Part(String label, Ink ink, List<Double> values) {
        public Part {
            values = List.copyOf(values);
        }
    }

    /** A line through the middles of steps. */
    public record Line(Instant start, Duration step, String label, Ink ink, boolean dashed, List<Double> values)
            implements Layer {
        public Line {
            values = List.copyOf(values);
        }
    }

    /** What is usual, from low to high. */
    public record Band(Instant start, Duration step, String label, List<Double> low, List<Double> high)
            implements Layer {
        public Band {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /** A level that matters, across the whole chart. */
    public record Limit(String label, double value) implements Layer {}

    /** A moment that matters, with the span in which it may lie. */
    public record Mark(String label, Instant at, Instant earliest, Instant latest) implements Layer {}
}
