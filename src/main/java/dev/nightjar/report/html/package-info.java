/**
 * The report as a page: what it says, in which words, and the template that arranges it for the screen and for print.
 *
 * <p>In: {@link dev.nightjar.report.Report}. Out: XHTML, self-contained. Start with
 * {@link dev.nightjar.report.html.HtmlReport}; {@link dev.nightjar.report.html.Page} is what the template sees.
 */
@NullMarked
package dev.nightjar.report.html;

import org.jspecify.annotations.NullMarked;
