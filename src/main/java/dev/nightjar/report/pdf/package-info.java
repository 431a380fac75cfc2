/**
 * The report as a PDF: the same template, laid out for A4 by Flying Saucer on OpenPDF, with embedded fonts.
 *
 * <p>In: {@link dev.nightjar.report.Report}. Out: the bytes of the file; these differ between runs (ids, subsets), the
 * content does not. Start with {@link dev.nightjar.report.pdf.PdfReport}.
 */
@NullMarked
package dev.nightjar.report.pdf;

import org.jspecify.annotations.NullMarked;
