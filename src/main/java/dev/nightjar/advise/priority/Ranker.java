package dev.nightjar.advise.priority;

import static dev.nightjar.advise.priority.PriorityThreshold.MINIMUM_VALUE_SECONDS;
import static dev.nightjar.advise.priority.PriorityThreshold.MINIMUM_VALUE_SHARE;
import static dev.nightjar.advise.priority.PriorityThreshold.TIME_GAP;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Night;
import dev.nightjar.model.RankedRecommendation;
import dev.nightjar.model.Recommendation;
import dev.nightjar.model.Recommendation.Saving;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts all recommendations into one order by what they are worth.
 *
 * <p>Greedy by marginal value: each statement has a remaining share of its time, at first 1. Again and again the
 * recommendation with the highest confident net value, given what remains, is taken, and what it saves is taken off the
 * shares of its statements. So values add up and their sum never exceeds the database time. Confident net value in
 * percent: V = C · B / D · 100 − R · L, with C the confidence times what the data are worth, B the marginal saving, D
 * the database time, R the risk, L the share of D (in percent) of the statements concerned. The priority unites value
 * and hazard: 100 · (1 − (1 − P30) · (1 − U)), U = V / (V + 10): with no hazard, 50 is worth a tenth of all database
 * time; with no value, it is the probability in percent that users are hurt within thirty days.
 *
 * <p>A saving below the minimum counts as none. Intervals are the 10th and 90th percentile of 400 seeded draws; the
 * figure in the middle is the one at the median of all inputs. Cost: quadratic in recommendations, which are few.
 */
public final class Ranker {
    private static final double HALF_VALUE_PERCENT = 10;
    private static final double DOUBTFUL_CONFIDENCE = 0.6;

    private final Thresholds thresholds;

    public Ranker(Thresholds thresholds) {
        this.thresholds = thresholds;
    }

    /** The order does not depend on that of the arguments; recommendations with the same id are one. */
    public Ranking rank(Night night, Collection<Recommendation> recommendations) {
        return new Run(Workload.of(night)).rank(merged(recommendations));
    }

    private static List<Recommendation> merged(Collection<Recommendation> recommendations) {
        Map<String, Recommendation> byId = new TreeMap<>();
        recommendations.stream()
                .sorted(Comparator.comparing((Recommendation one) -> one.id())
                        .thenComparing(Recommendation::title)
                        .thenComparing(Recommendation::rationale))
                .forEach(one -> byId.merge(one.id(), one, Ranker::merged));
        return List.copyOf(byId.values());
    }

    private static Recommendation merged(Recommendation one, Recommendation same) {
        return new Recommendation(
                one.id(),
                Stream.concat(one.findingIds().stream(), same.findingIds().stream())
                        .distinct()
                        .toList(),
                one.action(),
                one.object(),
                one.title(),
                one.rationale(),
                one.savings().isEmpty() ? same.savings() : one.savings(),
                one.writeCostSecondsPerDay(),
                Math.max(one.harmProbability30d(), same.harmProbability30d()),
                Math.max(one.confidence(), same.confidence()),
                one.risk(),
                one.effortHours(),
                one.lock(),
                one.bytesNeeded(),
                one.language(),
                one.apply(),
                one.rollback(),
                one.precheck(),
                one.verification(),
                one.source(),
                one.alternatives());
    }

    /** One ranking; holds what is still to be saved. */
    private final class Run {
        private final Workload workload;
        private final Draws draws;
        private final double minimum;
        private final Map<Fingerprint, Double> remaining = new HashMap<>();
        private final Map<Fingerprint, double[]> remainingDraws = new HashMap<>();
        private final Map<String, String> takenOfGroup = new HashMap<>();
        private final List<RankedRecommendation> ranked = new ArrayList<>();
        private double saved;

        Run(Workload workload) {
            this.workload = workload;
            this.draws = new Draws(workload);
            this.minimum = Math.max(
                    thresholds.get(MINIMUM_VALUE_SECONDS),
                    thresholds.get(MINIMUM_VALUE_SHARE) * workload.secondsPerDay());
        }

        Ranking rank(List<Recommendation> recommendations) {
            List<Recommendation> open = new ArrayList<>(recommendations);
            while (!open.isEmpty()) {
                Recommendation best = open.stream().min(byValue()).orElseThrow();
                open.remove(best);
                boolean excluded =
                        best.alternatives().map(takenOfGroup::containsKey).orElse(false);
                ranked.add(excluded ? excluded(best) : take(best));
            }
            ranked.sort(Comparator.comparingInt((RankedRecommendation one) -> -one.priority())
                    .thenComparing(RankedRecommendation::recommendation, byEase()));
            return new Ranking(workload.secondsPerDay(), saved, workload.timeGap(), ranked);
        }

        /** Members of a group of which one is taken come last, so that the group's best is found first. */
        private Comparator<Recommendation> byValue() {
            return Comparator.comparingDouble((Recommendation one) -> -value(one, marginal(one)))
                    .thenComparingDouble(one -> -one.harmProbability30d())
                    .thenComparing(byEase());
        }

        private RankedRecommendation take(Recommendation one) {
            double mid = Math.min(marginal(one), workload.secondsPerDay() - saved);
            Estimate standAlone = estimate(one, standAlone(one), false);
            Estimate marginal = estimate(one, mid, true);
            double value = value(one, mid);
            boolean worthwhile = mid >= minimum;
            List<String> coveredBy = standAlone.mid() >= minimum && !worthwhile ? sharing(one) : List.of();
            if (mid > 0) {
                saveOf(one);
                saved += mid;
            }
            one.alternatives().ifPresent(group -> takenOfGroup.put(group, one.id()));
            return result(one, worthwhile ? value : 0, standAlone, marginal, value, coveredBy);
        }

