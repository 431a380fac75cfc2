package dev.nightjar.detect;

import dev.nightjar.stats.FalseDiscovery;
import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds statements whose cost per call changed for good, over thousands of statements at once.
 *
 * <p>Per statement: expected time from season and load ({@link SeasonalFit}), cuts over the whole history, the surest cut
 * that still stands ({@link LevelChange}), load told apart ({@link LoadVeto}), the onset with its interval ({@link Onset}).
 * Nightly jobs are judged by run days ({@link SparseSeries}). Over all statements: shared slow hours, false discoveries,
 * common causes. Cost: linear in statements, a few milliseconds each; statements run in parallel, results are in input order.
 */
public final class RegressionDetector {
    /** One hour that is over weighs less than what goes on: it must be so many times larger a share to be told. */
    private static final double HOUR_SHARES = 10;

    private final DetectionSettings settings;

    public RegressionDetector(DetectionSettings settings) {
        this.settings = settings;
    }

    /**
     * Judges all statements at the end of their histories.
     *
     * @param histories statements with the same start, step and length as the instance's arrays, each name once; read twice by
     *     place and some of them once more, by several threads, so that a list that makes them on demand need not hold them all
     */
    public DetectionResult detect(List<StatementHistory> histories, InstanceHistory instance) {
        return detect(histories, instance, Circumstances.unknown());
    }

    /**
     * The same, with what is known beyond the counters of statements, which names causes that counters cannot show.
     *
     * @param circumstances of any of the statements
     */
    public DetectionResult detect(
            List<StatementHistory> histories, InstanceHistory instance, Circumstances circumstances) {
        return detect(histories, instance, circumstances, slower -> circumstances);
    }

    /**
     * The same, when more is known of statements than can be had of all of them.
     *
     * @param closer circumstances that explain what was found; asked once, for the statements that became slower, the dearest
     *     first
     */
    public DetectionResult detect(
            List<StatementHistory> histories,
            InstanceHistory instance,
            Circumstances circumstances,
            Function<List<String>, Circumstances> closer) {
        Survey survey = Survey.of(histories, settings);
        Night night = new Night(survey, instance);
        double hour =
                Math.max(settings.alarmMsPerHour(), HOUR_SHARES * settings.alarmShare() * survey.instanceMsPerHour);
        List<Judged> judged = survey.judged.parallelStream()
                .map(place -> {
                    StatementHistory history = histories.get(place);
                    return new Judged(
                            StatementAssessment.of(night.input(history)),
                            UnusualHours.of(history, survey.shared, hour));
                })
                .toList();
        List<StatementAssessment> assessments =
                judged.stream().map(Judged::assessment).toList();
        List<HourAnomaly> hours =
                judged.stream().flatMap(one -> one.hours().stream()).toList();
        return collect(histories, survey, assessments, hours, instance, circumstances, closer);
    }

