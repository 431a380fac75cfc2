package dev.nightjar.detect;

import dev.nightjar.stats.FalseDiscovery;
import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds statements whose cost per call changed for good, over thousands of statements at once.
 *
 * <p>Per statement: expected time from season and load ({@link SeasonalFit}), cuts over the whole history, the surest cut
 * that still stands ({@link LevelChange}), load told apart ({@link LoadVeto}), the onset with its interval ({@link Onset}).
 * Nightly jobs are judged by run days ({@link SparseSeries}). Over all statements: shared slow hours, false discoveries,
 * common causes. Cost: linear in statements, a few milliseconds each; statements run in parallel, results are in input order.
 */
public final class RegressionDetector {
    private final DetectionSettings settings;

    public RegressionDetector(DetectionSettings settings) {
        this.settings = settings;
    }

    /**
     * Judges all statements at the end of their histories.
     *
     * @param histories statements with the same start, step and length as the instance's arrays
     */
    public DetectionResult detect(List<StatementHistory> histories, InstanceHistory instance) {
        List<NotAssessable> skipped = new ArrayList<>();
        List<String> young = new ArrayList<>();
        List<StatementHistory> judged = new ArrayList<>();
        for (StatementHistory history : histories) {
            Optional<String> reason = reasonToSkip(history);
            if (reason.isEmpty()) {
                judged.add(history);
            } else {
                skipped.add(new NotAssessable(history.statement(), reason.get()));
                if (isNew(history)) {
                    young.add(history.statement());
                }
            }
        }
        Night night = new Night(judged, instance);
        List<StatementAssessment> assessments = judged.parallelStream()
                .map(h -> StatementAssessment.of(night.input(h)))
                .toList();
        return collect(judged, assessments, skipped, young);
    }

    /**
     * The expected time per call of one statement, as a chart draws it: the level before its last lasting change (or its
     * usual level), at the hour and load of every step.
     *
     * @return empty when the history is too short to have a baseline
     */
    public Optional<Baseline> baseline(StatementHistory history, InstanceHistory instance) {
        Signal signal = Signal.of(history.calls(), history.execMs());
        if (reasonToSkip(history).isPresent() || signal.size() < 2 * StepLength.perDay(history.step())) {
            return Optional.empty();
        }
        StatementAssessment.Input in = new Night(List.of(history), instance).input(history);
        SeasonalFit fit = StatementAssessment.timeFit(in, signal);
        double hours = StepLength.hours(history.step());
        double level = Robust.weightedMedian(fit.level, fit.weights, 0, signal.size());
        for (double sign : new double[] {1, -1}) {
            Optional<LevelChange> change = LevelChange.surest(fit, sign, settings, hours);
            if (change.isPresent() && change.get().standing() && change.get().z() >= settings.score()) {
                level = change.get().before();
            }
        }
        return Optional.of(band(history, fit, level));
    }

    private static Baseline band(StatementHistory history, SeasonalFit fit, double level) {
        double[] expected = new double[history.length()];
        Arrays.fill(expected, Double.NaN);
        double[] low = expected.clone();
        double[] high = expected.clone();
        for (int i = 0; i < fit.signal.size(); i++) {
            int at = fit.signal.at()[i];
            double middle = level + fit.adjustment[i];
            double reach = 1.96 * Math.sqrt(fit.noise.variance(fit.signal.calls()[i]) * 1.1);
            expected[at] = Math.exp(middle);
            low[at] = Math.exp(middle - reach);
            high[at] = Math.exp(middle + reach);
        }
        return new Baseline(expected, low, high);
    }

    private Optional<String> reasonToSkip(StatementHistory history) {
        double calls = 0;
        for (double c : history.calls()) {
            calls += c > 0 && c < Double.MAX_VALUE ? c : 0;
        }
        if (calls < settings.minimumCalls()) {
            return Optional.of("only " + (long) calls + " calls in the history; at least " + settings.minimumCalls()
                    + " are needed");
        }
        Duration lived = StatementAssessment.lived(history);
        if (lived.compareTo(settings.minimumHistory()) < 0) {
            return Optional.of("not enough history: first seen " + lived.toHours() + " hours ago, "
                    + settings.minimumHistory().toHours() + " are needed");
        }
        return Optional.empty();
    }

    private boolean isNew(StatementHistory history) {
        return history.step().multipliedBy(history.length()).compareTo(settings.minimumHistory()) >= 0
                && StatementAssessment.lived(history).compareTo(settings.minimumHistory()) < 0;
    }

