package dev.nightjar.detect;

import dev.nightjar.stats.Distributions;
import dev.nightjar.stats.Robust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells a change that a large part of the tested statements share at the same time as one finding: first over the whole
 * instance, then per application. What changed together beyond chance within an application or on a table is named as well. Members whose own change is much larger than the common one keep their own finding.
 *
 * @param common the shared changes, earliest first
 * @param own regressions that remain findings of their own
 */
record CommonCauses(List<CommonCause> common, List<Regression> own) {
    /** Fewer members are told one by one. */
    private static final int LEAST_MEMBERS = 5;
    /** Share of the tested statements that must take part. */
    private static final double LEAST_SHARE = .2;
    /** Binomial probability below which changes at the same time are no coincidence. */
    private static final double UNLIKELY = 1e-4;

    /** Onsets this close count as one even when their intervals are narrow. */
    private static final Duration TOGETHER = Duration.ofHours(3);
    /** A member beyond this factor of the common magnitude has a cause of its own on top. */
    private static final double OWN_FACTOR = 1.5;

    /**
     * Splits the regressions of a night.
     *
     * @param applications application of every tested statement, empty text where unknown
     * @param tables table of the statements of which it is known
     * @param history how far back onsets may lie
     */
    static CommonCauses of(
            List<Regression> regressions,
            Map<String, String> applications,
            Map<String, String> tables,
            Duration history) {
        List<CommonCause> common = new ArrayList<>();
        List<Regression> left = gather(regressions, applications.size(), "instance", "", common);
        Map<String, Integer> tested = counts(applications);
        if (tested.size() > 1) {
            for (Map.Entry<String, Integer> application : tested.entrySet()) {
                List<Regression> members = new ArrayList<>();
                List<Regression> others = new ArrayList<>();
                for (Regression r : left) {
                    (application.getKey().equals(applications.get(r.statement())) ? members : others).add(r);
                }
                others.addAll(gather(members, application.getValue(), "application", application.getKey(), common));
                left = others;
            }
        }
        double chance = applications.isEmpty()
                ? 0
                : regressions.size() / (double) applications.size() * 2 * TOGETHER.toMinutes() / history.toMinutes();
        beyondChance(left, tables, "table", chance, common);
        beyondChance(left, applications, "application", chance, common);
        common.sort(Comparator.comparing(CommonCause::onset));
        return new CommonCauses(common, left);
    }

    /**
     * Names what changed together more often than changes that fall by chance would, though not for everybody: a deploy, a table
     * that grew. Its members stay findings of their own, because each may need its own remedy.
     *
     * @param chance that a tested statement changes within the span that counts as together
     */
    private static void beyondChance(
            List<Regression> own, Map<String, String> names, String kind, double chance, List<CommonCause> common) {
        Set<String> told = new HashSet<>();
        common.forEach(cause -> told.addAll(cause.members()));
        counts(names).forEach((name, tested) -> {
            List<Regression> candidates = new ArrayList<>(own.stream()
                    .filter(r -> name.equals(names.get(r.statement())) && !told.contains(r.statement()))
                    .toList());
            List<Regression> group = largest(candidates);
            while (group.size() >= LEAST_MEMBERS
                    && Distributions.binomialAtLeast(group.size(), tested, Math.min(1, chance)) < UNLIKELY) {
                Set<String> members = members(group);
                common.add(cause(group, members, tested, kind, name));
                told.addAll(members);
                candidates.removeAll(group);
                group = largest(candidates);
            }
        });
    }

    private static Map<String, Integer> counts(Map<String, String> names) {
        Map<String, Integer> counts = new TreeMap<>();
        names.values().forEach(name -> counts.merge(name, 1, Integer::sum));
        counts.remove("");
        return counts;
    }

    private static Set<String> members(List<Regression> group) {
        Set<String> members = new HashSet<>();
        group.forEach(r -> members.add(r.statement()));
        return members;
    }

    private static List<Regression> largest(List<Regression> candidates) {
        List<Regression> largest = List.of();
        for (Regression centre : candidates) {
            List<Regression> group =
                    candidates.stream().filter(r -> together(centre, r)).toList();
            largest = members(group).size() > members(largest).size() ? group : largest;
        }
        return largest;
    }

    private static List<Regression> gather(
            List<Regression> candidates, int tested, String kind, String name, List<CommonCause> common) {
        int least = (int) Math.max(LEAST_MEMBERS, Math.ceil(LEAST_SHARE * tested));
        List<Regression> left = new ArrayList<>(candidates);
        while (left.size() >= least) {
            List<Regression> largest = largest(left);
            Set<String> members = members(largest);
            if (members.size() < least) {
                break;
            }
            CommonCause cause = cause(largest, members, tested, kind, name);
            common.add(cause);
            Set<Regression> taken = new HashSet<>(largest);
            left.removeIf(r -> taken.contains(r) && r.magnitude() < OWN_FACTOR * cause.magnitude());
            if (left.stream().anyMatch(taken::contains)) {
                List<Regression> own = left.stream().filter(taken::contains).toList();
                left.removeAll(own);
                List<Regression> rest = gather(left, tested, kind, name, common);
                rest.addAll(own);
                return rest;
            }
        }
        return left;
    }

    private static CommonCause cause(
            List<Regression> group, Set<String> members, int tested, String kind, String name) {
        double magnitude =
                Robust.median(group.stream().mapToDouble(Regression::magnitude).toArray());
        List<Instant> onsets = group.stream().map(Regression::onset).sorted().toList();
        Instant onset = onsets.get(onsets.size() / 2);
        String whose = kind.equals("instance") ? "tested statements" : "tested statements of " + kind + " " + name;
        return new CommonCause(
                onset,
                kind,
                members.stream().sorted().toList(),
                magnitude,
                group.stream().mapToDouble(Regression::extraMsPerDay).sum(),
                String.format(
                        Locale.ROOT,
                        "%d of %d %s changed together around %s, by a factor %.2f in the middle: one cause for all",
                        members.size(),
                        tested,
                        whose,
                        onset,
                        magnitude));
    }

    private static boolean together(Regression a, Regression b) {
        boolean overlap = !a.onsetLow().isAfter(b.onsetHigh()) && !b.onsetLow().isAfter(a.onsetHigh());
        boolean near = Duration.between(a.onset(), b.onset()).abs().compareTo(TOGETHER) <= 0;
        boolean narrow = Duration.between(a.onset(), b.onset()).abs().compareTo(Duration.ofHours(24)) <= 0;
        return near || (overlap && narrow);
    }
}
