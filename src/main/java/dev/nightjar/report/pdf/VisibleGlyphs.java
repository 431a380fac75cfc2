package dev.nightjar.report.pdf;

import dev.nightjar.report.chart.Typeface;
import java.text.Bidi;
import java.util.Locale;
import org.w3c.dom.Node;

/**
 * Keeps what the fonts cannot show from vanishing: a missing character is printed as its code. The renderer writes from
 * left to right only, so what reads from right to left is turned round.
 */
final class VisibleGlyphs {
    private final Typeface typeface;

    VisibleGlyphs(Typeface typeface) {
        this.typeface = typeface;
    }

    /** Every text below a node. */
    void substitute(Node node) {
        if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
            String text = node.getNodeValue();
            String visible = visible(text);
            if (!visible.equals(text)) {
                node.setNodeValue(visible);
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            substitute(child);
        }
    }

    String visible(String text) {
        if (text.chars().allMatch(c -> c < 0x7f)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        leftToRight(text).codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || c == 0xa0 || typeface.shows(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, "‹U+%04X›", c));
            }
        });
        return out.toString();
    }

    private static String leftToRight(String text) {
        char[] chars = text.toCharArray();
        if (!Bidi.requiresBidi(chars, 0, chars.length)) {
            return text;
        }
        Bidi bidi = new Bidi(text, Bidi.DIRECTION_LEFT_TO_RIGHT);
        StringBuilder out = new StringBuilder(text.length());
        for (int run = 0; run < bidi.getRunCount(); run++) {
            String part = text.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
            out.append(bidi.getRunLevel(run) % 2 == 0 ? part : new StringBuilder(part).reverse());
        }
        return out.toString();
    }
}