    private DetectionResult collect(
            List<StatementHistory> judged,
            List<StatementAssessment> assessments,
            List<NotAssessable> skipped,
            List<String> young) {
        double[] p =
                assessments.stream().mapToDouble(StatementAssessment::pValue).toArray();
        double[] q = FalseDiscovery.qValues(p);
        double alarm = Math.max(settings.alarmMsPerHour(), settings.alarmShare() * instanceMsPerHour(judged)) * 24;
        List<Regression> regressions = new ArrayList<>();
        List<Regression> improvements = new ArrayList<>();
        List<LoadStory> loads = new ArrayList<>();
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < assessments.size(); i++) {
            StatementAssessment a = assessments.get(i);
            scores.put(a.statement(), a.score());
            a.load().ifPresent(loads::add);
            for (Regression finding : a.findings()) {
                if (q[i] <= settings.falseDiscoveryRate() || finding.metric().equals(Regression.BLOCKS_PER_CALL)) {
                    regressions.add(finding.ranked(q[i], finding.extraMsPerDay() >= alarm));
                }
            }
            for (Regression finding : a.improvements()) {
                improvements.add(finding.ranked(q[i], false));
            }
        }
        improvements.sort(Comparator.comparingDouble(Regression::extraMsPerDay));
        Map<String, String> applications = new TreeMap<>();
        judged.forEach(h -> applications.put(h.statement(), h.application()));
        CommonCauses causes = CommonCauses.of(regressions, applications);
        List<Regression> own = new ArrayList<>(causes.own());
        own.sort(
                Comparator.comparingDouble(Regression::extraMsPerDay).reversed().thenComparing(Regression::statement));
        return new DetectionResult(own, improvements, causes.common(), skipped, scores, young, loads);
    }

    private static double instanceMsPerHour(List<StatementHistory> histories) {
        double perHour = 0;
        for (StatementHistory h : histories) {
            double total = 0;
            int sampled = 0;
            for (double ms : h.execMs()) {
                if (ms >= 0 && ms < Double.MAX_VALUE) {
                    total += ms;
                    sampled++;
                }
            }
            perHour += sampled == 0 ? 0 : total / (sampled * StepLength.hours(h.step()));
        }
        return perHour;
    }

    /** What all statements of one night share. */
    private final class Night {
        private final InstanceHistory instance;
        private final Map<Instant, HourClasses> classes = new java.util.concurrent.ConcurrentHashMap<>();
        private final double[] shared;
        private final double sparseVariance;
        private final double sparseBlocksVariance;

        Night(List<StatementHistory> judged, InstanceHistory instance) {
            this.instance = instance;
            this.shared = judged.isEmpty() ? new double[0] : shared(judged);
            this.sparseVariance = typicalVariance(judged, false);
            this.sparseBlocksVariance = typicalVariance(judged, true);
        }

        private double[] shared(List<StatementHistory> judged) {
            StatementHistory first = judged.get(0);
            List<Signal> signals = judged.stream()
                    .filter(h -> h.start().equals(first.start()) && h.length() == first.length())
                    .map(h -> Signal.of(h.calls(), h.execMs()))
                    .toList();
            return SharedSlowness.of(signals, classes(first), first.length(), StepLength.perDay(first.step()));
        }

        private HourClasses classes(StatementHistory h) {
            return classes.computeIfAbsent(
                    h.start(), start -> HourClasses.of(start, h.step(), h.length(), settings.zone()));
        }

        StatementAssessment.Input input(StatementHistory h) {
            boolean aligned =
                    instance.calls().length == h.length() && instance.start().equals(h.start());
            List<Integer> events = instance.markers().stream()
                    .filter(m -> m.concerns(h.application()))
                    .map(m -> (int) Math.floorDiv(
                            Duration.between(h.start(), m.at()).toMillis(),
                            h.step().toMillis()))
                    .toList();
            return new StatementAssessment.Input(
                    h,
                    classes(h),
                    aligned ? instance.calls() : new double[0],
                    shared.length == h.length() ? shared : new double[0],
                    events,
                    sparseVariance,
                    sparseBlocksVariance,
                    settings);
        }

        private double typicalVariance(List<StatementHistory> judged, boolean blocks) {
            double[] variances = judged.stream()
                    .filter(h -> Signal.of(h.calls(), h.execMs()).size() < settings.sparseSteps())
                    .mapToDouble(h -> SparseSeries.of(
                                    h.calls(), blocks ? h.blocks() : h.execMs(), StepLength.perDay(h.step()))
                            .dayToDayVariance())
                    .filter(v -> v > 0)
                    .toArray();
            return variances.length == 0 ? .01 : Robust.median(variances);
        }
    }
}
