package dev.nightjar.detect;

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
 * instance, then per application. Members whose own change is much larger than the common one keep their own finding.
 *
 * @param common the shared changes, earliest first
 * @param own regressions that remain findings of their own
 */
record CommonCauses(List<CommonCause> common, List<Regression> own) {
    /** Fewer members are told one by one. */
    private static final int LEAST_MEMBERS = 5;
    /** Share of the tested statements that must take part. */
    private static final double LEAST_SHARE = .2;
    /** Onsets this close count as one even when their intervals are narrow. */
    private static final Duration TOGETHER = Duration.ofHours(3);
    /** A member beyond this factor of the common magnitude has a cause of its own on top. */
    private static final double OWN_FACTOR = 1.5;

    /**
     * Splits the regressions of a night.
     *
     * @param applications application of every tested statement, empty text where unknown
     */
    static CommonCauses of(List<Regression> regressions, Map<String, String> applications) {
        List<CommonCause> common = new ArrayList<>();
        List<Regression> left = gather(regressions, applications.size(), "instance", "", common);
        Map<String, Integer> tested = new TreeMap<>();
        applications.values().forEach(name -> tested.merge(name, 1, Integer::sum));
        tested.remove("");
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
        common.sort(Comparator.comparing(CommonCause::onset));
        return new CommonCauses(common, left);
    }

    private static List<Regression> gather(
            List<Regression> candidates, int tested, String kind, String name, List<CommonCause> common) {
        int least = (int) Math.max(LEAST_MEMBERS, Math.ceil(LEAST_SHARE * tested));
        List<Regression> left = new ArrayList<>(candidates);
        while (left.size() >= least) {
            List<Regression> largest = List.of();
            for (Regression centre : left) {
                List<Regression> group =
                        left.stream().filter(r -> together(centre, r)).toList();
                largest = group.size() > largest.size() ? group : largest;
            }
            Set<String> members = new HashSet<>();
            largest.forEach(r -> members.add(r.statement()));
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
        String whose = kind.equals("instance") ? "tested statements" : "tested statements of " + name;
        return new CommonCause(
                onset,
                kind,
                members.stream().sorted().toList(),
                magnitude,
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
