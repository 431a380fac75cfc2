package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The first look at all statements: who can be judged, and what the judgement of each needs to know of all. Keeps names, a few
 * figures and the signals of the busiest statements, never all histories, so memory does not grow with their length.
 */
final class Survey {
    private static final double USUAL_VARIANCE = .01;

    private final DetectionSettings settings;
    final List<Integer> judged = new ArrayList<>();
    final List<NotAssessable> skipped = new ArrayList<>();
    final List<String> young = new ArrayList<>();
    final Map<String, String> applications = new TreeMap<>();
    final Map<String, Integer> places = new TreeMap<>();
    double instanceMsPerHour;
    Duration longest = Duration.ZERO;
    double[] shared = new double[0];
    private final List<Double> sparseVariances = new ArrayList<>();

    private Survey(DetectionSettings settings) {
        this.settings = settings;
    }

    static Survey of(List<StatementHistory> histories, DetectionSettings settings) {
        Survey survey = new Survey(settings);
        List<FirstLook> looks = IntStream.range(0, histories.size())
                .parallel()
                .mapToObj(place -> FirstLook.of(histories.get(place), settings))
                .toList();
        for (int place = 0; place < looks.size(); place++) {
            survey.add(looks.get(place), place);
        }
        if (!survey.judged.isEmpty()) {
            survey.shared = survey.slowness(histories, looks, looks.get(survey.judged.get(0)));
        }
        return survey;
    }

    private void add(FirstLook look, int place) {
        if (look.reason().isPresent()) {
            skipped.add(new NotAssessable(look.statement(), look.reason().get()));
            if (look.young()) {
                young.add(look.statement());
            }
            return;
        }
        judged.add(place);
        places.put(look.statement(), place);
        applications.put(look.statement(), look.application());
        instanceMsPerHour += look.msPerHour();
        longest = look.duration().compareTo(longest) > 0 ? look.duration() : longest;
        if (look.dayToDayVariance() > 0) {
            sparseVariances.add(look.dayToDayVariance());
        }
    }

    /** How slow all were in each step, by the signals of the busiest. */
    private double[] slowness(List<StatementHistory> histories, List<FirstLook> looks, FirstLook like) {
        List<Signal> busiest = judged.stream()
                .filter(place ->
                        looks.get(place).busyCalls() > 0 && looks.get(place).isAligned(like))
                .sorted(Comparator.comparingDouble(
                                (Integer place) -> -looks.get(place).busyCalls())
                        .thenComparing(place -> looks.get(place).statement(), Comparator.reverseOrder()))
                .limit(SharedSlowness.MOST_STATEMENTS)
                .map(histories::get)
                .map(history -> Signal.of(history.calls(), history.execMs()))
                .toList();
        return SharedSlowness.of(
                busiest,
                HourClasses.of(like.start(), like.step(), like.length(), settings.zone()),
                like.length(),
                StepLength.perDay(like.step()));
    }

    /** Typical variance from one run day to the next of statements that run seldom. */
    double sparseVariance() {
        return sparseVariances.isEmpty()
                ? USUAL_VARIANCE
                : Robust.median(sparseVariances.stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }
}
