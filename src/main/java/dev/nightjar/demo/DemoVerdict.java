package dev.nightjar.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report found of the planted problems, and what it says about things that were not planted.
 *
 * @param problems each planted problem with what names it; none = missed
 * @param unplanted what is about no planted problem: right or wrong, the demo cannot tell
 */
public record DemoVerdict(List<Outcome> problems, List<Reported> unplanted) {

    /**
     * One finding or recommendation, as plain text.
     *
     * @param check such as {@code PG-IDX-MISSING}
     * @param object what it is about
     * @param text everything else that a reader sees of it: title, explanation, commands
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
        unplanted = List.copyOf(unplanted);
    }

    /** Compares a report with the list of planted problems. */
    public static DemoVerdict of(List<PlantedProblem> planted, List<Reported> report) {
        return new DemoVerdict(
                planted.stream()
                        .map(problem -> new Outcome(
                                problem,
                                report.stream().filter(problem::isNamedBy).toList()))
                        .toList(),
                report.stream()
                        .filter(reported -> planted.stream().noneMatch(problem -> problem.isNamedBy(reported)))
                        .toList());
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
