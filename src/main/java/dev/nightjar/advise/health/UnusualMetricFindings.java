package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.detect.UnusualMetric;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One finding of all server metrics that were unlike themselves: what happened at once is one story. */
public final class UnusualMetricFindings {
    static final String CHECK = "UNUSUAL-METRICS";

    private static final String SOURCE = "detection";

    private UnusualMetricFindings() {}

    /**
     * Tells them; nothing where there are none.
     *
     * @param unusual the most unusual first
     */
    public static Advice of(List<UnusualMetric> unusual) {
        if (unusual.isEmpty()) {
            return Advice.NONE;
        }
        String names = unusual.stream().map(UnusualMetric::name).collect(Collectors.joining(", "));
        FindingBuilder builder = Finding.about(CHECK, "servers")
                .severity(Severity.INFO)
                .title("Unusual for the hour: " + names)
                .explained("Compared with the same hours of other days: "
                        + unusual.stream().map(UnusualMetricFindings::inWords).collect(Collectors.joining("; ")) + ".")
                .since(unusual.stream()
                        .map(UnusualMetric::at)
                        .min(Instant::compareTo)
                        .orElseThrow());
        for (UnusualMetric one : unusual) {
            builder.figure(one.name(), one.value(), one.unit(), "hour from " + one.at(), SOURCE)
                    .figure(one.name() + ", usual", one.expected(), one.unit(), "same hours of other days", SOURCE);
        }
        return Advice.of(builder.build());
    }

    private static String inWords(UnusualMetric one) {
        double ratio = one.value() / one.expected();
        String size = !(one.expected() > 0)
                ? "usually none"
                : ratio < 1
                        ? Amounts.percent(ratio) + " of the usual"
                        : String.format(Locale.ROOT, "%.1f times the usual", ratio);
        return one.name() + " from " + one.at() + ", " + size;
    }
}
