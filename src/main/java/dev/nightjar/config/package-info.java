/**
 * Job files: what to read, when, with which thresholds, and where reports go.
 *
 * <p>In: {@code jobs/*.yaml}, one per target, and the environment for {@code ${NAME}} placeholders. Out: {@link
 * dev.nightjar.config.Job}, checked once and for all. Start with {@link dev.nightjar.config.JobFiles}. A mistake is a
 * {@link dev.nightjar.config.ConfigurationException} that names file and line. Passwords are only ever referred to.
 */
@NullMarked
package dev.nightjar.config;

import org.jspecify.annotations.NullMarked;