        private RankedRecommendation excluded(Recommendation one) {
            String taken = takenOfGroup.get(one.alternatives().orElseThrow());
            return new RankedRecommendation(
                    one,
                    0,
                    Severity.INFO,
                    estimate(one, standAlone(one), false),
                    Estimate.ZERO,
                    0,
                    taken == null ? List.of() : List.of(taken));
        }

        private RankedRecommendation result(
                Recommendation one,
                double counted,
                Estimate standAlone,
                Estimate marginal,
                double value,
                List<String> coveredBy) {
            double useful = Math.max(0, counted);
            double usefulness = useful / (useful + HALF_VALUE_PERCENT);
            double harm = Math.min(1, Math.max(0, one.harmProbability30d()));
            int priority = (int) Math.round(100 * (1 - (1 - harm) * (1 - usefulness)));
            return new RankedRecommendation(
                    one, priority, band(priority, harm), standAlone, marginal, value, coveredBy);
        }

        private double standAlone(Recommendation one) {
            double sum = 0 - known(one.writeCostSecondsPerDay());
            for (Saving saving : savings(one)) {
                sum += workload.seconds(saving.fingerprint()) * Draws.median(saving.share());
            }
            return sum;
        }

        private double marginal(Recommendation one) {
            double sum = 0 - known(one.writeCostSecondsPerDay());
            for (Saving saving : savings(one)) {
                sum += left(saving.fingerprint()) * Draws.median(saving.share());
            }
            return sum;
        }

        private double left(Fingerprint fingerprint) {
            return workload.seconds(fingerprint) * remaining.getOrDefault(fingerprint, 1.0);
        }

        private double value(Recommendation one, double marginal) {
            if (!(workload.secondsPerDay() > 0)) {
                return 0;
            }
            double exposed = savings(one).stream()
                    .mapToDouble(saving -> left(saving.fingerprint()))
                    .sum();
            double percent = 100 / workload.secondsPerDay();
            return confidence(one) * marginal * percent - one.risk() * exposed * percent;
        }

        private double confidence(Recommendation one) {
            Set<Fingerprint> statements =
                    one.savings().stream().map(Saving::fingerprint).collect(Collectors.toSet());
            double confidence = one.confidence() * workload.dataFactor(statements);
            return workload.timeGap() > thresholds.get(TIME_GAP)
                    ? Math.min(confidence, DOUBTFUL_CONFIDENCE)
                    : confidence;
        }

        private Estimate estimate(Recommendation one, double mid, boolean ofWhatRemains) {
            double[] sums = new double[Draws.COUNT];
            Arrays.fill(sums, 0 - known(one.writeCostSecondsPerDay()));
            for (Saving saving : savings(one)) {
                double[] times = draws.times(saving.fingerprint());
                double[] shares = Draws.shares(one.id(), saving.fingerprint(), saving.share());
                double[] left = ofWhatRemains ? remainingDraws.get(saving.fingerprint()) : null;
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += times[i] * shares[i] * (left == null ? 1 : left[i]);
                }
            }
            return new Estimate(
                    Math.min(mid, Draws.quantile(sums, 0.1)), mid, Math.max(mid, Draws.quantile(sums, 0.9)));
        }

        private void saveOf(Recommendation one) {
            for (Saving saving : savings(one)) {
                remaining.merge(saving.fingerprint(), 1 - Draws.median(saving.share()), (a, b) -> a * b);
                double[] shares = Draws.shares(one.id(), saving.fingerprint(), saving.share());
                double[] left = remainingDraws.computeIfAbsent(saving.fingerprint(), ignored -> ones());
                for (int i = 0; i < left.length; i++) {
                    left[i] *= 1 - shares[i];
                }
            }
        }

        /** Those already taken that save of the same statements. */
        private List<String> sharing(Recommendation one) {
            Set<Fingerprint> statements = new HashSet<>();
            one.savings().forEach(saving -> statements.add(saving.fingerprint()));
            return ranked.stream()
                    .filter(other -> other.marginal().mid() > 0)
                    .map(RankedRecommendation::recommendation)
                    .filter(other ->
                            other.savings().stream().anyMatch(saving -> statements.contains(saving.fingerprint())))
                    .map(Recommendation::id)
                    .toList();
        }
    }

    /** One saving per statement, the larger where there are two: a statement's time is saved once. */
    private static Collection<Saving> savings(Recommendation one) {
        Map<Fingerprint, Saving> distinct = new TreeMap<>();
        one.savings()
                .forEach(saving -> distinct.merge(
                        saving.fingerprint(),
                        saving,
                        (a, b) -> Draws.median(a.share()) >= Draws.median(b.share()) ? a : b));
        return distinct.values();
    }

    private static Comparator<Recommendation> byEase() {
        return Comparator.comparingDouble(Recommendation::effortHours)
                .thenComparingInt(one -> lockLevel(one.lock()))
                .thenComparing(one -> one.id());
    }

    private static int lockLevel(String lock) {
        if (lock.isEmpty()) {
            return 0;
        }
        return lock.contains("ACCESS EXCLUSIVE") ? 3 : lock.contains("SHARE UPDATE EXCLUSIVE") ? 1 : 2;
    }

    private static Severity band(int priority, double harm) {
        if (priority >= 80) {
            return harm >= 0.5 ? Severity.CRITICAL : Severity.HIGH;
        }
        return priority >= 50
                ? Severity.HIGH
                : priority >= 20 ? Severity.MEDIUM : priority >= 5 ? Severity.LOW : Severity.INFO;
    }

    private static double[] ones() {
        double[] ones = new double[Draws.COUNT];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
