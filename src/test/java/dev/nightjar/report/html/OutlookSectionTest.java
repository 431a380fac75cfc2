package dev.nightjar.report.html;

import static dev.nightjar.report.AnInput.aQuietInput;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.report.Outlook;
import dev.nightjar.report.Report;
import dev.nightjar.report.json.JsonReport;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlookSectionTest {
    @Test
    void aForecastIsAPictureWithItsRangeItsLimitAndTheDateInWords() {
        String html = html(outlook(110));

        assertThat(html)
                .contains("What is to come")
                .contains("Daily peak of connections")
                .contains("Expected range")
                .containsPattern(
                        "The limit is expected to be reached on 2026-03-\\d\\d, between 2026-03-\\d\\d and 2026-");
    }

    @Test
    void withoutALimitNothingIsSaidOfReachingIt() {
        assertThat(html(outlook(Double.NaN)))
                .contains("No limit is known for it.")
                .doesNotContain("expected to be reached");
    }

    @Test
    void aDiskSaysWhatIsNotCounted() {
        assertThat(html(outlook(CapacityOutlook.DISK, 110)))
                .contains("Daily peak of disk space of all databases")
                .contains("WAL, logs and temporary files are not counted.");
        assertThat(html(outlook(110))).doesNotContain("not counted");
    }

    @Test
    void withoutForecastsThereIsNoSuchSection() {
        assertThat(new HtmlReport(Templates.packaged()).write(aQuietInput().assemble()))
                .doesNotContain("What is to come");
    }

    @Test
    void theJsonHasADayPerStepAndNullForNoLimit() {
        String json = new JsonReport().write(report(outlook(Double.NaN)));

        assertThat(json)
                .contains("\"outlooks\"")
                .contains("\"name\" : \"connections\"")
                .contains("\"limit\" : null");
    }

    private static String html(List<Outlook> outlooks) {
        return new HtmlReport(Templates.packaged()).write(report(outlooks));
    }

    private static Report report(List<Outlook> outlooks) {
        var input = aQuietInput();
        outlooks.forEach(input::with);
        return input.assemble();
    }

    private static List<Outlook> outlook(double limit) {
        return outlook("connections", limit);
    }

    private static List<Outlook> outlook(String name, double limit) {
        Random random = new Random(5);
        double[] peaks = new double[60];
        Arrays.setAll(peaks, day -> 40 + day + random.nextGaussian());
        return Outlook.of(
                List.of(CapacityOutlook.of(name, "", LocalDate.parse("2026-01-01"), peaks, peaks.clone(), limit, 0)));
    }
}
