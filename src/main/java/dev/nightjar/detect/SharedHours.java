package dev.nightjar.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was unusual in single hours of the last day, each told once: hours in which all statements were slow together (a slow
 * disk, a backup) as one finding of the instance, and what a statement did on its own, unless it is a regression or follows its load.
 */
final class SharedHours {
    /** All statements together a quarter slower: less is not felt. */
    private static final double LEAST_FACTOR = Math.log(1.25);
    /** With so many statements unusual in the same hour, it is no longer theirs. */
    private static final int LEAST_MEMBERS = 5;

    private static final double LEAST_SHARE = .2;

    private SharedHours() {}

    /**
     * Gathers.
     *
     * @param own unusual hours of single statements
     * @param shared ln factor by which all statements were slow per step; empty when too few statements run
     * @param like a statement whose history has the steps of {@code shared}
     * @param told statements that have a finding already
     */
    static List<HourAnomaly> of(
            List<HourAnomaly> own, double[] shared, Optional<StatementHistory> like, int tested, Set<String> told) {
        List<HourAnomaly> result = new ArrayList<>();
        like.filter(history -> history.length() == shared.length)
                .flatMap(history -> slowHours(shared, history))
                .ifPresent(result::add);
        List<HourAnomaly> left = new ArrayList<>(own.stream()
                .filter(anomaly -> !told.contains(anomaly.members().get(0)))
                .toList());
        double least = Math.max(LEAST_MEMBERS, LEAST_SHARE * tested);
        List<HourAnomaly> group = largest(left);
        while (group.size() >= least) {
            result.add(together(group, tested));
            left.removeAll(group);
            group = largest(left);
        }
        result.addAll(left);
        return result;
    }

    private static Optional<HourAnomaly> slowHours(double[] shared, StatementHistory like) {
        int n = shared.length;
        int from = -1;
        int to = -1;
        double sum = 0;
        for (int i = Math.max(0, n - StepLength.perDay(like.step())); i < n; i++) {
            if (shared[i] >= LEAST_FACTOR) {
                from = from < 0 ? i : from;
                to = i + 1;
                sum += shared[i];
            }
        }
        if (from < 0) {
            return Optional.empty();
        }
        double ratio = Math.exp(sum / (to - from));
        return Optional.of(new HourAnomaly(
                like.at(from),
                like.at(to),
                true,
                List.of(),
                ratio,
                0,
                String.format(
                        Locale.ROOT,
                        "the statements in the middle took %.1f times their usual time from %s to %s: one cause for all",
                        ratio,
                        like.at(from),
                        like.at(to))));
    }

    private static List<HourAnomaly> largest(List<HourAnomaly> anomalies) {
        List<HourAnomaly> largest = List.of();
        for (HourAnomaly centre : anomalies) {
            List<HourAnomaly> group = anomalies.stream()
                    .filter(other ->
                            other.from().isBefore(centre.to()) && centre.from().isBefore(other.to()))
                    .toList();
            largest = group.size() > largest.size() ? group : largest;
        }
        return largest;
    }

    private static HourAnomaly together(List<HourAnomaly> group, int tested) {
        List<Instant> starts = group.stream().map(HourAnomaly::from).sorted().toList();
        List<Instant> ends = group.stream().map(HourAnomaly::to).sorted().toList();
        Instant from = starts.get(starts.size() / 2);
        Instant to = ends.get(ends.size() / 2);
        double ratio = dev.nightjar.stats.Robust.median(
                group.stream().mapToDouble(HourAnomaly::ratio).toArray());
        return new HourAnomaly(
                from,
                to,
                true,
                group.stream().map(anomaly -> anomaly.members().get(0)).sorted().toList(),
                ratio,
                group.stream().mapToDouble(HourAnomaly::extraMs).sum(),
                String.format(
                        Locale.ROOT,
                        "%d of %d statements took %.1f times their usual time from %s to %s: one cause for all",
                        group.size(),
                        tested,
                        ratio,
                        from,
                        to));
    }
}
