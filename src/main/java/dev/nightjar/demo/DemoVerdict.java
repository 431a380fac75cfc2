package dev.nightjar.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a report found of the planted problems, and what it says about things that were not planted.
 *
 * @param problems each planted problem with what names it; none = missed
 * @param consequences what speaks of a planted problem's effects without naming the problem
 * @param unplanted what is about no planted problem: right or wrong, the demo cannot tell
 */
public record DemoVerdict(List<Outcome> problems, List<Reported> consequences, List<Reported> unplanted) {

    /**
     * One finding or recommendation, as plain text.
     *
     * @param check such as {@code PG-IDX-MISSING}
     * @param object what it is about
     * @param text everything else that a reader sees of it: title, explanation, statements, commands
     * @param since when it began, if it says so
     */
    public record Reported(String check, String object, String text, Optional<Instant> since) {}

    /** A planted problem and what names it. */
    public record Outcome(PlantedProblem problem, List<Reported> namedBy) {
        public boolean isFound() {
            return !namedBy.isEmpty();
        }
    }

    public DemoVerdict {
        problems = List.copyOf(problems);
        consequences = List.copyOf(consequences);
        unplanted = List.copyOf(unplanted);
    }

    /** Compares a report with the list of planted problems. */
    public static DemoVerdict of(List<PlantedProblem> planted, List<Reported> report) {
        Predicate<Reported> named = reported -> planted.stream().anyMatch(problem -> problem.isNamedBy(reported));
        Predicate<Reported> explained = reported -> planted.stream().anyMatch(problem -> problem.explains(reported));
        List<Reported> others = report.stream().filter(named.negate()).toList();
        return new DemoVerdict(
                planted.stream()
                        .map(problem -> new Outcome(
                                problem,
                                report.stream().filter(problem::isNamedBy).toList()))
                        .toList(),
                others.stream().filter(explained).toList(),
                others.stream().filter(explained.negate()).toList());
    }

    public List<PlantedProblem> missed() {
        return problems.stream()
                .filter(outcome -> !outcome.isFound())
                .map(Outcome::problem)
                .toList();
    }

    public boolean foundAll() {
        return missed().isEmpty();
    }
}
