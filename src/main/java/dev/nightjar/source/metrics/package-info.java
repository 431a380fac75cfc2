/**
 * Metric files go in, plain arrays of samples come out.
 * Tablesaw reads and reshapes the tables; nothing of it leaves this package.
 * Start with {@link dev.nightjar.source.metrics.StatementFolder} for statement counters.
 */
@NullMarked
package dev.nightjar.source.metrics;

import org.jspecify.annotations.NullMarked;
