package dev.nightjar.report.html;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.report.Outlook;
import dev.nightjar.report.Report;
import java.util.ArrayList;
import java.util.List;

/** What is to come, with a picture for each resource. */
final class OutlookSection {
    private final Report report;
    private final ReportCharts charts;

    OutlookSection(Report report, ReportCharts charts) {
        this.report = report;
        this.charts = charts;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        int number = 1;
        for (Outlook outlook : report.outlooks()) {
            blocks.add(charts.outlook(outlook, number++));
            blocks.add(new Block.Text(words(outlook) + uncounted(outlook)));
        }
        return new Section(
                "outlook",
                "What is to come",
                "The peaks of each day, continued by the models that foretold the past weeks best, with the range in which 95 %"
                        + " of the days are expected.",
                blocks);
    }

    private static String uncounted(Outlook outlook) {
        return outlook.name().equals(CapacityOutlook.DISK)
                ? " The limit is the volume's size; WAL, logs and temporary files are not counted."
                : "";
    }

    private static String words(Outlook outlook) {
        if (Double.isNaN(outlook.limit())) {
            return "No limit is known for it.";
        }
        if (outlook.reached().isEmpty()) {
            return outlook.reachedLow()
                    .map(day -> "The limit is not expected to be reached within these days, but may be from " + day
                            + " on.")
                    .orElse("The limit is not reached within these days.");
        }
        return "The limit is expected to be reached on " + outlook.reached().get() + ", between "
                + outlook.reachedLow().orElse(outlook.reached().get()) + " and "
                + outlook.reachedHigh().map(Object::toString).orElse("a day beyond the picture") + ".";
    }
}
