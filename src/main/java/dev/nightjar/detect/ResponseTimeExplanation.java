package dev.nightjar.detect;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What response time went with. Association, not cause: the wording says so.
 *
 * @param explained share of the variance of ln(response time) that all factors together explain, 0 to 1
 * @param tonight response time of the night ÷ usual response time
 * @param unexplained part of {@code tonight} that no factor accounts for, as a factor
 * @param factors the largest effect on the night first
 * @param reason why there is no explanation; empty when there is one
 */
public record ResponseTimeExplanation(
        double explained, double tonight, double unexplained, List<ResponseTimeFactor> factors, String reason) {
    /** Effects below this are not worth a word. */
    private static final double LEAST_EFFECT = .02;

    public ResponseTimeExplanation {
        factors = List.copyOf(factors);
    }

    static ResponseTimeExplanation none(String reason) {
        return new ResponseTimeExplanation(0, Double.NaN, Double.NaN, List.of(), reason);
    }

    /** The explanation as a sentence; the reason when there is none. */
    public String inWords() {
        if (!reason.isEmpty()) {
            return reason;
        }
        String parts = factors.stream()
                .filter(factor -> Math.abs(Math.log(factor.tonight())) >= LEAST_EFFECT)
                .map(factor -> factor.name() + " (" + percent(factor.tonight()) + ")")
                .collect(Collectors.joining(", "));
        String rest = Math.abs(Math.log(unexplained)) < LEAST_EFFECT
                ? ""
                : "; " + percent(unexplained) + " went with nothing that was measured";
        return String.format(
                Locale.ROOT,
                "Response time was %s against usual; it went with %s%s. Over the history these quantities explain %.0f %% of its"
                        + " variation.",
                percent(tonight),
                parts.isEmpty() ? "none of the measured quantities" : parts,
                rest,
                100 * explained);
    }

    private static String percent(double factor) {
        return String.format(Locale.ROOT, "%+.0f %%", 100 * (factor - 1));
    }
}
