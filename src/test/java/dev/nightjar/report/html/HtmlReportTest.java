package dev.nightjar.report.html;

import static dev.nightjar.report.ANight.aNight;
import static dev.nightjar.report.AnInput.aFinding;
import static dev.nightjar.report.AnInput.aQuietInput;
import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private final String html =
            new HtmlReport(Templates.packaged()).write(anInput().assemble());

    @Test
    void thePageNeedsNothingFromOutside() {
        assertThat(html)
                .doesNotContain("src=")
                .doesNotContain("<link")
                .doesNotContain("url(")
                .doesNotContain("<script");
        assertThat(Pattern.compile("https?://")
                        .matcher(html)
                        .results()
                        .map(match -> html.substring(match.start(), match.start() + 20)))
                .allMatch(start -> start.startsWith("http://www.w3.org/"));
    }

    @Test
    void chartsAreInsideAndSayWhatTheyShow() {
        assertThat(html)
                .contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\"")
                .contains(
                        "<title id=\"active-sessions-t\">Average active sessions by what they wait for, per hour</title>")
                .contains("role=\"img\"");
    }

    @Test
    void tablesHaveCaptionsAndHeadedColumns() {
        assertThat(html)
                .contains("<caption>Heaviest statements in the window</caption>")
                .contains("<th scope=\"col\">Statement</th>")
                .contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" class=\"screen\"");
    }

    @Test
    void whatTheLogTellsOfClientsAndAutovacuumIsThere() {
        assertThat(html)
                .contains("79 % of the calls have parameters, 15 % constants in their text")
                .contains("<caption>Statements repeated outside of a transaction</caption>")
                .contains("<caption>Rows inserted one by one</caption>")
                .contains("<caption>Sessions that send many small statements one by one</caption>")
                .contains("<span>importer</span>")
                .contains("<caption>What autovacuum did</caption>")
                .contains("parcels.public.scan")
                .contains("Some messages are not in English");
    }

    @Test
    void whatGotFasterIsListed() {
        assertThat(html)
                .contains("<caption>What got faster</caption>")
                .contains("512 ms")
                .contains("102 ms");
        assertThat(new HtmlReport(Templates.packaged()).write(aQuietInput().assemble()))
                .doesNotContain("What got faster");
    }

    @Test
    void everyLinkHasItsTarget() {
        Matcher links = Pattern.compile("href=\"#([^\"]+)\"").matcher(html);
        int count = 0;
        while (links.find()) {
            assertThat(html).contains("id=\"" + links.group(1) + "\"");
            count++;
        }
        assertThat(count).isGreaterThan(20);
    }

    @Test
    void namesFromTargetsAreText() {
        String hostile = new HtmlReport(Templates.packaged())
                .write(aQuietInput()
                        .on(aNight().named("<script>alert(1)</script>")
                                .withStatement("SELECT '</pre><img src=x onerror=y>' FROM \"a&b\"", 1e6, 9)
                                .build())
                        .with(aFinding("PG-TAB-X", "t", Severity.HIGH, "<b>${7*7} [[${9*9}]] \u202Eevil\u0000", 0.1))
                        .assemble());
        assertThat(hostile)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("&lt;b&gt;${7*7} [[${9*9}]] ‹U+202E›evil‹U+0000›")
                .contains("a&amp;b");
    }

    @Test
    void aFolderBesideTheJarReplacesATemplate(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("report.css"), "body { color: rebeccapurple }");
        String own = new HtmlReport(new Templates(Optional.of(folder)))
                .write(aQuietInput().assemble());
        assertThat(own).contains("rebeccapurple").contains("Where database time goes");
    }

    @Test
    void figuresAreWrittenWithThreeDigitsAndAUnit() {
        assertThat(Figures.millis(0.0423)).isEqualTo("0.042 ms");
        assertThat(Figures.millis(1234)).isEqualTo("1.23 s");
        assertThat(Figures.seconds(4310)).isEqualTo("1 h 12 min");
        assertThat(Figures.bytes(420e6)).isEqualTo("401 MB");
        assertThat(Figures.count(1_462_000.0)).isEqualTo("1.46 million");
        assertThat(Figures.percent(0.0043)).isEqualTo("0.4 %");
        assertThat(Figures.change(-0.031)).isEqualTo("−3.1 %");
        assertThat(Figures.number(Double.NaN)).isEqualTo("–");
    }
}
