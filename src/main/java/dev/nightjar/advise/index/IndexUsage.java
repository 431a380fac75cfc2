package dev.nightjar.advise.index;

import dev.nightjar.model.schema.ObjectName;

/**
 * How an existing index was used on every node of the target together.
 *
 * @param scans within {@code days}
 * @param days of continuous statistics, without a reset
 * @param writesPerDay rows inserted into or updated in its table
 */
public record IndexUsage(ObjectName index, long scans, double days, double writesPerDay) {}
