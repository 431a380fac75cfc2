package dev.nightjar.store.jdbc;

import dev.nightjar.model.Measures;
import java.time.Instant;

/** One row of the table sample. */
public record SampleRow(long subjectId, Instant from, Instant to, boolean afterReset, Measures measures) {}
