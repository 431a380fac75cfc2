package dev.nightjar.model;

/** One subject as a source saw it at one moment: counters since their last reset, levels as they are. */
public record Observation(Subject subject, Measures measures) {}
