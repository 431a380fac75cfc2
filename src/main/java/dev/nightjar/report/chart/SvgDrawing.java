package dev.nightjar.report.chart;

import dev.nightjar.report.chart.Drawing.Area;
import dev.nightjar.report.chart.Drawing.Box;
import dev.nightjar.report.chart.Drawing.Label;
import dev.nightjar.report.chart.Drawing.Point;
import dev.nightjar.report.chart.Drawing.Shape;
import dev.nightjar.report.chart.Drawing.Stroke;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a picture as inline SVG that scales with the page and says what it shows. */
public final class SvgDrawing {
    private final Drawing drawing;
    private final String id;

    /**
     * To be written once.
     *
     * @param id unique in the page, of letters, digits and hyphens
     */
    public SvgDrawing(Drawing drawing, String id) {
        this.drawing = drawing;
        this.id = id;
    }

    public String write() {
        StringBuilder out = new StringBuilder(4096);
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 %s %s\" role=\"img\""
                        + " aria-labelledby=\"%s-t %s-d\">",
                number(drawing.width()),
                number(drawing.height()),
                id,
                id));
        out.append("<title id=\"")
                .append(id)
                .append("-t\">")
                .append(escaped(drawing.title()))
                .append("</title>");
        out.append("<desc id=\"")
                .append(id)
                .append("-d\">")
                .append(escaped(drawing.description()))
                .append("</desc>");
        drawing.shapes().forEach(shape -> append(shape, out));
        return out.append("</svg>").toString();
    }

    private static void append(Shape shape, StringBuilder out) {
        if (shape instanceof Box box) {
            out.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>",
                    number(box.x()),
                    number(box.y()),
                    number(box.width()),
                    number(box.height()),
                    box.fill().hex()));
        } else if (shape instanceof Stroke stroke) {
            out.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\"%s/>",
                    points(stroke.points()),
                    stroke.ink().hex(),
                    number(stroke.width()),
                    stroke.dashed() ? " stroke-dasharray=\"3 2\"" : ""));
        } else if (shape instanceof Area area) {
            out.append(String.format(
                    Locale.ROOT,
                    "<polygon points=\"%s\" fill=\"%s\"/>",
                    points(area.points()),
                    area.fill().hex()));
        } else if (shape instanceof Label label) {
            append(label, out);
        }
    }

    private static void append(Label label, StringBuilder out) {
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"%s\" y=\"%s\" font-size=\"%s\" text-anchor=\"%s\" fill=\"%s\"%s>%s</text>",
                number(label.x()),
                number(label.y()),
                number(label.size()),
                label.anchor().name().toLowerCase(Locale.ROOT),
                label.ink().hex(),
                label.bold() ? " font-weight=\"bold\"" : "",
                escaped(label.text())));
    }

    private static String points(List<Point> points) {
        return points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
    }

    static String number(double value) {
        return BigDecimal.valueOf(value)
                .setScale(2, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
