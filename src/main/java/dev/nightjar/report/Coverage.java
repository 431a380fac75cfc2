package dev.nightjar.report;

import dev.nightjar.model.Night;
import dev.nightjar.model.Sample;
import dev.nightjar.model.SubjectHistory;
import dev.nightjar.model.SubjectKind;
import dev.nightjar.model.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which spans of the lookback samples cover.
 *
 * @param spans disjoint, in order of time
 * @param jitter a shorter pause between samples is the schedule's, not a gap
 */
record Coverage(Window lookback, List<Window> spans, Duration jitter) {
    /** On the server's clock. */
    private static final Duration JITTER = Duration.ofMinutes(2);

    static Coverage of(Night night) {
        Duration jitter = Duration.ofMillis(
                Math.round(JITTER.toMillis() * Math.max(1, night.timeMap().factor())));
        List<SubjectHistory> instance = night.of(SubjectKind.INSTANCE).toList();
        Stream<SubjectHistory> witnesses = instance.isEmpty() ? night.histories().stream() : instance.stream();
        List<Window> intervals = witnesses
                .flatMap(history -> history.samples().stream())
                .map(Sample::interval)
                .distinct()
                .sorted(Comparator.comparing(Window::from).thenComparing(Window::to))
                .toList();
        List<Window> spans = new ArrayList<>();
        for (Window next : intervals) {
            Window last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && !next.from().isAfter(last.to().plus(jitter))) {
                if (next.to().isAfter(last.to())) {
                    spans.set(spans.size() - 1, new Window(last.from(), next.to()));
                }
            } else {
                spans.add(next);
            }
        }
        return new Coverage(night.lookback(), List.copyOf(spans), jitter);
    }

    /** Share of a window that is covered, 0–1. */
    double of(Window window) {
        double covered = 0;
        for (Window span : spans) {
            Instant from = span.from().isAfter(window.from()) ? span.from() : window.from();
            Instant to = span.to().isBefore(window.to()) ? span.to() : window.to();
            covered += Math.max(0, Duration.between(from, to).toMillis());
        }
        return covered / window.duration().toMillis();
    }

    /** What no sample covers, from the first sample on; what was before is not a gap but the beginning. */
    List<DataQuality.Gap> gaps() {
        List<DataQuality.Gap> gaps = new ArrayList<>();
        for (int i = 1; i < spans.size(); i++) {
            gaps.add(new DataQuality.Gap(spans.get(i - 1).to(), spans.get(i).from()));
        }
        if (!spans.isEmpty()) {
            Instant end = spans.get(spans.size() - 1).to();
            if (end.plus(jitter).isBefore(lookback.to())) {
                gaps.add(new DataQuality.Gap(end, lookback.to()));
            }
        }
        return gaps;
    }
}
