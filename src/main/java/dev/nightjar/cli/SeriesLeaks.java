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
    /** What never falls for a fortnight, though seen several times a day, counts something and cannot be given back. */
    private static final int DAYS_PER_FALL = 14;

    private static final double MOST_SAMPLES_OF_A_DAILY_SERIES = 1.5;
    private static final double DAY_SECONDS = 86_400;
    private static final Pattern COUNTER = Pattern.compile(".*_(total|count|sum|bucket|created)(\\{.*)?");

    /**
     * A leak with its dates.
     *
     * @param since the day on which it began; empty when the file begins later
     */
    record Dated(Leak leak, Optional<LocalDate> since) {}

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
            all.set(candidates[k], leaks.get(k).map(leak -> new Dated(leak, since(days, leak))));
        }
        return all;
    }

    private static Optional<LocalDate> since(DailySeries days, Leak leak) {
        return leak.firstDay() == 0 ? Optional.empty() : days.day(leak.firstDay());
    }

    private static boolean mayLeak(MetricSeries series) {
        double[] seconds = series.seconds();
        if (seconds.length < 2
                || series.dimensions().length > 1
                || Restarts.isClock(series)
                || COUNTER.matcher(series.name()).matches()) {
            return false;
        }
        double days = (seconds[seconds.length - 1] - seconds[0]) / DAY_SECONDS;
        double[] known = Arrays.stream(series.values()).filter(Double::isFinite).toArray();
        long falls = IntStream.range(1, known.length)
                .filter(i -> known[i] < known[i - 1])
                .count();
        return known.length < MOST_SAMPLES_OF_A_DAILY_SERIES * days || falls * DAYS_PER_FALL >= days;
    }

    /** Number of the first day that lies wholly after the last restart; 0 when all do. */
    private int restartDay(DailySeries days) {
        Optional<LocalDate> next = Stream.concat(restarted.stream(), restarts.last(days.name()).stream())
                .max(Instant::compareTo)
                .map(last -> last.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1));
        return next.flatMap(day -> days.day(0).map(first -> (int) Math.max(0, ChronoUnit.DAYS.between(first, day))))
                .orElse(0);
    }
}
