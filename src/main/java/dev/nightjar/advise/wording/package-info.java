/**
 * How advice is worded. Figures of findings go in, text for people comes out: start at
 * {@link dev.nightjar.advise.wording.Amounts}. Knows of no finding.
 */
@NullMarked
package dev.nightjar.advise.wording;

import org.jspecify.annotations.NullMarked;