    /**
     * The expected time per call of one statement, as a chart draws it: the level before its last lasting change (or its
     * usual level), at the hour and load of every step.
     *
     * @return empty when the history is too short to have a baseline
     */
    public Optional<Baseline> baseline(StatementHistory history, InstanceHistory instance) {
        Signal signal = Signal.of(history.calls(), history.execMs());
        Survey survey = Survey.of(List.of(history), settings);
        if (survey.judged.isEmpty() || signal.size() < 2 * StepLength.perDay(history.step())) {
            return Optional.empty();
        }
        StatementAssessment.Input in = new Night(survey, instance).input(history);
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

    private DetectionResult collect(
            List<StatementHistory> histories,
            Survey survey,
            List<StatementAssessment> assessments,
            List<HourAnomaly> hours,
            InstanceHistory instance,
            Circumstances circumstances,
            Function<List<String>, Circumstances> closer) {
        double[] p =
                assessments.stream().mapToDouble(StatementAssessment::pValue).toArray();
        double[] q = FalseDiscovery.qValues(p);
        double[] faster = FalseDiscovery.qValues(assessments.stream()
                .mapToDouble(RegressionDetector::surestImprovement)
                .toArray());
        double alarm = alarmMsPerHour(survey) * 24;
        List<Regression> found = new ArrayList<>();
        List<Regression> improvements = new ArrayList<>();
        List<LoadStory> loads = new ArrayList<>();
        Map<String, Double> scores = new TreeMap<>();
        for (int i = 0; i < assessments.size(); i++) {
            StatementAssessment a = assessments.get(i);
            scores.put(a.statement(), a.score());
            a.load().ifPresent(loads::add);
            for (Regression finding : a.findings()) {
                if (q[i] <= settings.falseDiscoveryRate() || finding.metric().equals(Regression.BLOCKS_PER_CALL)) {
                    found.add(finding.ranked(q[i], finding.extraMsPerDay() >= alarm));
                }
            }
            for (Regression finding : a.improvements()) {
                if (faster[i] <= settings.falseDiscoveryRate()) {
                    improvements.add(finding.ranked(faster[i], -finding.extraMsPerDay() >= alarm));
                }
            }
        }
        improvements.sort(Comparator.comparingDouble(Regression::extraMsPerDay));
        Function<String, StatementHistory> history = name -> histories.get(survey.places.getOrDefault(name, 0));
        Why why = new Why(instance, closer.apply(dearest(found)));
        List<Regression> regressions = found.stream()
                .map(one -> why.explained(one, history.apply(one.statement())))
                .toList();
        loads.replaceAll(story -> why.explained(story, history));
        Map<String, String> tables = new TreeMap<>();
        circumstances.statements().forEach((name, known) -> {
            if (survey.applications.containsKey(name)) {
                tables.put(name, known.table());
            }
        });
        CommonCauses causes = CommonCauses.of(regressions, survey.applications, tables, survey.longest);
        List<Regression> own = new ArrayList<>(causes.own());
        own.sort(
                Comparator.comparingDouble(Regression::extraMsPerDay).reversed().thenComparing(Regression::statement));
        Set<String> told = new HashSet<>();
        regressions.forEach(r -> told.add(r.statement()));
        loads.forEach(story -> told.add(story.statement()));
        List<HourAnomaly> unusual = SharedHours.of(
                hours,
                survey.shared,
                survey.judged.stream().findFirst().map(histories::get),
                survey.judged.size(),
                told);
        return new DetectionResult(
                own, improvements, causes.common(), survey.skipped, scores, survey.young, loads, unusual);
    }

    private static List<String> dearest(List<Regression> found) {
        return found.stream()
                .sorted(Comparator.comparingDouble(Regression::extraMsPerDay).reversed())
                .map(Regression::statement)
                .distinct()
                .toList();
    }

    private static double surestImprovement(StatementAssessment assessment) {
        return assessment.improvements().stream()
                .mapToDouble(Regression::pValue)
                .min()
                .orElse(1);
    }

    private double alarmMsPerHour(Survey survey) {
        return Math.max(settings.alarmMsPerHour(), settings.alarmShare() * survey.instanceMsPerHour);
    }

    /** What one look at a history gives. */
    private record Judged(StatementAssessment assessment, Optional<HourAnomaly> hours) {}

    /** What depends on the steps of the histories alone. */
    private record Grid(HourClasses classes, LoadColumns load) {}

    /** What all statements of one night share. */
    private final class Night {
        private final InstanceHistory instance;
        private final Map<Instant, Grid> grids = new ConcurrentHashMap<>();
        private final Survey survey;
        private final double sparseVariance;

        Night(Survey survey, InstanceHistory instance) {
            this.instance = instance;
            this.survey = survey;
            this.sparseVariance = survey.sparseVariance();
        }

        private Grid grid(StatementHistory h) {
            boolean aligned =
                    instance.calls().length == h.length() && instance.start().equals(h.start());
            return new Grid(
                    HourClasses.of(h.start(), h.step(), h.length(), settings.zone()),
                    new LoadColumns(
                            h.length(),
                            aligned ? instance.calls() : new double[0],
                            survey.shared.length == h.length() ? survey.shared : new double[0],
                            StepLength.perDay(h.step())));
        }

        StatementAssessment.Input input(StatementHistory h) {
            Grid grid = grids.computeIfAbsent(h.start(), start -> grid(h));
            List<Integer> events = instance.markers().stream()
                    .filter(m -> m.concerns(h.application()))
                    .map(m -> (int) Math.floorDiv(
                            Duration.between(h.start(), m.at()).toMillis(),
                            h.step().toMillis()))
                    .toList();
            return new StatementAssessment.Input(h, grid.classes(), grid.load(), events, sparseVariance, settings);
        }
    }
}
