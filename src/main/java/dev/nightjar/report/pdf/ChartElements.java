package dev.nightjar.report.pdf;

import com.lowagie.text.Rectangle;
import com.lowagie.text.pdf.PdfTemplate;
import dev.nightjar.report.chart.Drawing;
import dev.nightjar.report.chart.PdfDrawing;
import dev.nightjar.report.chart.Typeface;
import java.awt.Point;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xhtmlrenderer.extend.ReplacedElement;
import org.xhtmlrenderer.extend.UserAgentCallback;
import org.xhtmlrenderer.layout.LayoutContext;
import org.xhtmlrenderer.pdf.ITextOutputDevice;
import org.xhtmlrenderer.pdf.ITextReplacedElement;
import org.xhtmlrenderer.pdf.ITextReplacedElementFactory;
import org.xhtmlrenderer.render.BlockBox;
import org.xhtmlrenderer.render.RenderingContext;

/** Puts drawings where the document has an object of our type. */
final class ChartElements extends ITextReplacedElementFactory {
    private static final String TYPE = "application/x-nightjar-chart";

    private final Map<String, Drawing> drawings;
    private final Typeface typeface;
    private final VisibleGlyphs glyphs;

    ChartElements(ITextOutputDevice device, Map<String, Drawing> drawings, Typeface typeface, VisibleGlyphs glyphs) {
        super(device);
        this.drawings = drawings;
        this.typeface = typeface;
        this.glyphs = glyphs;
    }

    @Override
    public @Nullable ReplacedElement createReplacedElement(
            LayoutContext context, BlockBox box, UserAgentCallback callback, int cssWidth, int cssHeight) {
        Element element = box.getElement();
        if (element != null && TYPE.equals(element.getAttribute("type"))) {
            Drawing drawing = drawings.get(element.getAttribute("data"));
            if (drawing != null) {
                return new Chart(new PdfDrawing(drawing, typeface, glyphs::visible), cssWidth, cssHeight);
            }
        }
        return super.createReplacedElement(context, box, callback, cssWidth, cssHeight);
    }

    private static final class Chart implements ITextReplacedElement {
        private final PdfDrawing drawing;
        private final int width;
        private final int height;
        private Point location = new Point(0, 0);

        Chart(PdfDrawing drawing, int width, int height) {
            this.drawing = drawing;
            this.width = width;
            this.height = height;
        }

        @Override
        public void paint(RenderingContext context, ITextOutputDevice device, BlockBox box) {
            PdfTemplate template = drawing.draw(Objects.requireNonNull(device.getWriter()));
            Rectangle area = device.createLocalTargetArea(context, box);
            device.getCurrentPage().addTemplate(template, area.getLeft(), area.getBottom());
        }

        @Override
        public int getIntrinsicWidth() {
            return width;
        }

        @Override
        public int getIntrinsicHeight() {
            return height;
        }

        @Override
        public Point getLocation() {
            return location;
        }

        @Override
        public void setLocation(int x, int y) {
            location = new Point(x, y);
        }

        @Override
        public void detach(LayoutContext context) {}

        @Override
        public boolean isRequiresInteractivePaint() {
            return false;
        }

        @Override
        public boolean hasBaseline() {
            return false;
        }

        @Override
        public int getBaseline() {
            return 0;
        }
    }
}
