package dev.nightjar.model;

/** A figure with its 80 % interval, low ≤ mid ≤ high; NaN where unknown. */
public record Estimate(double low, double mid, double high) {

    public static final Estimate ZERO = new Estimate(0, 0, 0);
    public static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    public Estimate times(double factor) {
        return factor < 0
                ? new Estimate(high * factor, mid * factor, low * factor)
                : new Estimate(low * factor, mid * factor, high * factor);
    }

    public Estimate plus(Estimate other) {
        return new Estimate(low + other.low, mid + other.mid, high + other.high);
    }
}
