/**
 * The report as a tree of records, assembled from what the analysis found; the tree is also the JSON.
 *
 * <p>In: {@link dev.nightjar.report.ReportInput}. Out: {@link dev.nightjar.report.Report}, which the packages below
 * write as JSON, SQL, HTML and PDF. Start with {@link dev.nightjar.report.ReportAssembler}.
 */
@NullMarked
package dev.nightjar.report;

import org.jspecify.annotations.NullMarked;
