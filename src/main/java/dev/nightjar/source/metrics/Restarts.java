package dev.nightjar.source.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When the processes behind the metrics of a file last started, as far as the file says: a start time that moved (Prometheus'
 * {@code process_start_time_seconds}) or an uptime that fell. It speaks for metrics that have all of its labels.
 */
public final class Restarts {
    private static final Pattern CLOCK = Pattern.compile(
            "(?i)(?:(?:process|postmaster|postgres|pg|redis|server|instance|jvm|app|service)_)*"
                    + "(?:start_?time|up_?time|boot_?time)(?:_in)?(?:_(?:seconds|milliseconds|ms|minutes|hours|days))?");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern UPTIME = Pattern.compile("(?i).*up_?time.*");
    /** A start time is computed from two clocks and moves by a little. */
    private static final double JITTER_SECONDS = 120;

    private record Clock(Map<String, String> labels, Optional<Instant> lastRestart) {}

    private final List<Clock> clocks = new ArrayList<>();

    private Restarts() {}

    public static Restarts in(List<MetricSeries> file) {
        Restarts restarts = new Restarts();
        file.stream()
                .filter(Restarts::isClock)
                .map(one -> new Clock(labels(one.name()), last(one)))
                .forEach(restarts.clocks::add);
        return restarts;
    }

    /** Whether a series tells when a process started rather than what it needs. */
    public static boolean isClock(MetricSeries series) {
        return CLOCK.matcher(bare(series)).matches() && series.seconds().length > 0;
    }

    /** The last restart of the process behind a metric; empty when none was seen, or nothing tells. */
    public Optional<Instant> last(String metric) {
        Map<String, String> labels = labels(metric);
        return clocks.stream()
                .filter(clock -> labels.entrySet().containsAll(clock.labels.entrySet()))
                .flatMap(clock -> clock.lastRestart.stream())
                .max(Instant::compareTo);
    }

    private static Optional<Instant> last(MetricSeries clock) {
        double sign = UPTIME.matcher(bare(clock)).matches() ? -1 : 1;
        double jitter = sign < 0 ? 0 : JITTER_SECONDS;
        double[] values = clock.values();
        Optional<Instant> last = Optional.empty();
        double before = Double.NaN;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                last = sign * (values[i] - before) > jitter ? clock.at(i) : last;
                before = values[i];
            }
        }
        return last;
    }

    private static Map<String, String> labels(String name) {
        Map<String, String> labels = new HashMap<>();
        Matcher label = LABEL.matcher(name);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static String bare(MetricSeries series) {
        String name = series.name();
        int brace = name.indexOf('{');
        return brace < 0 ? name : name.substring(0, brace);
    }
}
