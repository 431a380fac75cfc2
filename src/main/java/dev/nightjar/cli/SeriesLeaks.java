package dev.nightjar.cli;

import dev.nightjar.detect.Leak;
import dev.nightjar.detect.LeakDetector;
import dev.nightjar.source.metrics.DailySeries;
import dev.nightjar.source.metrics.MetricSeries;
import dev.nightjar.source.metrics.Restarts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Looks for leaks in the metrics of a file: process, JVM and Redis memory, connections, whatever is given back at times. */
final class SeriesLeaks {
    /** What OpenMetrics calls a counter. */
    private static final Pattern COUNTER = Pattern.compile(".*_(total|bucket|created)(\\{.*)?");

    /**
     * A leak with its dates.
     *
     * @param since the day on which it began; empty when the file begins later
     * @param restart of the process, before which nothing counts; empty when none was seen
     * @param neverFell whether it was never given back at all: a counter is not, either
     */
    record Dated(Leak leak, Optional<LocalDate> since, Optional<Instant> restart, boolean neverFell) {}

    private final Restarts restarts;
    private final Optional<Instant> restarted;

    /** @param restarted when the process behind all metrics last started; the file's own start times and uptimes count too */
    SeriesLeaks(List<MetricSeries> file, Optional<Instant> restarted) {
        this.restarts = Restarts.in(file);
        this.restarted = restarted;
    }

    /** One answer for each metric of the file, in its order; what is told holds against chance over all of them. */
    List<Optional<Dated>> of(List<MetricSeries> file) {
        int[] candidates = IntStream.range(0, file.size())
                .filter(i -> mayLeak(file.get(i)))
                .toArray();
        List<DailySeries> minima = Arrays.stream(candidates)
                .mapToObj(i -> DailySeries.of(file.get(i), DailySeries.Reduction.LOWEST))
                .toList();
        List<Optional<Leak>> leaks = new LeakDetector()
                .detect(minima.stream()
                        .map(days -> new LeakDetector.Resource(days.values(), restartDay(days)))
                        .toList());
        List<Optional<Dated>> all = new ArrayList<>(Collections.nCopies(file.size(), Optional.empty()));
        for (int k = 0; k < candidates.length; k++) {
            DailySeries days = minima.get(k);
            MetricSeries series = file.get(candidates[k]);
            all.set(
                    candidates[k],
                    leaks.get(k)
                            .map(leak -> new Dated(leak, since(days, leak), restart(days.name()), neverFell(series))));
        }
        return all;
    }

    private static Optional<LocalDate> since(DailySeries days, Leak leak) {
        return leak.firstDay() == 0 ? Optional.empty() : days.day(leak.firstDay());
    }

    private static boolean mayLeak(MetricSeries series) {
        double[] seconds = series.seconds();
        return seconds.length > 1
                && series.dimensions().length == 1
                && !Restarts.isClock(series)
                && !COUNTER.matcher(series.name()).matches();
    }

    /** Whether it is never given back at all, as a counter and what a dead replication slot keeps are not. */
    private static boolean neverFell(MetricSeries series) {
        double[] known = Arrays.stream(series.values()).filter(Double::isFinite).toArray();
        return IntStream.range(1, known.length).noneMatch(i -> known[i] < known[i - 1]);
    }

    /** Number of the first day that lies wholly after the last restart; 0 when all do. */
    private int restartDay(DailySeries days) {
        Optional<LocalDate> next = Stream.concat(restarted.stream(), restarts.last(days.name()).stream())
                .max(Instant::compareTo)
                .map(last -> last.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1));
        return next.flatMap(day -> days.day(0).map(first -> (int) Math.max(0, ChronoUnit.DAYS.between(first, day))))
                .orElse(0);
    }

    private Optional<Instant> restart(String metric) {
        return Stream.concat(restarted.stream(), restarts.last(metric).stream()).max(Instant::compareTo);
    }
}
