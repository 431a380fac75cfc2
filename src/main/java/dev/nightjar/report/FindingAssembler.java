package dev.nightjar.report;

import dev.nightjar.model.Finding;
import dev.nightjar.model.Fingerprint;
import dev.nightjar.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Joins tonight's findings with what earlier nights know of them, the worst first. */
final class FindingAssembler {
    private final ReportInput input;

    FindingAssembler(ReportInput input) {
        this.input = input;
    }

    List<ReportFinding> assemble() {
        Map<String, FindingHistory> histories = input.histories().stream()
                .collect(Collectors.toMap(
                        FindingHistory::findingId, Function.identity(), (first, second) -> first, TreeMap::new));
        Set<String> present = input.findings().stream().map(Finding::id).collect(Collectors.toSet());
        Map<String, List<String>> causes = new TreeMap<>();
        for (Finding finding : input.findings()) {
            for (String cause : finding.symptomOf()) {
                if (present.contains(cause)) {
                    causes.computeIfAbsent(cause, key -> new ArrayList<>()).add(finding.id());
                }
            }
        }
        Set<String> answered = input.recommendations().stream()
                .flatMap(ranked -> ranked.recommendation().findingIds().stream())
                .collect(Collectors.toSet());
        return input.findings().stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(Comparator.comparingDouble(FindingAssembler::cost)
                                .reversed())
                        .thenComparing((Finding finding) -> finding.id()))
                .map(finding -> {
                    Optional<FindingHistory> history = Optional.ofNullable(histories.get(finding.id()));
                    return new ReportFinding(
                            finding.id(),
                            finding.check(),
                            finding.object(),
                            history.map(FindingHistory::status).orElse(FindingHistory.Status.NEW),
                            finding.severity(),
                            kind(finding, present, answered),
                            finding.title(),
                            finding.explanation(),
                            causes.getOrDefault(finding.id(), List.of()).stream()
                                    .sorted()
                                    .toList(),
                            finding.symptomOf(),
                            finding.fingerprints().stream()
                                    .map(Fingerprint::toString)
                                    .toList(),
                            history.map(FindingHistory::firstSeen)
                                    .orElse(input.night().window().from()),
                            input.night().window().to(),
                            history.map(FindingHistory::nightsSeen).orElse(1),
                            finding.since(),
                            finding.impact(),
                            finding.evidence(),
                            finding.confidence());
                })
                .toList();
    }

    private static ReportFinding.Kind kind(Finding finding, Set<String> present, Set<String> answered) {
        if (finding.symptomOf().stream().anyMatch(present::contains)) {
            return ReportFinding.Kind.SYMPTOM;
        }
        boolean informs = finding.severity() == Severity.INFO && !answered.contains(finding.id());
        return informs ? ReportFinding.Kind.INFORMATION : ReportFinding.Kind.PROBLEM;
    }

    private static double cost(Finding finding) {
        double seconds = finding.impact().secondsPerDay();
        return Double.isNaN(seconds) ? 0 : seconds;
    }
}
