package dev.nightjar.cli;

import dev.nightjar.job.run.RunRequest;
import dev.nightjar.job.run.RunResult;
import dev.nightjar.model.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a run ended, as {@code run --json} says it. */
final class RunJson {
    private RunJson() {}

    static Map<String, @Nullable Object> of(RunRequest request, RunResult result, List<Finding> findings) {
        Map<String, @Nullable Object> run = JsonFile.object(
                "job", request.job(),
                "target", request.target(),
                "status", result.status().name().toLowerCase(Locale.ROOT),
                "message", result.message());
        if (request instanceof RunRequest.Nightly nightly) {
            run.put(
                    "window",
                    JsonFile.object(
                            "from",
                            nightly.window().from(),
                            "to",
                            nightly.window().to()));
            run.put("revision", nightly.revision());
            run.put(
                    "findings",
                    findings.stream()
                            .collect(Collectors.groupingBy(
                                    finding -> finding.severity().name().toLowerCase(Locale.ROOT),
                                    TreeMap::new,
                                    Collectors.counting())));
        }
        run.put(
                "missing",
                result.missing().stream()
                        .map(input -> JsonFile.object(
                                "source", input.source(), "reason", input.reason(), "remedy", input.remedy()))
                        .toList());
        run.put("files", result.files().stream().map(Object::toString).toList());
        return run;
    }
}
