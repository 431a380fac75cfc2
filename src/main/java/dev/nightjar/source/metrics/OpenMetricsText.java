package dev.nightjar.source.metrics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenMetrics and Prometheus text with time stamps: {@code name{label="value"} 1.5 1609459200}; comments are skipped. */
final class OpenMetricsText {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{[^}]*\\})?)\\s+(\\S+)(?:\\s+(\\S+))?(?:\\s+#.*)?");

    private OpenMetricsText() {}

    static List<MetricSeries> read(String text) {
        SeriesCollector collector = new SeriesCollector();
        text.lines().map(String::strip).filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                String time = sample.group(3);
                collector.add(
                        sample.group(1),
                        time == null ? Double.NaN : SampleTime.seconds(time),
                        SampleTime.number(sample.group(2)));
            }
        });
        return collector.series();
    }
}
