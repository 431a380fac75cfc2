package dev.nightjar.report.chart;

import com.lowagie.text.pdf.PdfContentByte;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import dev.nightjar.report.chart.Drawing.Area;
import dev.nightjar.report.chart.Drawing.Box;
import dev.nightjar.report.chart.Drawing.Label;
import dev.nightjar.report.chart.Drawing.Point;
import dev.nightjar.report.chart.Drawing.Shape;
import dev.nightjar.report.chart.Drawing.Stroke;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes a picture as a PDF form: vectors, and text in the report's own fonts. */
public final class PdfDrawing {
    private final Drawing drawing;
    private final Typeface typeface;
    private final UnaryOperator<String> visible;

    /**
     * To be drawn on one page.
     *
     * @param visible replaces what the fonts cannot show
     */
    public PdfDrawing(Drawing drawing, Typeface typeface, UnaryOperator<String> visible) {
        this.drawing = drawing;
        this.typeface = typeface;
        this.visible = visible;
    }

    public PdfTemplate draw(PdfWriter writer) {
        PdfTemplate page = writer.getDirectContent().createTemplate((float) drawing.width(), (float) drawing.height());
        drawing.shapes().forEach(shape -> draw(shape, page));
        return page;
    }

    private void draw(Shape shape, PdfContentByte page) {
        if (shape instanceof Box box) {
            fill(page, box.fill());
            page.rectangle((float) box.x(), y(box.y() + box.height()), (float) box.width(), (float) box.height());
            page.fill();
        } else if (shape instanceof Stroke stroke) {
            page.setRGBColorStroke(
                    stroke.ink().red(), stroke.ink().green(), stroke.ink().blue());
            page.setLineWidth((float) stroke.width());
            if (stroke.dashed()) {
                page.setLineDash(3, 2, 0);
            } else {
                page.setLineDash(0);
            }
            trace(page, stroke.points());
            page.stroke();
        } else if (shape instanceof Area area) {
            fill(page, area.fill());
            trace(page, area.points());
            page.closePath();
            page.fill();
        } else if (shape instanceof Label label) {
            draw(label, page);
        }
    }

    private void draw(Label label, PdfContentByte page) {
        int alignment = switch (label.anchor()) {
            case START -> PdfContentByte.ALIGN_LEFT;
            case MIDDLE -> PdfContentByte.ALIGN_CENTER;
            case END -> PdfContentByte.ALIGN_RIGHT;
        };
        fill(page, label.ink());
        page.beginText();
        page.setFontAndSize(label.bold() ? typeface.bold() : typeface.regular(), (float) label.size());
        page.showTextAligned(alignment, visible.apply(label.text()), (float) label.x(), y(label.y()), 0);
        page.endText();
    }

    private void trace(PdfContentByte page, List<Point> points) {
        page.moveTo((float) points.get(0).x(), y(points.get(0).y()));
        for (Point point : points.subList(1, points.size())) {
            page.lineTo((float) point.x(), y(point.y()));
        }
    }

    private static void fill(PdfContentByte page, Ink ink) {
        page.setRGBColorFill(ink.red(), ink.green(), ink.blue());
    }

    private float y(double fromTop) {
        return (float) (drawing.height() - fromTop);
    }
}
