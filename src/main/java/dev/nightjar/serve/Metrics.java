package dev.nightjar.serve;

import dev.nightjar.model.Finding;
import dev.nightjar.model.Severity;
import dev.nightjar.model.Window;
import dev.nightjar.store.NightEntry;
import dev.nightjar.store.SourceCoverage;
import dev.nightjar.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a monitoring system may watch, in the Prometheus text format 0.0.4: when each source was last read, when each
 * target was last judged, and what was found then.
 */
final class Metrics {
    private static final Duration RECENT = Duration.ofDays(2);

    private final Store store;

    Metrics(Store store) {
        this.store = store;
    }

    /** @param now of each target, by name, in its own time */
    String text(Map<String, Instant> now) {
        StringBuilder visits =
                family("nightjar_last_visit_timestamp_seconds", "When a source was last read, in the target's time.");
        StringBuilder nights =
                family("nightjar_last_night_timestamp_seconds", "End of the last window that has a report.");
        StringBuilder findings = family("nightjar_findings", "Findings of that window, by severity.");
        new TreeMap<>(now).forEach((target, at) -> {
            for (SourceCoverage source : store.samples().coverage(target, new Window(at.minus(RECENT), at))) {
                List<Window> intervals = source.intervals();
                sample(
                        visits,
                        "nightjar_last_visit_timestamp_seconds",
                        Map.of("target", target, "source", source.source()),
                        intervals.get(intervals.size() - 1).to().getEpochSecond());
            }
            store.nights().list(target).stream()
                    .filter(NightEntry::hasReport)
                    .findFirst()
                    .ifPresent(last -> {
                        sample(
                                nights,
                                "nightjar_last_night_timestamp_seconds",
                                Map.of("target", target),
                                last.window().to().getEpochSecond());
                        List<Finding> found = store.nights().findings(target, last.window());
                        for (Severity severity : Severity.values()) {
                            sample(
                                    findings,
                                    "nightjar_findings",
                                    Map.of(
                                            "target",
                                            target,
                                            "severity",
                                            severity.name().toLowerCase(Locale.ROOT)),
                                    found.stream()
                                            .filter(one -> one.severity() == severity)
                                            .count());
                        }
                    });
        });
        Runtime runtime = Runtime.getRuntime();
        StringBuilder heap = family("nightjar_heap_used_bytes", "Heap in use.");
        sample(heap, "nightjar_heap_used_bytes", Map.of(), runtime.totalMemory() - runtime.freeMemory());
        return visits.append(nights).append(findings).append(heap).toString();
    }

    private static StringBuilder family(String name, String help) {
        return new StringBuilder("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n");
    }

    private static void sample(StringBuilder out, String name, Map<String, String> labels, long value) {
        out.append(name);
        if (!labels.isEmpty()) {
            StringBuilder inner = new StringBuilder();
            new TreeMap<>(labels)
                    .forEach((label, text) -> inner.append(inner.isEmpty() ? "" : ",")
                            .append(label)
                            .append("=\"")
                            .append(escaped(text))
                            .append('"'));
            out.append('{').append(inner).append('}');
        }
        out.append(' ').append(value).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
