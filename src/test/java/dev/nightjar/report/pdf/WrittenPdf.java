package dev.nightjar.report.pdf;

import com.lowagie.text.pdf.PRStream;
import com.lowagie.text.pdf.PdfDictionary;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfObject;
import com.lowagie.text.pdf.PdfReader;
import com.lowagie.text.pdf.PdfString;
import com.lowagie.text.pdf.SimpleBookmark;
import com.lowagie.text.pdf.parser.PdfTextExtractor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PDF as its readers find it. */
final class WrittenPdf {
    static final WrittenPdf NONE = new WrittenPdf(null);

    private final @Nullable PdfReader reader;

    private WrittenPdf(@Nullable PdfReader reader) {
        this.reader = reader;
    }

    static WrittenPdf of(byte[] bytes) {
        try {
            return new WrittenPdf(new PdfReader(bytes));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private PdfReader reader() {
        return Objects.requireNonNull(reader);
    }

    int pages() {
        return reader().getNumberOfPages();
    }

    /** The words of a page, with single blanks. */
    String text(int page) {
        try {
            return new PdfTextExtractor(reader()).getTextFromPage(page).replaceAll("\\s+", " ");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    String allText() {
        StringBuilder all = new StringBuilder();
        for (int page = 1; page <= pages(); page++) {
            all.append(text(page)).append(' ');
        }
        return all.toString();
    }

    int pageInContents(String title) {
        Matcher line = Pattern.compile(Pattern.quote(title) + "[ .]+(\\d+)").matcher(text(2));
        return line.find() ? Integer.parseInt(line.group(1)) : -1;
    }

    String info(String key) {
        return String.valueOf(reader().getInfo().get(key));
    }

    String catalog(PdfName name) {
        PdfObject value = reader().getCatalog().get(name);
        return value instanceof PdfString string ? string.toUnicodeString() : String.valueOf(value);
    }

    String bookmarks() {
        return String.valueOf(SimpleBookmark.getBookmarkList(reader()));
    }

    record Font(String name, boolean embedded) {}

    List<Font> fonts() {
        List<Font> fonts = new ArrayList<>();
        for (int i = 1; i < reader().getXrefSize(); i++) {
            PdfObject object = reader().getPdfObject(i);
            if (object instanceof PdfDictionary dictionary
                    && !(object instanceof PRStream)
                    && PdfName.FONT.equals(dictionary.get(PdfName.TYPE))) {
                PdfDictionary described = descendant(dictionary);
                PdfDictionary descriptor = described.getAsDict(PdfName.FONTDESCRIPTOR);
                fonts.add(new Font(
                        String.valueOf(dictionary.get(PdfName.BASEFONT)),
                        descriptor != null && descriptor.get(PdfName.FONTFILE2) != null));
            }
        }
        return fonts;
    }

    private static PdfDictionary descendant(PdfDictionary font) {
        return font.getAsArray(PdfName.DESCENDANTFONTS) == null
                ? font
                : font.getAsArray(PdfName.DESCENDANTFONTS).getAsDict(0);
    }

    int runs() {
        return placed().size();
    }

    /** Texts and pictures that begin or end nearer to an edge of the sheet than a margin, in points. */
    List<String> outside(float margin) {
        TreeSet<String> outside = new TreeSet<>();
        for (PageContent.Placed one : placed()) {
            if (one.left() < margin
                    || one.right() > 595.3 - margin
                    || one.bottom() < margin / 2
                    || one.top() > 841.9 - margin / 2) {
                outside.add(one.toString());
            }
        }
        return List.copyOf(outside);
    }

    private List<PageContent.Placed> placed() {
        List<PageContent.Placed> all = new ArrayList<>();
        for (int page = 1; page <= pages(); page++) {
            all.addAll(PageContent.of(reader(), page));
        }
        return all;
    }
}
