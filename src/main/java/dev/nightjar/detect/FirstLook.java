package dev.nightjar.detect;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the survey of all statements keeps of one.
 *
 * @param reason why it cannot be judged; empty when it can
 * @param young whether it is only too new for that
 * @param msPerHour its share of the instance's time
 * @param dayToDayVariance variance of ln(time per call) from one run day to the next, NaN of statements that run often
 * @param busyCalls all its calls when it runs in most steps, else 0
 */
record FirstLook(
        String statement,
        String application,
        Instant start,
        Duration step,
        int length,
        Optional<String> reason,
        boolean young,
        double msPerHour,
        double dayToDayVariance,
        double busyCalls) {

    static FirstLook of(StatementHistory history, DetectionSettings settings) {
        Optional<String> reason = reasonToSkip(history, settings);
        Signal signal = Signal.of(history.calls(), history.execMs());
        boolean sparse = signal.size() < settings.sparseSteps();
        return new FirstLook(
                history.statement(),
                history.application(),
                history.start(),
                history.step(),
                history.length(),
                reason,
                reason.isPresent() && isYoung(history, settings),
                msPerHour(history),
                sparse ? dayToDayVariance(history) : Double.NaN,
                SharedSlowness.isBusy(signal, history.length()) ? signal.totalCalls() : 0);
    }

    /** Whether it has the same steps. */
    boolean isAligned(FirstLook other) {
        return start.equals(other.start) && length == other.length;
    }

    Duration duration() {
        return step.multipliedBy(length);
    }

    private static boolean isYoung(StatementHistory history, DetectionSettings settings) {
        boolean longEnough = history.step().multipliedBy(history.length()).compareTo(settings.minimumHistory()) >= 0;
        return longEnough && StatementAssessment.lived(history).compareTo(settings.minimumHistory()) < 0;
    }

    private static double dayToDayVariance(StatementHistory history) {
        return SparseSeries.of(history.calls(), history.execMs(), StepLength.perDay(history.step()))
                .dayToDayVariance();
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

    private static Optional<String> reasonToSkip(StatementHistory history, DetectionSettings settings) {
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
