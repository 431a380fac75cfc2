package dev.nightjar.detect;

import java.util.List;

/**
 * Something that response time went with.
 *
 * @param name as the report shows it, e.g. {@code load}; factors that cannot be told apart are named together
 * @param share of the variance of ln(response time), averaged over the orders in which factors can be counted, 0 to 1
 * @param tonight factor by which the night's level of it moved response time against its usual level
 * @param surety coefficient ÷ its standard error, autocorrelation counted; NaN for hour and weekday, which have many
 * @param members the quantities in it
 */
public record ResponseTimeFactor(String name, double share, double tonight, double surety, List<String> members) {
    public ResponseTimeFactor {
        members = List.copyOf(members);
    }
}
