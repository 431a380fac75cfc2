package dev.nightjar.detect;

import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds to a change what the circumstances say about its cause: another plan seen since the onset, lock waits that make up the
 * additional time, a table that grew as the pages did; and names what was done inside the onset interval. In that order, because
 * a plan that was seen says more than a size that grew.
 */
final class Why {
    private static final double BEFORE_HOURS = 168;
    /** Part of the additional time that lock waits must make up to be the cause. */
    private static final double TIME_SHARE = .4;
    /** A table explains a change when its size moved by this share of it, and by at least {@link #LEAST_GROWTH}. */
    private static final double GROWTH_SHARE = .4;

    private static final double LEAST_GROWTH = .08;
    /** The cache's hit rate fell when it lost this much, and fell by this many of its own deviations. */
    private static final double LEAST_DROP = .03;

    private static final double DROP_DEVIATIONS = 4;
    /** So many steps in a row must be low. */
    private static final int LOW_STEPS = 3;

    /** Of what was done within the interval of the onset, the nearest are named. */
    private static final int MOST_NAMED = 3;

    private static final double CACHE_LEAD_HOURS = 24;
    /** Hours before the onset whose lock waits must be known. */
    private static final int LEAST_KNOWN = 24;
    /** Plans that must have been seen before the onset and since: auto_explain logs the slow ones, or a sample. */
    private static final int LEAST_SIGHTINGS = 3;
    /** What the counters say of these is surer than a plan that was not logged before, because it was fast enough then. */
    private static final Set<Regression.Cause> SURER =
            Set.of(Regression.Cause.CACHE_OR_IO, Regression.Cause.PLANNING, Regression.Cause.MORE_ROWS);

    private final InstanceHistory instance;
    private final Circumstances circumstances;

    Why(InstanceHistory instance, Circumstances circumstances) {
        this.instance = instance;
        this.circumstances = circumstances;
    }

    Regression explained(Regression found, StatementHistory history) {
        StatementCircumstances known = circumstances.of(found.statement());
        Regression because = plan(found, known.plans())
                .or(() -> lockWaits(found, history, known.lockWaitMs()))
                .or(() -> growth(found, history, known))
                .orElse(found);
        List<String> done = instance.markers().stream()
                .filter(marker -> marker.concerns(history.application()))
                .filter(marker -> !marker.at().isBefore(found.onsetLow().minus(history.step()))
                        && marker.at().isBefore(found.onsetHigh().plus(history.step())))
                .sorted(Comparator.comparing(
                        marker -> Duration.between(marker.at(), found.onset()).abs()))
                .map(Marker::label)
                .distinct()
                .toList();
        int more = done.size() - MOST_NAMED;
        return done.isEmpty()
                ? because
                : because.because(
                        because.cause(),
                        because.causeEvidence() + "; at its onset: "
                                + done.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                                + (more > 0 ? " and " + more + " more" : ""));
    }

    /**
     * A plan that was never seen before makes up more of the sightings since than chance would: the share of those not seen before is
     * about that of those seen just once (Good 1953).
     */
    private static Optional<Regression> plan(Regression found, List<PlanSighting> plans) {
        Map<String, Long> before = plans.stream()
                .filter(plan -> plan.at().isBefore(found.onsetLow()))
                .collect(Collectors.groupingBy(PlanSighting::shape, Collectors.counting()));
        List<PlanSighting> since = plans.stream()
                .filter(plan -> !plan.at().isBefore(found.onsetLow()))
                .toList();
        long fresh =
                since.stream().filter(plan -> !before.containsKey(plan.shape())).count();
        long sightings = before.values().stream().mapToLong(Long::longValue).sum();
        long once = before.values().stream().filter(count -> count == 1).count();
        if (SURER.contains(found.cause())
                || Math.min(sightings, since.size()) < LEAST_SIGHTINGS
                || 2 * fresh <= since.size()
                || fresh * sightings <= once * since.size()) {
            return Optional.empty();
        }
        Instant first = since.stream()
                .filter(plan -> !before.containsKey(plan.shape()))
                .map(PlanSighting::at)
                .min(Instant::compareTo)
                .orElseThrow();
        return Optional.of(found.because(
                Regression.Cause.PLAN_CHANGE, "a plan that was never seen before was logged first at " + first));
    }

