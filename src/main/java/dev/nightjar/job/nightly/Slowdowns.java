package dev.nightjar.job.nightly;

import dev.nightjar.detect.Baseline;
import dev.nightjar.detect.DetectionResult;
import dev.nightjar.detect.InstanceHistory;
import dev.nightjar.detect.Regression;
import dev.nightjar.detect.RegressionDetector;
import dev.nightjar.detect.StatementHistory;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.report.Slowdown;
import dev.nightjar.report.Trend;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What detection found of statements, with the picture that shows it, as the report wants it. */
final class Slowdowns {
    private final RegressionDetector detector;
    private final Map<String, StatementHistory> histories;
    private final InstanceHistory instance;
    private final Function<Fingerprint, String> texts;

    Slowdowns(
            RegressionDetector detector,
            List<StatementHistory> histories,
            InstanceHistory instance,
            Function<Fingerprint, String> texts) {
        this.detector = detector;
        this.histories = histories.stream().collect(Collectors.toMap(StatementHistory::statement, history -> history));
        this.instance = instance;
        this.texts = texts;
    }

    List<Slowdown> of(DetectionResult detection) {
        return detection.regressions().stream().map(this::slowdown).toList();
    }

    private Slowdown slowdown(Regression regression) {
        Fingerprint fingerprint = Fingerprint.parse(regression.statement());
        return new Slowdown(
                fingerprint,
                texts.apply(fingerprint),
                regression.metric(),
                regression.onset(),
                regression.onsetLow(),
                regression.onsetHigh(),
                regression.magnitude(),
                regression.beforeMs(),
                regression.afterMs(),
                regression.score(),
                words(regression.kind()),
                regression.causeEvidence(),
                regression.ongoing(),
                regression.extraMsPerDay() / 1000,
                regression.metric().equals(Regression.MEAN_EXEC_TIME)
                        ? Optional.ofNullable(histories.get(regression.statement()))
                                .map(this::trend)
                        : Optional.empty());
    }

    private Trend trend(StatementHistory history) {
        double[] mean = new double[history.calls().length];
        Arrays.setAll(mean, i -> history.calls()[i] > 0 ? history.execMs()[i] / history.calls()[i] : Double.NaN);
        Optional<Baseline> baseline = detector.baseline(history, instance);
        return new Trend(
                history.start(),
                history.step(),
                "ms",
                list(mean),
                baseline.map(band -> list(band.expected())).orElse(List.of()),
                baseline.map(band -> list(band.low())).orElse(List.of()),
                baseline.map(band -> list(band.high())).orElse(List.of()));
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
