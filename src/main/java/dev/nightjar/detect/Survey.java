package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * The first look at all statements, one after the other: who can be judged, and what the judgement of each needs to know of all.
 * Keeps names and the signals of the busiest statements, never all histories, so memory does not grow with their length.
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

    /** A statement of the busiest. */
    private record Busy(String statement, double calls, Signal signal) {}

    private Survey(DetectionSettings settings) {
        this.settings = settings;
    }

    static Survey of(List<StatementHistory> histories, DetectionSettings settings) {
        Survey survey = new Survey(settings);
        PriorityQueue<Busy> busiest =
                new PriorityQueue<>(Comparator.comparingDouble(Busy::calls).thenComparing(Busy::statement));
        Optional<StatementHistory> first = Optional.empty();
        for (int i = 0; i < histories.size(); i++) {
            StatementHistory history = histories.get(i);
            Optional<String> reason = survey.reasonToSkip(history);
            if (reason.isPresent()) {
                survey.skip(history, reason.get());
                continue;
            }
            if (first.isEmpty()) {
                first = Optional.of(history);
            }
            Signal signal = Signal.of(history.calls(), history.execMs());
            survey.look(history, signal, i);
            if (SharedSlowness.isBusy(signal, history.length())
                    && history.start().equals(first.get().start())
                    && history.length() == first.get().length()) {
                busiest.add(new Busy(history.statement(), signal.totalCalls(), signal));
                if (busiest.size() > SharedSlowness.MOST_STATEMENTS) {
                    busiest.poll();
                }
            }
        }
        if (first.isPresent()) {
            StatementHistory one = first.get();
            survey.shared = SharedSlowness.of(
                    busiest.stream().map(Busy::signal).toList(),
                    HourClasses.of(one.start(), one.step(), one.length(), settings.zone()),
                    one.length(),
                    StepLength.perDay(one.step()));
        }
        return survey;
    }

    private void skip(StatementHistory history, String reason) {
        skipped.add(new NotAssessable(history.statement(), reason));
        boolean longEnough = history.step().multipliedBy(history.length()).compareTo(settings.minimumHistory()) >= 0;
        if (longEnough && StatementAssessment.lived(history).compareTo(settings.minimumHistory()) < 0) {
            young.add(history.statement());
        }
    }

    private void look(StatementHistory history, Signal signal, int place) {
        judged.add(place);
        places.put(history.statement(), place);
        applications.put(history.statement(), history.application());
        instanceMsPerHour += msPerHour(history);
        Duration length = history.step().multipliedBy(history.length());
        longest = length.compareTo(longest) > 0 ? length : longest;
        if (signal.size() < settings.sparseSteps()) {
            double variance = SparseSeries.of(history.calls(), history.execMs(), StepLength.perDay(history.step()))
                    .dayToDayVariance();
            if (variance > 0) {
                sparseVariances.add(variance);
            }
        }
    }

    /** Typical variance from one run day to the next of statements that run seldom. */
    double sparseVariance() {
        return sparseVariances.isEmpty()
                ? USUAL_VARIANCE
                : Robust.median(sparseVariances.stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    private static double msPerHour(StatementHistory history) {
        double total = 0;
        int sampled = 0;
        for (double ms : history.execMs()) {
            if (ms >= 0 && ms < Double.MAX_VALUE) {
                total += ms;
                sampled++;
            }
        }
        return sampled == 0 ? 0 : total / (sampled * StepLength.hours(history.step()));
    }

    private Optional<String> reasonToSkip(StatementHistory history) {
        double calls = 0;
        for (double c : history.calls()) {
            calls += c > 0 && c < Double.MAX_VALUE ? c : 0;
        }
        if (calls < settings.minimumCalls()) {
            return Optional.of("fewer than " + settings.minimumCalls() + " calls in the history");
        }
        Duration lived = StatementAssessment.lived(history);
        if (lived.compareTo(settings.minimumHistory()) < 0) {
            return Optional.of("not enough history: first seen less than "
                    + settings.minimumHistory().toHours() + " hours ago");
        }
        return Optional.empty();
    }
}
