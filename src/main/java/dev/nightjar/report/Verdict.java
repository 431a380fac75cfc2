package dev.nightjar.report;

import dev.nightjar.model.Estimate;
import dev.nightjar.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one line that says whether to act, and on what. */
final class Verdict {
    /** A change of database time that is worth a word; days differ by less. */
    private static final double NOTABLE_CHANGE = 0.1;

    private Verdict() {}

    static String of(
            List<ReportFinding> findings,
            List<ReportRecommendation> active,
            List<Slowdown> slowdowns,
            Load load,
            Estimate savings,
            boolean partial) {
        List<String> parts = new ArrayList<>();
        long critical = count(findings, Severity.CRITICAL);
        long high = count(findings, Severity.HIGH);
        if (critical > 0) {
            parts.add("Act today: " + plural(critical, "critical finding"));
        } else if (high > 0) {
            parts.add("Act this week: " + plural(high, "finding") + " of high severity");
        } else if (!active.isEmpty()) {
            parts.add("No urgent finding, " + plural(active.size(), "improvement") + " to consider");
        } else if (findings.isEmpty() && partial) {
            parts.add("Nothing found in what could be read");
        } else {
            parts.add("Nothing needs doing");
        }
        double share = savings.mid() / load.dbTimeSecondsPerDay().value();
        if (share >= 0.005) {
            parts.add(String.format(
                    Locale.ROOT,
                    "the recommendations together save about %.0f %% of database time",
                    Math.min(100, share * 100)));
        }
        double change = load.dbTimeSecondsPerDay().change();
        if (Math.abs(change) >= NOTABLE_CHANGE) {
            parts.add(String.format(
                    Locale.ROOT,
                    "database time is %.0f %% %s its baseline",
                    Math.abs(change) * 100,
                    change > 0 ? "above" : "below"));
        }
        long ongoing = slowdowns.stream().filter(Slowdown::ongoing).count();
        if (ongoing > 0) {
            parts.add(plural(ongoing, "statement") + (ongoing == 1 ? " has" : " have") + " become slower");
        }
        return String.join("; ", parts) + ".";
    }

    static long count(List<ReportFinding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
