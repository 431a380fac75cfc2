package dev.nightjar.report.pdf;

import com.lowagie.text.pdf.PRTokeniser;
import com.lowagie.text.pdf.PdfArray;
import com.lowagie.text.pdf.PdfContentParser;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfNumber;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a page shows text and pictures, from its operators and the widths of the embedded glyphs. */
final class PageContent {
    private final PdfDictionary resources;
    private final List<Placed> placed = new ArrayList<>();
    private final Deque<double[]> saved = new ArrayDeque<>();
    private double[] matrix = {1, 0, 0, 1, 0, 0};
    private double[] text = matrix;
    private Map<Integer, Double> widths = Map.of();
    private double size;

    private PageContent(PdfDictionary resources) {
        this.resources = resources;
    }

    /** Points from the lower left corner of the sheet. */
    record Placed(String what, double left, double right, double bottom, double top) {}

    static List<Placed> of(PdfReader reader, int page) {
        PageContent content = new PageContent(reader.getPageN(page).getAsDict(PdfName.RESOURCES));
        try {
            PdfContentParser parser = new PdfContentParser(new PRTokeniser(reader.getPageContent(page)));
            List<PdfObject> operands = new ArrayList<>();
            while (!parser.parse(operands).isEmpty()) {
                content.execute(operands.get(operands.size() - 1).toString(), operands);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return content.placed;
    }

    private void execute(String operator, List<PdfObject> operands) {
        switch (operator) {
            case "q" -> saved.push(matrix);
            case "Q" -> matrix = saved.pop();
            case "cm" -> matrix = times(numbers(operands), matrix);
            case "BT" -> text = new double[] {1, 0, 0, 1, 0, 0};
            case "Tm" -> text = numbers(operands);
            case "Td" ->
                text = times(new double[] {1, 0, 0, 1, number(operands.get(0)), number(operands.get(1))}, text);
            case "Tf" -> {
                size = number(operands.get(1));
                widths = widths(resources.getAsDict(PdfName.FONT).getAsDict((PdfName) operands.get(0)));
            }
            case "Tj" -> show(length((PdfString) operands.get(0)));
            case "TJ" -> {
                double length = 0;
                for (PdfObject part : ((PdfArray) operands.get(0)).getElements()) {
                    length += part instanceof PdfString string ? length(string) : -number(part);
                }
                show(length);
            }
            case "Do" -> picture((PdfName) operands.get(0));
            default -> {}
        }
    }

    private void show(double thousandths) {
        double[] place = times(text, matrix);
        double scale = Math.hypot(place[0], place[1]) * size;
        placed.add(
                new Placed("text", place[4], place[4] + thousandths / 1000 * scale, place[5], place[5] + 0.7 * scale));
    }

    private void picture(PdfName name) {
        PdfArray box = resources.getAsDict(PdfName.XOBJECT).getAsStream(name).getAsArray(PdfName.BBOX);
        placed.add(new Placed(
                "picture",
                matrix[4],
                matrix[4] + number(box.getPdfObject(2)) * matrix[0],
                matrix[5],
                matrix[5] + number(box.getPdfObject(3)) * matrix[3]));
    }

    /** Glyphs are two bytes each. */
    private double length(PdfString string) {
        byte[] bytes = string.getBytes();
        double length = 0;
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            length += widths.getOrDefault(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff), 1000.0);
        }
        return length;
    }

    private static Map<Integer, Double> widths(PdfDictionary font) {
        Map<Integer, Double> widths = new HashMap<>();
        PdfArray list = font.getAsArray(PdfName.DESCENDANTFONTS).getAsDict(0).getAsArray(PdfName.W);
        for (int i = 0; i + 1 < list.size(); i += 2) {
            int first = (int) number(list.getPdfObject(i));
            PdfArray run = list.getAsArray(i + 1);
            for (int k = 0; k < run.size(); k++) {
                widths.put(first + k, number(run.getPdfObject(k)));
            }
        }
        return widths;
    }

    private static double[] numbers(List<PdfObject> operands) {
        double[] six = new double[6];
        for (int i = 0; i < 6; i++) {
            six[i] = number(operands.get(i));
        }
        return six;
    }

    private static double number(PdfObject object) {
        return ((PdfNumber) object).doubleValue();
    }

    private static double[] times(double[] a, double[] b) {
        return new double[] {
            a[0] * b[0] + a[1] * b[2],
            a[0] * b[1] + a[1] * b[3],
            a[2] * b[0] + a[3] * b[2],
            a[2] * b[1] + a[3] * b[3],
            a[4] * b[0] + a[5] * b[2] + b[4],
            a[4] * b[1] + a[5] * b[3] + b[5]
        };
    }
}
