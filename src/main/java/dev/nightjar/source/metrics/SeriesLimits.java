package dev.nightjar.source.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Limits of series from {@code limits.json}: {@code {"SERIES": {"limit": 500}}} or {@code {"SERIES": 500}}. */
public final class SeriesLimits {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SeriesLimits() {}

    /** The limits beside a metric file, or in the folder itself; empty when there is no such file. */
    public static Map<String, Double> beside(Path metrics) {
        Path folder =
                Files.isDirectory(metrics) ? metrics : metrics.toAbsolutePath().getParent();
        Map<String, Double> limits = new LinkedHashMap<>();
        if (folder == null || !Files.isRegularFile(folder.resolve("limits.json"))) {
            return limits;
        }
        Path file = folder.resolve("limits.json");
        try {
            JSON.readTree(Files.readString(file)).properties().forEach(entry -> {
                JsonNode value = entry.getValue().isNumber()
                        ? entry.getValue()
                        : entry.getValue().path("limit");
                if (value.isNumber()) {
                    limits.put(entry.getKey(), value.asDouble());
                }
            });
        } catch (IOException | JacksonException e) {
            throw new MetricFileException(file + " is not JSON (" + e.getMessage() + "); repair it or remove it.", e);
        }
        return limits;
    }
}
