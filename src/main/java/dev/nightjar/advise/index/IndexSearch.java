package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexSpec;
import dev.nightjar.advise.index.shadow.ShadowIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Chooses among candidates made beforehand.
 *
 * <p>First a tournament per statement: planned with all its candidates at once, those that its plan reads go on and are
 * taken away, up to four rounds; five to seven plans a statement. Then lazy greedy selection over all statements (Minoux
 * 1978: a stale gain is an upper bound, so only the head of the queue is computed anew), by gain, or by gain per byte
 * where a budget binds. Then every chosen index must prove itself: what brings less than the threshold without the
 * others' help, or worsens a statement, goes.
 */
final class IndexSearch {
    private static final int ROUNDS = 4;
    private static final double SECOND_PLACE = 10;

    private final CostTable costs;
    private final List<ModelledStatement> statements;
    private final Map<ModelledStatement, Double> weights;
    private final Upkeep upkeep;
    private final IndexSettings settings;
    private final List<IndexAdvice.Rejected> rejected = new ArrayList<>();

    /**
     * @param weights of a statement: milliseconds a day that one planner unit of a call stands for
     */
    IndexSearch(CostTable costs, Map<ModelledStatement, Double> weights, Upkeep upkeep, IndexSettings settings) {
        this.costs = costs;
        this.statements = List.copyOf(weights.keySet());
        this.weights = weights;
        this.upkeep = upkeep;
        this.settings = settings;
    }

    List<IndexAdvice.Rejected> rejected() {
        return rejected;
    }

    /** The chosen set. */
    Set<ShadowIndex> choose(Candidates candidates) {
        Map<ModelledStatement, Set<IndexSpec>> narrow = new LinkedHashMap<>();
        Map<ModelledStatement, Set<IndexSpec>> covering = new LinkedHashMap<>();
        Set<IndexSpec> all = new LinkedHashSet<>();
        for (ModelledStatement statement : statements) {
            Set<IndexSpec> plain = new LinkedHashSet<>();
            Set<IndexSpec> wide = new LinkedHashSet<>();
            statement
                    .allAccesses()
                    .forEach(access -> candidates.of(access).forEach(spec -> {
                        plain.add(spec);
                        candidates.covering(spec, access).ifPresent(wide::add);
                    }));
            narrow.put(statement, plain);
            covering.put(statement, wide);
            all.addAll(plain);
            all.addAll(wide);
        }
        Map<IndexSpec, ShadowIndex> made = costs.shadow().create(all);
        Set<ShadowIndex> finalists = new LinkedHashSet<>();
        for (ModelledStatement statement : statements) {
            finalists.addAll(tournament(statement, indexes(made, narrow.getOrDefault(statement, Set.of()))));
            finalists.addAll(tournament(statement, indexes(made, covering.getOrDefault(statement, Set.of()))));
        }
        Set<ShadowIndex> chosen = greedy(finalists, new LinkedHashSet<>());
        prove(chosen);
        greedy(finalists, chosen);
        prove(chosen);
        return chosen;
    }

    private static List<ShadowIndex> indexes(Map<IndexSpec, ShadowIndex> made, Set<IndexSpec> specs) {
        return specs.stream().filter(made::containsKey).map(made::get).toList();
    }

    private Set<ShadowIndex> tournament(ModelledStatement statement, List<ShadowIndex> candidates) {
        Set<ShadowIndex> kept = new LinkedHashSet<>();
        List<ShadowIndex> left = new ArrayList<>(candidates);
        double before = costs.of(statement, List.of()).units();
        for (int round = 0; round < ROUNDS && !left.isEmpty(); round++) {
            CostTable.Cost cost = costs.of(statement, left);
            List<ShadowIndex> used = left.stream()
                    .filter(index -> cost.indexes().contains(index.name()))
                    .toList();
            if (used.isEmpty() || cost.units() > 0.99 * before) {
                break;
            }
            kept.addAll(used);
            left.removeAll(used);
        }
        return kept;
    }

