package dev.nightjar.cli;

import static dev.nightjar.cli.JsonFile.object;

import dev.nightjar.detect.Forecast;
import dev.nightjar.detect.Forecaster;
import dev.nightjar.source.metrics.DailySeries;
import dev.nightjar.source.metrics.DailySeries.Reduction;
import dev.nightjar.source.metrics.MetricFile;
import dev.nightjar.source.metrics.SeriesLimits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forecasts of metric files alone, and the time until a limit. */
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Forecasts metrics day by day with 95 %% prediction intervals, and says when a limit is reached.",
        footer = {
            "",
            "Samples within a day count with their mean, and with their maximum where a limit is watched. Limits also",
            "come from limits.json beside the file: {\"SERIES\": {\"limit\": VALUE}}.",
            "",
            "Example: nightjar forecast disk.csv --horizon 60d --limit used_gb=500"
        })
final class ForecastCommand implements Callable<Integer> {
    private static final Pattern DAYS = Pattern.compile("(\\d{1,4})(d|w)?");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE|DIR", description = "A metric file or a folder of them.")
    private Path path;

    @Option(names = "--horizon", paramLabel = "DAYS", description = "How far, e.g. 30d or 8w (default: 30d).")
    private String horizon = "30d";

    @Option(names = "--limit", paramLabel = "SERIES=VALUE", description = "A limit to watch; may be repeated.")
    private Map<String, Double> limits = new LinkedHashMap<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Machine-readable output; - for standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--fail-on", paramLabel = "WHAT", description = "Exit 1 when a limit is: reached, possible.")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    /** When a limit counts as a finding. */
    enum FailOn {
        reached,
        possible
    }

    @Override
    public Integer call() {
        int days = days();
        Map<String, Double> watched = new LinkedHashMap<>(SeriesLimits.beside(path));
        watched.putAll(limits);
        List<DailySeries> all = MetricFile.read(path).stream()
                .map(s -> DailySeries.of(s, watched.containsKey(s.name()) ? Reduction.PEAK : Reduction.MEAN))
                .toList();
        List<Forecast> forecasts = all.parallelStream()
                .map(s -> new Forecaster().forecast(s.values(), days, watched.getOrDefault(s.name(), Double.NaN)))
                .toList();
        Map<String, Object> bySeries = new LinkedHashMap<>();
        boolean found = false;
        for (int i = 0; i < forecasts.size(); i++) {
            Forecast f = forecasts.get(i);
            bySeries.put(all.get(i).name(), tree(f));
            found |= failOn.isPresent() && (failOn.get() == FailOn.reached ? f.reached() : f.reachedLow()).isPresent();
            if (!quiet && !json.equals(Optional.of("-"))) {
                print(all.get(i), f, days);
            }
        }
        json.ifPresent(file -> JsonFile.write(
                file, object("series", bySeries), spec.commandLine().getOut()));
        return found ? ExitCode.FINDING : ExitCode.DONE;
    }

    private int days() {
        Matcher matcher = DAYS.matcher(horizon.strip());
        int days = matcher.matches() ? Integer.parseInt(matcher.group(1)) * ("w".equals(matcher.group(2)) ? 7 : 1) : 0;
        if (days < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--horizon " + horizon + " is not a number of days; say for example 30d or 8w");
        }
        return days;
    }

    private static Map<String, @Nullable Object> tree(Forecast f) {
        return object(
                "method", f.method(),
                "mean", JsonFile.numbers(f.mean()),
                "lower", JsonFile.numbers(f.lower()),
                "upper", JsonFile.numbers(f.upper()),
                "limit", f.limit(),
                "reached", f.reached(),
                "reachedLow", f.reachedLow(),
                "reachedHigh", f.reachedHigh(),
                "reason", f.reason().isEmpty() ? null : f.reason());
    }

    private void print(DailySeries series, Forecast f, int days) {
        PrintWriter out = spec.commandLine().getOut();
        if (!f.reason().isEmpty()) {
            out.println(series.name() + ": " + f.reason());
        } else {
            out.printf(
                    Locale.ROOT,
                    "%s: %.6g in %d days (%.6g to %.6g)%s%n",
                    series.name(),
                    f.mean()[days - 1],
                    days,
                    f.lower()[days - 1],
                    f.upper()[days - 1],
                    arrival(series, f));
        }
        out.flush();
    }

    private static String arrival(DailySeries series, Forecast f) {
        if (Double.isNaN(f.limit())) {
            return "";
        }
        String limit = String.format(Locale.ROOT, "; limit %.6g ", f.limit());
        if (f.reached().isEmpty()) {
            return limit
                    + (f.reachedLow().isEmpty()
                            ? "not reached"
                            : "possibly reached from " + day(series, f.reachedLow()));
        }
        return limit + "reached " + day(series, f.reached()) + ", between " + day(series, f.reachedLow()) + " and "
                + (f.reachedHigh().isEmpty() ? "later" : day(series, f.reachedHigh()));
    }

    private static String day(DailySeries series, OptionalInt step) {
        return step.isEmpty()
                ? "later"
                : series.date(step.getAsInt()).map(Object::toString).orElse("in " + step.getAsInt() + " days");
    }
}
