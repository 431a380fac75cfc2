/**
 * Brings a report to people: mail, a mail in a file, a folder.
 *
 * <p>In: {@link dev.nightjar.report.Report} and its written editions. Out: a delivery that happens once, whatever
 * restarts. Start with {@link dev.nightjar.deliver.MailDelivery}; {@link dev.nightjar.deliver.ReportMail} is what is said.
 */
@NullMarked
package dev.nightjar.deliver;

import org.jspecify.annotations.NullMarked;
