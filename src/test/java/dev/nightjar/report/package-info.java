/** Tests of the report, on nights built by {@link dev.nightjar.report.ANight}. */
@NullMarked
package dev.nightjar.report;

import org.jspecify.annotations.NullMarked;
