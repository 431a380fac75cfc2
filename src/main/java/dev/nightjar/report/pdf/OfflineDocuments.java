package dev.nightjar.report.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xhtmlrenderer.pdf.ITextRenderer;
import org.xhtmlrenderer.pdf.ITextUserAgent;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads the filled template without looking at anything outside of it. */
final class OfflineDocuments {

    Document parse(String xhtml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xhtml)));
        } catch (SAXException malformed) {
            throw new IllegalStateException(
                    "templates/report.html does not give well-formed XHTML (" + malformed.getMessage()
                            + "); close every tag and quote every attribute",
                    malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("a text in memory could not be read", unreadable);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("this Java's XML parser lacks a feature; use another Java", impossible);
        }
    }

    /** Fetches nothing but the renderer's own default style, whatever a template refers to. */
    static final class NoNetwork extends ITextUserAgent {
        private static final String RENDERER_STYLE = "/XhtmlNamespaceHandler.css";

        NoNetwork(ITextRenderer renderer) {
            super(renderer.getOutputDevice(), ITextRenderer.DEFAULT_DOTS_PER_PIXEL);
        }

        @Override
        protected @Nullable InputStream resolveAndOpenStream(@Nullable String uri) {
            boolean packaged = uri != null && uri.startsWith("jar:") && uri.endsWith(RENDERER_STYLE);
            return packaged ? super.resolveAndOpenStream(uri) : null;
        }
    }
}
