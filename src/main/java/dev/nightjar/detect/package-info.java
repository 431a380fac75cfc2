/**
 * What changed: arrays of samples go in, baselines, change points, regressions, forecasts and leaks come out.
 * Pure functions; nothing here reads a clock, a file or a store.
 * Start with {@link dev.nightjar.detect.RegressionDetector} for statements and
 * {@link dev.nightjar.detect.RegressionDetector#baseline} for the band a chart draws.
 */
@NullMarked
package dev.nightjar.detect;

import org.jspecify.annotations.NullMarked;
