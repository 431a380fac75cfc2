/** Tests of the PDF, which read the file that was written. */
@NullMarked
package dev.nightjar.report.pdf;

import org.jspecify.annotations.NullMarked;
