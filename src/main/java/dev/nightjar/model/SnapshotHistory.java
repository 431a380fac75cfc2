package dev.nightjar.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histories that a few snapshots of one source tell by themselves, without a store. */
public final class SnapshotHistory {
    private SnapshotHistory() {}

    /**
     * One history per subject that did something between the first snapshot and the last, or has a level; the whole span
     * is both the night and the lookback. Fewer than two snapshots tell nothing.
     *
     * @param snapshots of one target in order of time; those of different sources are compared with their own kind
     */
    public static List<SubjectHistory> of(List<Snapshot> snapshots) {
        Map<String, Snapshot> before = new LinkedHashMap<>();
        Map<Subject, List<Sample>> samples = new LinkedHashMap<>();
        for (Snapshot snapshot : snapshots) {
            Snapshot earlier = before.put(snapshot.source(), snapshot);
            if (earlier != null) {
                snapshot.since(earlier)
                        .forEach(sample -> samples.computeIfAbsent(sample.subject(), subject -> new ArrayList<>())
                                .add(sample));
            }
        }
        List<SubjectHistory> histories = new ArrayList<>();
        samples.forEach((subject, list) -> {
            Measures sum = list.stream()
                    .map(Sample::measures)
                    .reduce(Measures::plus)
                    .orElseGet(() -> Measures.unknown(subject.kind()));
            histories.add(new SubjectHistory(subject, list, sum, sum));
        });
        return histories;
    }
}
