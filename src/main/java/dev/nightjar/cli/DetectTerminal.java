package dev.nightjar.cli;

import dev.nightjar.detect.Anomaly;
import dev.nightjar.detect.ChangePoint;
import dev.nightjar.detect.CommonCause;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.Leak;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.source.metrics.MetricSeries;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What {@code detect} found, for a person. */
final class DetectTerminal {
    private final PrintWriter out;

    DetectTerminal(PrintWriter out) {
        this.out = out;
    }

    /** Says what was found among statements. */
    void print(DetectionResult result, ResponseTimeExplanation responseTime) {
        out.printf(
                Locale.ROOT,
                "%d statements tested: %d regressions, %d improvements, %d follow their load, %d not assessable%n",
                result.scores().size(),
                result.regressions().size(),
                result.improvements().size(),
                result.loadStories().size(),
                result.notAssessable().size());
        for (CommonCause cause : result.commonCauses()) {
            out.println("* " + cause.explanation());
        }
        for (HourAnomaly hour : result.unusualHours()) {
            out.println("* " + (hour.instance() ? "" : hour.members().get(0) + ": ") + hour.explanation());
        }
        for (Regression r : result.regressions()) {
            out.printf(
                    Locale.ROOT,
                    "%-24s %-14s since %s  x%.2f  +%s a day  %s: %s%n",
                    r.statement(),
                    r.metric(),
                    r.onset(),
                    r.magnitude(),
                    Duration.ofMillis(Math.round(r.extraMsPerDay()))
                            .toString()
                            .substring(2)
                            .toLowerCase(Locale.ROOT),
                    r.kind().name().toLowerCase(Locale.ROOT),
                    r.causeEvidence());
        }
        if (responseTime.reason().isEmpty()) {
            out.println(responseTime.inWords());
        }
        out.flush();
    }

    /** Says what was found in a metric; nothing of one that is as ever. */
    void print(DetectedSeries one) {
        MetricSeries series = one.series();
        one.reason().ifPresent(why -> out.println(series.name() + ": " + why));
        one.leak().ifPresent(leak -> out.println(series.name() + ": " + words(leak)));
        for (ChangePoint c : one.changes()) {
            out.printf(
                    Locale.ROOT,
                    "%s: changed at %s from about %.6g to %.6g%n",
                    series.name(),
                    at(series, c.index()),
                    c.before(),
                    c.after());
        }
        for (Anomaly a : one.anomalies()) {
            out.printf(
                    Locale.ROOT,
                    "%s: unusual from %s, %.6g instead of about %.6g%n",
                    series.name(),
                    at(series, a.index()),
                    a.value(),
                    a.expected());
        }
        out.flush();
    }

    private static String words(SeriesLeaks.Dated dated) {
        Leak leak = dated.leak();
        return String.format(
                Locale.ROOT,
                "only grows%s, by %.4g a day (%.4g to %.4g), %.0f %% a month: %s",
                dated.since().map(day -> " since about " + day).orElse(""),
                leak.slopePerDay(),
                leak.slopeLow(),
                leak.slopeHigh(),
                100 * leak.growthIn30Days(),
                dated.neverFell() ? "it never fell, as a counter does" : "even the lowest value of each day rises");
    }

    private static String at(MetricSeries series, int index) {
        return series.at(index).map(Object::toString).orElse("sample " + series.rows()[index]);
    }
}
