package dev.nightjar.report.pdf;

import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.report.html.HtmlReport;
import dev.nightjar.report.html.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PdfReportTest {
    @Test
    void looksGood() throws Exception {
        byte[] pdf = new PdfReport(Templates.packaged()).write(anInput().assemble());
        Files.write(Path.of("/tmp/fsx/full.pdf"), pdf);
        Files.writeString(
                Path.of("/tmp/fsx/full.html"),
                new HtmlReport(Templates.packaged()).write(anInput().assemble()));
        assertThat(pdf).isNotEmpty();
    }
}
