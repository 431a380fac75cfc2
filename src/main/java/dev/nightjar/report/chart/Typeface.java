package dev.nightjar.report.chart;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.BaseFont;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The fonts of the report, embedded in the PDF and measured for both editions: Liberation, under the OFL. */
public final class Typeface {
    /** Where the fonts lie on the class path. */
    public static final String FOLDER = "liberation/";

    private final BaseFont regular = load("LiberationSans-Regular.ttf");
    private final BaseFont bold = load("LiberationSans-Bold.ttf");
    private final BaseFont mono = load("LiberationMono-Regular.ttf");

    public BaseFont regular() {
        return regular;
    }

    public BaseFont bold() {
        return bold;
    }

    public BaseFont mono() {
        return mono;
    }

    /** Width of a text in points. */
    public double width(String text, double size, boolean heavy) {
        return (heavy ? bold : regular).getWidthPoint(text, (float) size);
    }

    /** Whether every font of the report can show a character. */
    public boolean shows(int codePoint) {
        return regular.charExists(codePoint) && bold.charExists(codePoint) && mono.charExists(codePoint);
    }

    private static BaseFont load(String file) {
        try {
            return BaseFont.createFont(FOLDER + file, BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
        } catch (IOException missing) {
            throw new UncheckedIOException(
                    "the font " + file + " is not on the class path; the jar is incomplete, build it again", missing);
        } catch (DocumentException unreadable) {
            throw new IllegalStateException(
                    "the font " + file + " cannot be read; the jar is damaged, build it again", unreadable);
        }
    }
}
