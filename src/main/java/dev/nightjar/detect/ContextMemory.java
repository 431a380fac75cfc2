package dev.nightjar.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers what followed what in a series of levels, and says how much of what it expected of the next one fails to come.
 *
 * <p>A level is three facts, its binary digits. A context joins the facts before (digits, and the contexts confirmed then) to
 * the digits after. Whatever an earlier occasion and this one have in common becomes a context too, so the memory generalises: "high before"
 * may be followed by "odd" whatever else was the case. The idea is Smirnov's contextual anomaly detector (2016), found among
 * the best on the Numenta Anomaly Benchmark. A series that needs more contexts than its memory holds repeats too little to be expected: the
 * memory is then full and its answers mean nothing. Cost: a sample meets at most all contexts, hundreds where much repeats.
 */
final class ContextMemory {
    /** Digits of a level. */
    static final int DIGITS = 3;

    /** Common parts longer than this are one occasion, not a pattern. */
    private static final int LONGEST_PATTERN = 7;
    /** Confirmed contexts that are facts for the next sample: the most often confirmed ones. */
    private static final int REMEMBERED = 15;

    private static final int FIRST_CONTEXT_FACT = 2 * DIGITS;

    private final Side before = new Side();
    private final Side after = new Side();
    private final List<Context> contexts = new ArrayList<>();
    private final int most;
    private List<Integer> last = List.of();

    /**
     * Starts empty.
     *
     * @param most contexts to hold at most
     */
    ContextMemory(int most) {
        this.most = most;
    }

    /** Whether there was more to learn than the memory holds. */
    boolean full() {
        return contexts.size() >= most;
    }

    /**
     * Takes the next level.
     *
     * @return from 0 (all came as expected) to 1 (nothing did, and much about it is new)
     */
    double surprise(int level) {
        List<Integer> now = digits(level);
        Optional<Context> occasion = last.isEmpty() ? Optional.empty() : learn(last, now, true);
        boolean unseen = occasion.isPresent();
        int newest = occasion.map(c -> c.id).orElse(-1);
        after.meet(now);
        int expected = 0;
        List<Context> confirmed = new ArrayList<>();
        Set<Pattern> common = new HashSet<>();
        List<Pattern> proposals = new ArrayList<>();
        for (FactSet left : before.met) {
            boolean complete = left.complete();
            if (!complete && !(unseen && left.met.size() <= LONGEST_PATTERN)) {
                continue;
            }
            for (Context context : left.followers.values()) {
                if (context.id == newest) {
                    continue;
                }
                boolean came = !context.right.met.isEmpty();
                boolean wholly = came && context.right.complete();
                expected += complete ? 1 : 0;
                if (complete && wholly) {
                    context.confirmations++;
                    confirmed.add(context);
                } else if (came && unseen && context.occasion && left.met.size() <= LONGEST_PATTERN) {
                    Pattern pattern = new Pattern(List.copyOf(left.met), List.copyOf(context.right.met));
                    if (common.add(pattern)) {
                        proposals.add(pattern);
                    }
                }
            }
        }
        int learned = 0;
        for (Pattern pattern : proposals) {
            learned += learn(pattern.before, pattern.after, false).isPresent() ? 1 : 0;
        }
        last = facts(now, confirmed);
        before.meet(last);
        double missed = expected == 0 ? 1 : 1 - confirmed.size() / (double) expected;
        double novel = unseen ? learned / (1.0 + proposals.size()) : 0;
        return (missed + novel) / 2;
    }

    private static List<Integer> digits(int level) {
        List<Integer> facts = new ArrayList<>(DIGITS);
        for (int digit = 0; digit < DIGITS; digit++) {
            facts.add(2 * digit + ((level >> digit) & 1));
        }
        return facts;
    }

    private static List<Integer> facts(List<Integer> digits, List<Context> confirmed) {
        confirmed.sort(Comparator.<Context>comparingInt(c -> c.confirmations).thenComparingInt(c -> c.id));
        List<Integer> facts = new ArrayList<>(digits);
        for (Context context : confirmed.subList(Math.max(0, confirmed.size() - REMEMBERED), confirmed.size())) {
            facts.add(FIRST_CONTEXT_FACT + context.id);
        }
        facts.sort(Comparator.naturalOrder());
        return List.copyOf(facts);
    }

    /** The context, when it is a new one. */
    private Optional<Context> learn(List<Integer> factsBefore, List<Integer> factsAfter, boolean occasion) {
        if (full()) {
            return Optional.empty();
        }
        FactSet left = before.of(factsBefore);
        FactSet right = after.of(factsAfter);
        Context known = left.followers.get(right);
        if (known != null) {
            known.occasion |= occasion;
            return Optional.empty();
        }
        Context context = new Context(contexts.size(), right, occasion);
        left.followers.put(right, context);
        contexts.add(context);
        return Optional.of(context);
    }

    private record Pattern(List<Integer> before, List<Integer> after) {}

    /** Facts before and facts after, and how often the ones led to the others. */
    private static final class Context {
        private final int id;
        private final FactSet right;
        /** Whether all of it was seen at once, rather than as a common part. */
        private boolean occasion;

        private int confirmations;

        Context(int id, FactSet right, boolean occasion) {
            this.id = id;
            this.right = right;
            this.occasion = occasion;
        }
    }

    /** Facts that were together, and those of them that are the case. */
    private static final class FactSet {
        private final int size;
        private final List<Integer> met = new ArrayList<>();
        private final Map<FactSet, Context> followers = new LinkedHashMap<>();

        FactSet(int size) {
            this.size = size;
        }

        boolean complete() {
            return met.size() == size;
        }
    }

    /** All sets of facts before, or all after, by each fact in them. */
    private static final class Side {
        private final Map<List<Integer>, FactSet> sets = new HashMap<>();
        private final Map<Integer, List<FactSet>> byFact = new HashMap<>();
        private final List<FactSet> met = new ArrayList<>();

        FactSet of(List<Integer> facts) {
            FactSet known = sets.get(facts);
            if (known == null) {
                known = new FactSet(facts.size());
                sets.put(facts, known);
                for (int fact : facts) {
                    byFact.computeIfAbsent(fact, f -> new ArrayList<>()).add(known);
                }
            }
            return known;
        }

        void meet(List<Integer> facts) {
            met.forEach(set -> set.met.clear());
            met.clear();
            for (int fact : facts) {
                for (FactSet set : byFact.getOrDefault(fact, List.of())) {
                    if (set.met.isEmpty()) {
                        met.add(set);
                    }
                    set.met.add(fact);
                }
            }
        }
    }
}
