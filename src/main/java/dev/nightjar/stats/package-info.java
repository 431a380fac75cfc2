/**
 * Statistical kernels over {@code double[]}: arrays go in, numbers come out, nothing is kept.
 * The only package that sees Commons Math and Commons Statistics.
 * Unless a method says otherwise its input must be finite; callers drop NaN at their border.
 * Start with {@link dev.nightjar.stats.Robust} and {@link dev.nightjar.stats.MeanSegmentation}.
 */
@NullMarked
package dev.nightjar.stats;

import org.jspecify.annotations.NullMarked;
