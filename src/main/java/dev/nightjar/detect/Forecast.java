package dev.nightjar.detect;

import java.util.OptionalInt;

/**
 * What a series will be, with how sure that is.
 *
 * @param method the models that were combined, best first
 * @param mean expected value per step ahead; empty when there is a {@code reason}
 * @param lower lower end of the 95 % prediction interval
 * @param upper upper end of the 95 % prediction interval
 * @param limit the limit asked about, NaN for none
 * @param reached step (1 = first ahead) at which the limit is expected to be reached; empty when not within the horizon
 * @param reachedLow earliest step of the range of the arrival, which holds nine of ten or more
 * @param reachedHigh latest step of the range; empty when later than the horizon
 * @param reason why there is no forecast; empty when there is one
 */
@SuppressWarnings("ArrayRecordComponent") // numeric columns, shared and never changed
public record Forecast(
        String method,
        double[] mean,
        double[] lower,
        double[] upper,
        double limit,
        OptionalInt reached,
        OptionalInt reachedLow,
        OptionalInt reachedHigh,
        String reason) {

    static Forecast none(double limit, String reason) {
        return new Forecast(
                "none",
                new double[0],
                new double[0],
                new double[0],
                limit,
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                reason);
    }
}
