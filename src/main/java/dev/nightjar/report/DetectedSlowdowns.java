package dev.nightjar.report;

import dev.nightjar.detect.Baseline;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.model.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns what the detector found into what the report shows: words for causes, and the history as a chart. */
public final class DetectedSlowdowns {
    /** Pictures are for the dearest: a night in which hundreds got slower has one cause, not hundreds of pages. */
    public static final int MOST_PICTURES = 20;

    private static final Pattern FINGERPRINT = Pattern.compile("(?:^|/)([0-9a-f]{16})(?:/|$)");

    private final UnaryOperator<String> texts;
    private final Function<String, Optional<StatementHistory>> histories;
    private final Function<StatementHistory, Optional<Baseline>> baselines;

    /**
     * Looks things up by the detector's name of a statement, which is its fingerprint or the key of its subject.
     *
     * @param texts canonical text of a fingerprint, empty when unknown
     * @param histories what was judged
     * @param baselines what was expected of it
     */
    public DetectedSlowdowns(
            UnaryOperator<String> texts,
            Function<String, Optional<StatementHistory>> histories,
            Function<StatementHistory, Optional<Baseline>> baselines) {
        this.texts = texts;
        this.histories = histories;
        this.baselines = baselines;
    }

    /**
     * One for each statement; a change of blocks per call only where the time did not change as well.
     *
     * @param regressions the dearest first
     */
    public List<Slowdown> of(List<Regression> regressions) {
        Set<String> timed = regressions.stream()
                .filter(DetectedSlowdowns::isTime)
                .map(Regression::statement)
                .collect(Collectors.toSet());
        List<Slowdown> slowdowns = new ArrayList<>();
        for (Regression regression : regressions) {
            Matcher name = FINGERPRINT.matcher(regression.statement());
            if (name.find() && (isTime(regression) || !timed.contains(regression.statement()))) {
                slowdowns.add(slowdown(regression, Fingerprint.parse(name.group(1)), slowdowns.size() < MOST_PICTURES));
            }
        }
        return slowdowns;
    }

    private static boolean isTime(Regression regression) {
        return regression.metric().equals(Regression.MEAN_EXEC_TIME);
    }

    private Slowdown slowdown(Regression regression, Fingerprint fingerprint, boolean picture) {
        return new Slowdown(
                fingerprint,
                texts.apply(fingerprint.toString()),
                regression.metric(),
                regression.onset(),
                regression.onsetLow(),
                regression.onsetHigh(),
                regression.magnitude(),
                regression.beforeMs(),
                regression.afterMs(),
                regression.score(),
                regression.kind().name().toLowerCase(Locale.ROOT),
                cause(regression),
                regression.ongoing(),
                regression.extraMsPerDay() / 1000,
                picture && isTime(regression)
                        ? histories.apply(regression.statement()).map(this::trend)
                        : Optional.empty());
    }

    private static String cause(Regression regression) {
        String words = switch (regression.cause()) {
            case PLAN_CHANGE -> "another plan";
            case DATA_GROWTH -> "the table grew";
            case PLAN_OR_DATA -> "another plan, or other data";
            case LOCK_WAITS -> "it waits for locks";
            case CACHE_OR_IO -> "less found in the cache, or slower storage";
            case MEMORY -> "sorts or hashes that no longer fit in memory";
            case PLANNING -> "planning takes longer";
            case MORE_ROWS -> "more rows per call";
            case CPU_OR_WAITS -> "the same work takes more processor time, or waits";
        };
        return regression.causeEvidence().isEmpty() ? words : words + " (" + regression.causeEvidence() + ")";
    }

    private Trend trend(StatementHistory history) {
        List<Double> actual = new ArrayList<>();
        for (int i = 0; i < history.calls().length; i++) {
            double calls = history.calls()[i];
            actual.add(calls > 0 ? history.execMs()[i] / calls : Double.NaN);
        }
        Optional<Baseline> baseline = baselines.apply(history);
        return new Trend(
                history.start(),
                history.step(),
                "ms",
                actual,
                baseline.map(Baseline::expected).map(Timeline::boxed).orElse(List.of()),
                baseline.map(Baseline::low).map(Timeline::boxed).orElse(List.of()),
                baseline.map(Baseline::high).map(Timeline::boxed).orElse(List.of()));
    }
}
