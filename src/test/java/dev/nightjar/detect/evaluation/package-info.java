/**
 * Measures detection and forecasting on labelled data: folders of data go in, a table of figures comes out.
 * One command, {@code bench/detect.sh DATA_DIR}; no unit test runs it, and no data of it is in the repository.
 * Start with {@link dev.nightjar.detect.evaluation.DetectionEvaluation}.
 */
@NullMarked
package dev.nightjar.detect.evaluation;

import org.jspecify.annotations.NullMarked;