    private static Optional<Regression> lockWaits(Regression found, StatementHistory history, double[] waits) {
        if (waits.length != history.length()) {
            return Optional.empty();
        }
        int onset = step(history, found.onset());
        int from = Math.max(0, onset - (int) Math.round(BEFORE_HOURS / StepLength.hours(history.step())));
        if (Arrays.stream(waits, from, onset).filter(Double::isFinite).count() < LEAST_KNOWN) {
            return Optional.empty();
        }
        double before = CauseSplit.share(waits, history.calls(), from, onset);
        double since = CauseSplit.share(waits, history.calls(), onset, history.length());
        double additional = found.afterMs() - found.beforeMs();
        return found.metric().equals(Regression.MEAN_EXEC_TIME)
                        && additional > 0
                        && since - before >= TIME_SHARE * additional
                ? Optional.of(found.because(
                        Regression.Cause.LOCK_WAITS,
                        String.format(
                                Locale.ROOT,
                                "lock waits went from %.2f to %.2f ms per call, %.0f %% of the additional time",
                                before,
                                since,
                                Math.min(100, 100 * (since - before) / additional))))
                : Optional.empty();
    }

    private static Optional<Regression> growth(
            Regression found, StatementHistory history, StatementCircumstances known) {
        if (known.tableBytes().length != history.length() || found.cause() != Regression.Cause.PLAN_OR_DATA) {
            return Optional.empty();
        }
        int onset = step(history, found.onset());
        int from = Math.max(0, onset - (int) Math.round(BEFORE_HOURS / StepLength.hours(history.step())));
        double before = median(known.tableBytes(), from, onset);
        double now = median(known.tableBytes(), Math.max(onset, history.length() - LOW_STEPS), history.length());
        double enough = Math.max(LEAST_GROWTH, GROWTH_SHARE * Math.abs(Math.log(found.magnitude())));
        return before > 0 && now > 0 && Math.log(now / before) >= enough
                ? Optional.of(found.because(
                        Regression.Cause.DATA_GROWTH,
                        String.format(
                                Locale.ROOT,
                                "table %s grew by a factor %.2f over the same time",
                                known.table().isEmpty() ? "it reads" : known.table(),
                                now / before)))
                : Optional.empty();
    }

    /** When the cache in front began to answer less, shortly before the database was called more. */
    LoadStory explained(LoadStory story, Function<String, StatementHistory> histories) {
        StatementHistory history = histories.apply(story.statement());
        double[] rate = circumstances.redisHitRate();
        if (rate.length != history.length()) {
            return story;
        }
        double hours = StepLength.hours(history.step());
        int onset = step(history, story.since());
        int lead = Math.max(0, onset - (int) Math.round(CACHE_LEAD_HOURS / hours));
        int from = Math.max(0, lead - (int) Math.round(BEFORE_HOURS / hours));
        double usual = median(rate, from, lead);
        double[] known =
                Arrays.stream(rate, from, lead).filter(Double::isFinite).toArray();
        double bound = usual - Math.max(LEAST_DROP, DROP_DEVIATIONS * Robust.sigma(known));
        for (int i = lead; i <= onset && i + LOW_STEPS <= rate.length; i++) {
            double highest = Math.max(rate[i], Math.max(rate[i + 1], rate[i + 2]));
            if (highest < bound) {
                return story.because(String.format(
                        Locale.ROOT,
                        "the Redis hit rate fell from %.0f %% to %.0f %% at %s, before the calls rose",
                        100 * usual,
                        100 * median(rate, i, Math.min(rate.length, i + 24)),
                        history.at(i)));
            }
        }
        return story;
    }

    private static double median(double[] values, int from, int to) {
        double[] known = Arrays.stream(values, from, Math.max(from, to))
                .filter(Double::isFinite)
                .toArray();
        return Robust.median(known);
    }

    private static int step(StatementHistory history, Instant at) {
        long steps = Duration.between(history.start(), at).toMillis()
                / history.step().toMillis();
        return (int) Math.max(0, Math.min(history.length() - 1, steps));
    }
}
