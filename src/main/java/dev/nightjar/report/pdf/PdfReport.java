package dev.nightjar.report.pdf;

import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.PdfName;
import com.lowagie.text.pdf.PdfString;
import dev.nightjar.report.Report;
import dev.nightjar.report.chart.Drawing;
import dev.nightjar.report.chart.Typeface;
import dev.nightjar.report.html.Block;
import dev.nightjar.report.html.HtmlReport;
import dev.nightjar.report.html.Page;
import dev.nightjar.report.html.Templates;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.w3c.dom.Document;
import org.xhtmlrenderer.pdf.DefaultPDFCreationListener;
import org.xhtmlrenderer.pdf.ITextFontResolver;
import org.xhtmlrenderer.pdf.ITextRenderer;

/** Writes a report as PDF. Costs about a second of CPU, five the first time. */
public final class PdfReport {
    private final Typeface typeface = new Typeface();
    private final VisibleGlyphs glyphs = new VisibleGlyphs(typeface);
    private final HtmlReport html;

    public PdfReport(Templates templates) {
        this.html = new HtmlReport(templates, typeface);
    }

    public byte[] write(Report report) {
        Page page = html.page(report);
        Document document = new OfflineDocuments().parse(html.fill(page, HtmlReport.Edition.PRINT));
        glyphs.substitute(document.getDocumentElement());
        ITextRenderer renderer = new ITextRenderer();
        ITextFontResolver fonts = renderer.getFontResolver();
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 19);
        try {
            fonts.addFont(typeface.regular(), Typeface.FOLDER + "LiberationSans-Regular.ttf", "Liberation Sans");
            fonts.addFont(typeface.bold(), Typeface.FOLDER + "LiberationSans-Bold.ttf", "Liberation Sans");
            fonts.addFont(typeface.mono(), Typeface.FOLDER + "LiberationMono-Regular.ttf", "Liberation Mono");
            renderer.getSharedContext()
                    .setReplacedElementFactory(
                            new ChartElements(renderer.getOutputDevice(), drawings(page), typeface, glyphs));
            renderer.getSharedContext().setUserAgentCallback(new OfflineDocuments.NoNetwork(renderer));
            renderer.setListener(new Language(page.language()));
            renderer.setPDFVersion('7');
            renderer.setDocument(document);
            renderer.layout();
            renderer.createPDF(out);
        } catch (DocumentException failed) {
            throw new IllegalStateException(
                    "the PDF of " + report.scope().instance()
                            + " could not be written; report.json has the same content",
                    failed);
        }
        return out.toByteArray();
    }

    private static Map<String, Drawing> drawings(Page page) {
        Map<String, Drawing> drawings = new HashMap<>();
        page.sections().forEach(section -> collect(section.blocks(), drawings));
        return drawings;
    }

    private static void collect(List<Block> blocks, Map<String, Drawing> drawings) {
        for (Block block : blocks) {
            if (block instanceof Block.Chart chart) {
                drawings.put(chart.id(), chart.drawing());
            } else if (block instanceof Block.Action action) {
                collect(action.parts(), drawings);
            }
        }
    }

    /** Tells screen readers how to pronounce it. */
    private static final class Language extends DefaultPDFCreationListener {
        private final String language;

        Language(String language) {
            this.language = language;
        }

        @Override
        public void onClose(ITextRenderer renderer) {
            Objects.requireNonNull(renderer.getWriter()).getExtraCatalog().put(PdfName.LANG, new PdfString(language));
        }
    }
}
