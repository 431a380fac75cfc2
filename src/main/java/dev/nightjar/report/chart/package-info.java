/**
 * A small kit for charts over time, drawn as vectors.
 *
 * <p>In: {@link dev.nightjar.report.chart.TimeChart}, values over time. Out: {@link dev.nightjar.report.chart.Drawing},
 * lines, areas and labels with fixed coordinates, which {@code SvgDrawing} and {@code PdfDrawing} write without any say
 * in the layout, so that both editions show the same picture. Start with {@code TimeChart}.
 */
@NullMarked
package dev.nightjar.report.chart;

import org.jspecify.annotations.NullMarked;
