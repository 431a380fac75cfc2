package dev.nightjar.report.pdf;

import static dev.nightjar.report.ANight.aNight;
import static dev.nightjar.report.ANight.anEmptyNight;
import static dev.nightjar.report.AnInput.aFinding;
import static dev.nightjar.report.AnInput.aQuietInput;
import static dev.nightjar.report.AnInput.aRecommendation;
import static dev.nightjar.report.AnInput.anInput;
import static org.assertj.core.api.Assertions.assertThat;

import com.lowagie.text.pdf.PdfName;
import dev.nightjar.model.ActionType;
import dev.nightjar.model.Severity;
import dev.nightjar.report.AnInput;
import dev.nightjar.report.html.Templates;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PdfReportTest {
    private final PdfReport writer = new PdfReport(Templates.packaged());
    private WrittenPdf full = WrittenPdf.NONE;

    @BeforeAll
    void write() {
        full = WrittenPdf.of(writer.write(anInput().assemble()));
    }

    @Test
    void theFirstPageSaysWhatToDo() {
        assertThat(full.text(1))
                .contains("parcels-prod")
                .contains("PostgreSQL 18.6")
                .contains("Act this week: 3 findings of high severity")
                .contains("Act now")
                .contains("Raise the pool checkout from 8 to 12 connections")
                .contains("1 h 12 min a day")
                .contains("44 min 32 s to 1 h 33 min")
                .contains("3.41 times as long since 2026-11-18 15:00")
                .contains("Lock waits on public.depot are gone")
                .contains("PG-TAB-BLOAT");
    }

    @Test
    void theContentsNameThePagesOnWhichSectionsBegin() {
        for (String title : new String[] {"What got slower", "What should be done", "Redis", "Configuration"}) {
            int page = full.pageInContents(title);
            assertThat(page).as(title).isBetween(2, full.pages());
            assertThat(full.text(page)).contains(title);
        }
    }

    @Test
    void everyFontIsEmbedded() {
        assertThat(full.fonts()).isNotEmpty().allMatch(WrittenPdf.Font::embedded);
        assertThat(full.fonts()).allMatch(font -> font.name().contains("Liberation"));
    }

    @Test
    void noTextIsOutsideOfThePage() {
        assertThat(full.outside(30)).isEmpty();
        assertThat(full.runs()).isGreaterThan(500);
    }

    @Test
    void titleAuthorAndLanguageAreSet() {
        assertThat(full.info("Title")).isEqualTo("Nightjar report: parcels-prod");
        assertThat(full.info("Author")).isEqualTo("Nightjar");
        assertThat(full.info("Subject")).startsWith("Performance of parcels-prod");
        assertThat(full.catalog(PdfName.LANG)).isEqualTo("en");
        assertThat(full.bookmarks()).contains("Where database time goes", "Redis");
    }

    @Test
    void thePageCountStaysSmall() {
        assertThat(full.pages()).isBetween(9, 16);
    }

    @Test
    void hostileNamesStayVisibleAndInsideThePage() {
        String wide = "w".repeat(63);
        AnInput input = anInput()
                .on(aNight().named("prod <script>alert(1)</script> 😀 表 שלום")
                        .withStatement(
                                "SELECT " + "a_very_long_column_name_without_any_break,".repeat(300) + " b FROM "
                                        + wide,
                                1e6,
                                40)
                        .withStatement("x".repeat(9000), 1e6, 30)
                        .build())
                .with(aFinding(
                        "PG-TAB-X", wide, Severity.CRITICAL, "Table " + wide + "." + wide + " 😀 is \u202Ebad", 0.3))
                .with(aRecommendation(
                        ActionType.CREATE_INDEX,
                        wide,
                        "Create an index on " + wide + "." + wide,
                        99,
                        5000,
                        "CREATE INDEX CONCURRENTLY \"" + wide + "\" ON \"" + wide + "\".\"" + wide + "\" (\"" + wide
                                + "\")",
                        "DROP INDEX CONCURRENTLY \"" + wide + "\""));
        WrittenPdf pdf = WrittenPdf.of(writer.write(input.assemble()));
        assertThat(pdf.text(1))
                .contains("<script>alert(1)</script>")
                .contains("‹U+1F600›")
                .contains("‹U+8868›")
                .contains("םולש");
        assertThat(pdf.allText()).contains("‹U+202E›").contains("more characters are in report.json");
        assertThat(pdf.outside(30)).isEmpty();
        assertThat(pdf.fonts()).allMatch(WrittenPdf.Font::embedded);
    }

    @Test
    void aNightOfWhichNothingIsKnownStillHasItsReport() {
        AnInput input = aQuietInput()
                .on(anEmptyNight()
                        .missing(
                                "postgres",
                                "FATAL: password authentication failed for user \"nightjar\"",
                                "set the password in NIGHTJAR_PGPASSWORD")
                        .build());
        WrittenPdf pdf = WrittenPdf.of(writer.write(input.assemble()));
        assertThat(pdf.text(1)).contains("PostgreSQL, not reached").contains("password authentication failed");
        assertThat(pdf.allText()).contains("NIGHTJAR_PGPASSWORD").contains("No statement statistics");
        assertThat(pdf.outside(30)).isEmpty();
    }

    @Test
    void sixtyFindingsFillTablesNotTheFirstPage() {
        AnInput input = anInput();
        for (int i = 0; i < 60; i++) {
            input.with(aFinding(
                    "PG-TAB-BLOAT", "public.t" + i, Severity.MEDIUM, "Table public.t" + i + " is bloated", 0.001));
            input.with(aRecommendation(
                    ActionType.TABLE_OPTION,
                    "public.t" + i,
                    "Vacuum public.t" + i + " sooner",
                    8,
                    12,
                    "ALTER TABLE \"public\".\"t" + i + "\" SET (autovacuum_vacuum_scale_factor = 0.02)",
                    "ALTER TABLE \"public\".\"t" + i + "\" RESET (autovacuum_vacuum_scale_factor)"));
        }
        WrittenPdf pdf = WrittenPdf.of(writer.write(input.assemble()));
        assertThat(pdf.text(1)).contains("more inside").contains("Not judged");
        assertThat(pdf.text(2)).contains("Contents");
        assertThat(pdf.allText()).contains("public.t59 is bloated").contains("Further recommendations");
        assertThat(pdf.outside(30)).isEmpty();
        assertThat(pdf.pages()).isLessThan(25);
    }
}
