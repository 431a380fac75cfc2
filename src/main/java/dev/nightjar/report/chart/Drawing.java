package dev.nightjar.report.chart;

import java.util.List;

/**
 * A finished picture. Coordinates are points (1/72 inch), from the top left corner, y downwards.
 *
 * @param title what it shows, for those who cannot see it
 * @param description the same in a sentence or two, with the figures that matter
 */
public record Drawing(double width, double height, String title, String description, List<Shape> shapes) {

    public Drawing {
        shapes = List.copyOf(shapes);
    }

    /** What a picture is made of. */
    public sealed interface Shape {}

    /** A filled rectangle. */
    public record Box(double x, double y, double width, double height, Ink fill) implements Shape {}

    /** A line through points, open. */
    public record Stroke(List<Point> points, Ink ink, double width, boolean dashed) implements Shape {
        public Stroke {
            points = List.copyOf(points);
        }
    }

    /** A filled polygon. */
    public record Area(List<Point> points, Ink fill) implements Shape {
        public Area {
            points = List.copyOf(points);
        }
    }

    /** One line of text; y is its baseline, x where its anchor is. */
    public record Label(double x, double y, String text, double size, Anchor anchor, Ink ink, boolean bold)
            implements Shape {}

    /** A place. */
    public record Point(double x, double y) {}

    /** Which end of a label its x means. */
    public enum Anchor {
        START,
        MIDDLE,
        END
    }
}
