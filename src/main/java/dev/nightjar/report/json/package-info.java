/**
 * The report as JSON.
 *
 * <p>In: {@link dev.nightjar.report.Report}. Out: one document, the same bytes for the same report. Start with
 * {@link dev.nightjar.report.json.JsonReport}.
 */
@NullMarked
package dev.nightjar.report.json;

import org.jspecify.annotations.NullMarked;