    private Set<ShadowIndex> greedy(Collection<ShadowIndex> finalists, Set<ShadowIndex> chosen) {
        record Offer(ShadowIndex index, double value, int round) {}
        PriorityQueue<Offer> queue = new PriorityQueue<>(Comparator.comparingDouble((Offer offer) -> -offer.value())
                .thenComparing(offer -> offer.index().name()));
        for (ShadowIndex index : finalists) {
            if (!chosen.contains(index)) {
                queue.add(new Offer(index, Double.MAX_VALUE, -1));
            }
        }
        boolean scarce =
                finalists.stream().mapToLong(index -> index.size().bytes()).sum() > settings.budgetBytes();
        double threshold = settings.minimumGain() * total(Set.of());
        long bytes = chosen.stream().mapToLong(index -> index.size().bytes()).sum();
        for (int round = 0; !queue.isEmpty(); ) {
            Offer head = queue.remove();
            long size = head.index().size().bytes();
            if (bytes + size > settings.budgetBytes()) {
                continue;
            }
            if (head.round() != round) {
                double gain = gain(head.index(), chosen);
                if (gain >= threshold * place(head.index(), chosen)
                        && gain >= settings.upkeepFactor() * upkeepMs(head.index())) {
                    double net = gain - upkeepMs(head.index());
                    queue.add(new Offer(head.index(), scarce ? net / size : net, round));
                }
                continue;
            }
            chosen.add(head.index());
            bytes += size;
            round++;
        }
        return chosen;
    }

    private double gain(ShadowIndex index, Set<ShadowIndex> chosen) {
        Set<ShadowIndex> with = new HashSet<>(chosen);
        with.add(index);
        double gain = 0;
        for (ModelledStatement statement : statements) {
            if (statement.tables().contains(index.spec().table())) {
                gain += weight(statement)
                        * (costs.of(statement, chosen).units()
                                - costs.of(statement, with).units());
            }
        }
        return gain;
    }

    /** Takes out, worst first, what does not earn its place in the company of the others. */
    private void prove(Set<ShadowIndex> chosen) {
        double threshold = settings.minimumGain() * total(Set.of());
        while (true) {
            Map<ShadowIndex, Double> worth = new HashMap<>();
            for (ShadowIndex index : chosen) {
                Set<ShadowIndex> others = new HashSet<>(chosen);
                others.remove(index);
                worth.put(
                        index,
                        (gain(index, others) - settings.upkeepFactor() * upkeepMs(index)) / place(index, others));
            }
            Optional<ShadowIndex> worst = worth.entrySet().stream()
                    .filter(entry -> entry.getValue() < threshold)
                    .min(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey);
            if (worst.isEmpty()) {
                break;
            }
            chosen.remove(worst.get());
            rejected.add(new IndexAdvice.Rejected(
                    worst.get().spec().toString(), "beside the other new indexes it saves too little for its upkeep"));
        }
        for (ModelledStatement statement : statements) {
            CostTable.Cost now = costs.of(statement, chosen);
            if (now.units()
                    > (1 + settings.worsening())
                            * costs.of(statement, List.of()).units()) {
                chosen.removeIf(index -> {
                    boolean guilty = now.indexes().contains(index.name());
                    if (guilty) {
                        rejected.add(new IndexAdvice.Rejected(
                                index.spec().toString(),
                                "statement " + statement.fingerprint() + " would become dearer by more than a tenth"));
                    }
                    return guilty;
                });
            }
        }
    }

    /** A second index that begins with the same column must bring much more: people mind the number of indexes. */
    private static double place(ShadowIndex index, Set<ShadowIndex> others) {
        return others.stream().anyMatch(other -> beginsAlike(index, other)) ? SECOND_PLACE : 1;
    }

    private static boolean beginsAlike(ShadowIndex one, ShadowIndex other) {
        return one.spec().table().equals(other.spec().table())
                && one.spec().predicate().equals(other.spec().predicate())
                && one.spec().keys().get(0).equals(other.spec().keys().get(0));
    }

    double total(Set<ShadowIndex> with) {
        return statements.stream()
                .mapToDouble(statement ->
                        weight(statement) * costs.of(statement, with).units())
                .sum();
    }

    private double upkeepMs(ShadowIndex index) {
        return upkeep.msPerDay(index.spec());
    }

    private double weight(ModelledStatement statement) {
        return weights.getOrDefault(statement, 0.0);
    }
}
