/**
 * What a person reviews and runs: the script, its rollback, and the actions that are no SQL.
 *
 * <p>In: {@link dev.nightjar.report.Report}. Out: {@link dev.nightjar.report.sql.ReviewScripts}, three texts. Nothing here
 * is ever executed by Nightjar.
 */
@NullMarked
package dev.nightjar.report.sql;

import org.jspecify.annotations.NullMarked;
