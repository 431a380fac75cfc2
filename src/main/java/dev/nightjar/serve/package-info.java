/**
 * The daemon over HTTP: health, metrics, reports and launching. In: the store and a way to launch. Out: JSON and Prometheus
 * text. Start with {@link dev.nightjar.serve.HttpFace}.
 */
@NullMarked
package dev.nightjar.serve;

import org.jspecify.annotations.NullMarked;
