package dev.nightjar.advise.health;

import dev.nightjar.advise.wording.Amounts;
import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.Forecast;
import dev.nightjar.detect.Leak;
import dev.nightjar.detect.ResponseTimeExplanation;
import dev.nightjar.model.Advice;
import dev.nightjar.model.Evidence;
import dev.nightjar.model.Finding;
import dev.nightjar.model.FindingBuilder;
import dev.nightjar.model.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is to come: limits that will be reached, resources that only grow; and what the night's response time went with. */
public final class OutlookFindings {
    static final String FORECAST = "CAPACITY";
    static final String LEAK = "LEAK";
    static final String RESPONSE = "RESPONSE-TIME";

    private static final String SOURCE = "forecast";
    /** A limit nearer than this needs a decision now. */
    private static final int URGENT_DAYS = 14;
    /** A night less slow than this needs no explanation. */
    private static final double LEAST_SLOWNESS = 1.1;

    /** Checks that tell what becomes of a thing, and not only how it is. */
    private static final Set<String> FUTURE_TELLING = Set.of("PG-SEQ-EXHAUST", "PG-REPL-SLOT");

    private OutlookFindings() {}

    /**
     * Findings of all outlooks; those that could not be made are said.
     *
     * @param told what checks found tonight; what one of them tells of an object's future, as serious and with its remedy, is not
     *     told once more
     */
    public static Advice of(List<CapacityOutlook> outlooks, Collection<Finding> told) {
        List<Finding> findings = new ArrayList<>();
        for (CapacityOutlook outlook : outlooks) {
            if (outlook.forecast().reached().isPresent()) {
                findings.add(limit(outlook));
            }
            outlook.leak().ifPresent(leak -> findings.add(leak(outlook, leak)));
        }
        findings.removeIf(own -> told.stream().anyMatch(check -> tellsFutureOf(own, check)));
        return unknown(outlooks).plus(new Advice(findings, List.of(), List.of()));
    }

    private static boolean tellsFutureOf(Finding outlook, Finding check) {
        return FUTURE_TELLING.contains(check.check())
                && check.object().equals(outlook.object())
                && check.severity().compareTo(outlook.severity()) <= 0;
    }

    /** Each reason once, with all that it keeps from being foretold. */
    private static Advice unknown(List<CapacityOutlook> outlooks) {
        Map<String, String> objects = outlooks.stream()
                .filter(outlook -> !outlook.forecast().reason().isEmpty())
                .collect(Collectors.groupingBy(
                        outlook -> outlook.forecast().reason(),
                        TreeMap::new,
                        Collectors.mapping(CapacityOutlook::object, Collectors.joining(", "))));
        return objects.entrySet().stream()
                .map(each ->
                        Advice.notAssessed(FORECAST, "the future of " + each.getValue() + ": " + each.getKey(), ""))
                .reduce(Advice.NONE, Advice::plus);
    }

    private static Finding limit(CapacityOutlook outlook) {
        Forecast forecast = outlook.forecast();
        int step = forecast.reached().getAsInt();
        String latest = forecast.reachedHigh().isPresent()
                ? outlook.day(forecast.reachedHigh().getAsInt()).toString()
                : "later than " + outlook.day(CapacityOutlook.HORIZON_DAYS);
        return Finding.about(FORECAST, outlook.object())
                .severity(step <= URGENT_DAYS ? Severity.HIGH : Severity.MEDIUM)
                .title("The limit of " + outlook.object() + " is reached around " + outlook.day(step))
                .explained("It goes on as it did so far: between "
                        + outlook.day(forecast.reachedLow().orElse(step)) + " and "
                        + latest
                        + ", with 95 % probability. The peaks of each day were continued by the models that foretold"
                        + " the past weeks best (" + forecast.method() + ")."
                        + (outlook.object().equals(CapacityOutlook.DISK)
                                ? " WAL, logs, temporary files and whatever else lies on the volume are not counted:"
                                        + " it is full earlier. Tablespaces are, also those on other volumes."
                                : ""))
                .figure("now", outlook.latest(), outlook.unit(), "the last day", SOURCE)
                .figure("limit", forecast.limit(), outlook.unit(), "", SOURCE)
                .figure("days until then", step, "d", "", SOURCE)
                .confidence(.8)
                .build();
    }

    private static Finding leak(CapacityOutlook outlook, Leak leak) {
        return Finding.about(LEAK, outlook.object())
                .severity(leak.growthIn30Days() > .3 ? Severity.MEDIUM : Severity.LOW)
                .title(Amounts.percent(leak.growthIn30Days()) + " more " + outlook.object()
                        + " every month, and never back")
                .explained("Even the lowest value of each day rises"
                        + (leak.firstDay() > 0
                                ? " since about " + outlook.firstDay().plusDays(leak.firstDay())
                                : "")
                        + " (Mann-Kendall trend, weekdays and autocorrelation taken into account), and no restart explains"
                        + " it: something is taken and not given back.")
                .figure("growth", leak.slopePerDay(), perDay(outlook.unit()), "days of the history", SOURCE)
                .figure("growth, at least", leak.slopeLow(), perDay(outlook.unit()), "95 %", SOURCE)
                .figure("growth, at most", leak.slopeHigh(), perDay(outlook.unit()), "95 %", SOURCE)
                .confidence(Math.min(.95, 1 - leak.pValue()))
                .build();
    }

    private static String perDay(String unit) {
        return unit.isEmpty() ? "per day" : unit + "/day";
    }

    /** What a slow night went with; nothing for a night as any other. */
    public static Advice of(ResponseTimeExplanation explanation) {
        if (!explanation.reason().isEmpty()) {
            return Advice.notAssessed(RESPONSE, "what response time went with: " + explanation.reason(), "");
        }
        Advice missing = Advice.notAssessed(
                RESPONSE,
                "whether response time went with processor time: nothing collects it on the database's host",
                "");
        if (!(explanation.tonight() >= LEAST_SLOWNESS)) {
            return missing;
        }
        FindingBuilder builder = Finding.about(RESPONSE, "all statements")
                .severity(Severity.INFO)
                .title("Statements took " + Amounts.percent(explanation.tonight() - 1) + " longer than usual")
                .explained(explanation.inWords())
                .confidence(Math.max(.2, explanation.explained()));
        explanation
                .factors()
                .forEach(factor -> builder.evidence(Evidence.text(
                        factor.name(),
                        "explains " + Amounts.percent(factor.share()) + " of the variation over the history",
                        "regression")));
        return Advice.of(builder.build()).plus(missing);
    }
}
