package dev.nightjar.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.lowagie.text.Document;
import com.lowagie.text.pdf.PdfTemplate;
import com.lowagie.text.pdf.PdfWriter;
import dev.nightjar.report.chart.Drawing.Box;
import dev.nightjar.report.chart.Drawing.Label;
import dev.nightjar.report.chart.Drawing.Stroke;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TimeChartTest {
    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private final Typeface typeface = new Typeface();

    @Test
    void barsStandOnTheAxisAndUponEachOther() {
        List<Box> boxes = boxes(paint(bars(List.of(1.0, 2.0), List.of(3.0, Double.NaN))));
        Box lower = boxes.get(2);
        Box upper = boxes.get(3);
        assertThat(upper.y() + upper.height()).isCloseTo(lower.y(), within(1e-9));
        assertThat(upper.height()).isCloseTo(3 * lower.height(), within(1e-9));
        assertThat(boxes.get(4).height()).isCloseTo(2 * lower.height(), within(1e-9));
        assertThat(boxes).hasSize(5);
    }

    @Test
    void theValueAxisEndsAtARoundNumberThatIsNotBelowTheData() {
        assertThat(ValueAxis.upTo(7.3, TimeChart.Scale.PLAIN).top()).isEqualTo(8);
        assertThat(ValueAxis.upTo(0, TimeChart.Scale.PLAIN).top()).isEqualTo(1);
        ValueAxis bytes = ValueAxis.upTo(250 * 1048576.0, TimeChart.Scale.BYTES);
        assertThat(bytes.label(bytes.top())).isEqualTo("300 MB");
        ValueAxis hours = ValueAxis.upTo(10_900, TimeChart.Scale.SECONDS);
        assertThat(hours.ticks().stream().map(hours::label)).containsExactly("0", "1 h", "2 h", "3 h", "4 h");
    }

    @Test
    void timesOnTheAxisAreRoundInTheReportsZone() {
        TimeAxis axis = new TimeAxis(START, START.plus(HOUR.multipliedBy(24)), java.time.ZoneId.of("Asia/Kolkata"));
        assertThat(axis.ticks()).extracting(TimeAxis.Tick::label).contains("06:00", "12:00", "00:00");
        assertThat(axis.ticks().get(0).at()).isEqualTo(Instant.parse("2026-11-20T00:30:00Z"));
    }

    @Test
    void nothingIsDrawnOutsideOfThePicture() {
        Drawing drawing = paint(bars(List.of(1.0, 200_000.0, 5.0), List.of(3.0, 1.0, 1.0)));
        for (Drawing.Shape shape : drawing.shapes()) {
            if (shape instanceof Label label) {
                double width = typeface.width(label.text(), label.size(), label.bold());
                double left = switch (label.anchor()) {
                    case START -> label.x();
                    case MIDDLE -> label.x() - width / 2;
                    case END -> label.x() - width;
                };
                assertThat(left).as(label.text()).isGreaterThanOrEqualTo(-0.01);
                assertThat(left + width).as(label.text()).isLessThanOrEqualTo(drawing.width() + 0.01);
            } else if (shape instanceof Stroke stroke) {
                assertThat(stroke.points())
                        .allMatch(
                                p -> p.x() >= 0 && p.x() <= drawing.width() && p.y() >= 0 && p.y() <= drawing.height());
            }
        }
    }

    @Test
    void bothEditionsHaveTheSameGeometry() {
        Drawing drawing = paint(bars(List.of(1.0, 2.0, 0.5), List.of(3.0, Double.NaN, 1.25)));
        List<Double> svg = new ArrayList<>();
        Matcher rectangles = Pattern.compile(
                        "<rect x=\"([^\"]+)\" y=\"([^\"]+)\" width=\"([^\"]+)\" height=\"([^\"]+)\"")
                .matcher(new SvgDrawing(drawing, "c").write());
        while (rectangles.find()) {
            double y = Double.parseDouble(rectangles.group(2));
            double height = Double.parseDouble(rectangles.group(4));
            svg.addAll(List.of(Double.parseDouble(rectangles.group(1)), drawing.height() - y - height, height));
        }
        List<Double> pdf = new ArrayList<>();
        Matcher operators = Pattern.compile("([-\\d.]+) ([-\\d.]+) ([-\\d.]+) ([-\\d.]+) re")
                .matcher(content(drawing));
        while (operators.find()) {
            pdf.addAll(List.of(
                    Double.parseDouble(operators.group(1)),
                    Double.parseDouble(operators.group(2)),
                    Double.parseDouble(operators.group(4))));
        }
        assertThat(pdf).hasSameSizeAs(svg).hasSizeGreaterThan(15);
        for (int i = 0; i < pdf.size(); i++) {
            assertThat(pdf.get(i)).isCloseTo(svg.get(i), within(0.03));
        }
    }

    @Test
    void svgEscapesWhatNamesHold() {
        Drawing drawing = new Drawing(10, 10, "<script>", "a & b", List.of());
        assertThat(new SvgDrawing(drawing, "c").write())
                .contains("&lt;script&gt;")
                .contains("a &amp; b")
                .doesNotContain("<script");
    }

    @Test
    void aGapInTheDataIsAGapInTheLine() {
        Drawing drawing = paint(new TimeChart.Line(
                START, HOUR, "Measured", Ink.ACCENT, false, Arrays.asList(1.0, 2.0, Double.NaN, 3.0, 4.0)));
        assertThat(drawing.shapes())
                .filteredOn(
                        shape -> shape instanceof Stroke stroke && stroke.ink() == Ink.ACCENT && stroke.width() == 1.1)
                .hasSize(2);
    }

    private Drawing paint(TimeChart.Layer layer) {
        return new TimeChartPainter(typeface)
                .paint(new TimeChart(
                        "title",
                        "description",
                        400,
                        120,
                        START,
                        START.plus(HOUR.multipliedBy(6)),
                        ZoneOffset.UTC,
                        "",
                        TimeChart.Scale.PLAIN,
                        List.of(layer)));
    }

    private static TimeChart.Bars bars(List<Double> first, List<Double> second) {
        return new TimeChart.Bars(
                START,
                HOUR,
                List.of(new TimeChart.Part("CPU", Ink.CPU, first), new TimeChart.Part("IO", Ink.IO, second)));
    }

    /** Keys of the legend come after the bars. */
    private static List<Box> boxes(Drawing drawing) {
        List<Box> boxes = new ArrayList<>(drawing.shapes().stream()
                .filter(Box.class::isInstance)
                .map(Box.class::cast)
                .toList());
        List<Box> keys = boxes.subList(boxes.size() - 2, boxes.size());
        List<Box> ordered = new ArrayList<>(keys);
        ordered.addAll(boxes.subList(0, boxes.size() - 2));
        return ordered;
    }

    private String content(Drawing drawing) {
        Document document = new Document();
        PdfWriter writer = PdfWriter.getInstance(document, new ByteArrayOutputStream());
        document.open();
        PdfTemplate template = new PdfDrawing(drawing, typeface, UnaryOperator.identity()).draw(writer);
        String content = new String(template.toPdf(writer), StandardCharsets.ISO_8859_1);
        document.add(new com.lowagie.text.Paragraph("x"));
        document.close();
        return content;
    }
}
