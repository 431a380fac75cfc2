package dev.nightjar.report;

import dev.nightjar.detect.CapacityOutlook;
import dev.nightjar.detect.Forecast;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a resource was and will be, day by day.
 *
 * @param past highest value of each day
 * @param future expected value of each day ahead with its 95 % prediction interval
 * @param limit what it may not pass, NaN for none
 * @param reached day on which the limit is expected to be reached; empty for not within the days ahead
 * @param reachedLow earliest day of the 95 % range
 * @param reachedHigh latest day of the range; empty for later than the days ahead
 * @param method the models that were combined
 */
public record Outlook(
        String name,
        String unit,
        Trend past,
        Trend future,
        double limit,
        Optional<LocalDate> reached,
        Optional<LocalDate> reachedLow,
        Optional<LocalDate> reachedHigh,
        String method) {
    private static final Duration DAY = Duration.ofDays(1);

    /** The outlooks that there are; those without a forecast are told as not assessable. */
    public static List<Outlook> of(List<CapacityOutlook> outlooks) {
        return outlooks.stream()
                .filter(outlook -> outlook.forecast().reason().isEmpty())
                .map(Outlook::of)
                .toList();
    }

    private static Outlook of(CapacityOutlook outlook) {
        Forecast forecast = outlook.forecast();
        return new Outlook(
                outlook.object(),
                outlook.unit(),
                Trend.of(start(outlook.firstDay()), DAY, outlook.unit(), Timeline.boxed(outlook.peaks())),
                new Trend(
                        start(outlook.day(1)),
                        DAY,
                        outlook.unit(),
                        Timeline.boxed(forecast.mean()),
                        List.of(),
                        Timeline.boxed(forecast.lower()),
                        Timeline.boxed(forecast.upper())),
                forecast.limit(),
                day(outlook, forecast.reached()),
                day(outlook, forecast.reachedLow()),
                day(outlook, forecast.reachedHigh()),
                forecast.method());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Optional<LocalDate> day(CapacityOutlook outlook, OptionalInt step) {
        return step.isPresent() ? Optional.of(outlook.day(step.getAsInt())) : Optional.empty();
    }
}
