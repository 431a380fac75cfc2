package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.detect.Anomaly;
import dev.nightjar.detect.ChangePoint;
import dev.nightjar.detect.CommonCause;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.HourAnomaly;
import dev.nightjar.detect.Leak;
import dev.nightjar.detect.NotAssessable;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.ResponseTimeExplanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code detect} found, in its stable JSON shape. */
final class DetectJson {
    private DetectJson() {}

    /** The answer for metric files. */
    static Map<String, @Nullable Object> of(List<DetectedSeries> all) {
        Map<String, Object> series = new TreeMap<>();
        List<Object> leaks = new ArrayList<>();
        List<Object> notAssessable = new ArrayList<>();
        for (DetectedSeries one : all) {
            String name = one.series().name();
            series.put(
                    name,
                    object(
                            "changePoints",
                            one.changes().stream().map(c -> tree(one, c)).toList(),
                            "anomalies",
                            one.anomalies().stream().map(a -> tree(one, a)).toList()));
            one.leak().ifPresent(leak -> leaks.add(tree(name, leak)));
            one.reason().ifPresent(why -> notAssessable.add(object("series", name, "reason", why)));
        }
        return object(
                "series",
                series,
                "regressions",
                List.of(),
                "scores",
                Map.of(),
                "commonCauses",
                List.of(),
                "leaks",
                leaks,
                "notAssessable",
                notAssessable);
    }

    private static Map<String, @Nullable Object> tree(DetectedSeries one, ChangePoint c) {
        return object(
                "index", one.series().rows()[c.index()],
                "at", one.series().at(c.index()).orElse(null),
                "before", c.before(),
                "after", c.after(),
                "probability", c.probability());
    }

    private static Map<String, @Nullable Object> tree(DetectedSeries one, Anomaly a) {
        return object(
                "index", one.series().rows()[a.index()],
                "at", one.series().at(a.index()).orElse(null),
                "value", a.value(),
                "expected", a.expected(),
                "score", a.score());
    }

    private static Map<String, @Nullable Object> tree(String name, SeriesLeaks.Dated dated) {
        Leak leak = dated.leak();
        return object(
                "series", name,
                "since", dated.since().map(Object::toString).orElse(null),
                "slopePerDay", leak.slopePerDay(),
                "slopeLow", leak.slopeLow(),
                "slopeHigh", leak.slopeHigh(),
                "growthIn30Days", leak.growthIn30Days(),
                "pValue", leak.pValue(),
                "restart", dated.restart().orElse(null),
                "neverFell", dated.neverFell());
    }

    /** The answer for a folder of statement counters. */
    static Map<String, @Nullable Object> of(DetectionResult result, ResponseTimeExplanation responseTime) {
        List<Object> causes = new ArrayList<>();
        for (CommonCause c : result.commonCauses()) {
            causes.add(object(
                    "onset", c.onset(), "kind", c.kind(), "members", c.members(), "explanation", c.explanation()));
        }
        List<Object> skipped = new ArrayList<>();
        for (NotAssessable n : result.notAssessable()) {
            skipped.add(object("series", n.series(), "reason", n.reason()));
        }
        Map<String, @Nullable Object> scores = new LinkedHashMap<>();
        new TreeMap<>(result.scores()).forEach((name, score) -> scores.put(name, JsonFile.plain(score)));
        return object(
                "series", Map.of(),
                "regressions",
                        result.regressions().stream().map(DetectJson::tree).toList(),
                "improvements",
                        result.improvements().stream().map(DetectJson::tree).toList(),
                "scores", scores,
                "commonCauses", causes,
                "newStatements", result.newStatements(),
                "loadStories",
                        result.loadStories().stream()
                                .map(story -> object(
                                        "series", story.statement(),
                                        "since", story.since(),
                                        "callsRatio", story.callsRatio(),
                                        "timeRatio", story.timeRatio(),
                                        "explanation", story.explanation().isEmpty() ? null : story.explanation()))
                                .toList(),
                "unusualHours",
                        result.unusualHours().stream().map(DetectJson::tree).toList(),
                "leaks", List.of(),
                "responseTime", tree(responseTime),
                "notAssessable", skipped);
    }

    private static Map<String, @Nullable Object> tree(HourAnomaly hour) {
        return object(
                "from", hour.from(),
                "to", hour.to(),
                "kind", hour.instance() ? "instance" : "statement",
                "members", hour.members(),
                "ratio", hour.ratio(),
                "extraMs", hour.extraMs(),
                "explanation", hour.explanation());
    }

    private static Map<String, @Nullable Object> tree(Regression r) {
        return object(
                "series", r.statement(),
                "metric", r.metric(),
                "onset", r.onset(),
                "onsetLow", r.onsetLow(),
                "onsetHigh", r.onsetHigh(),
                "magnitude", r.magnitude(),
                "score", r.score(),
                "qValue", r.qValue(),
                "kind", r.kind().name().toLowerCase(Locale.ROOT),
                "cause", r.cause().name().toLowerCase(Locale.ROOT),
                "causeEvidence", r.causeEvidence(),
                "ongoing", r.ongoing(),
                "alarming", r.alarming(),
                "extraMsPerDay", r.extraMsPerDay());
    }

    private static Map<String, @Nullable Object> tree(ResponseTimeExplanation explanation) {
        return object(
                "explained", explanation.explained(),
                "tonight", explanation.tonight(),
                "unexplained", explanation.unexplained(),
                "factors",
                        explanation.factors().stream()
                                .map(factor -> object(
                                        "name", factor.name(),
                                        "share", factor.share(),
                                        "tonight", factor.tonight(),
                                        "surety", factor.surety(),
                                        "members", factor.members()))
                                .toList(),
                "reason", explanation.reason().isEmpty() ? null : explanation.reason());
    }
}
