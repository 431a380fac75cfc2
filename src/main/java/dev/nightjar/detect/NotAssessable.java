package dev.nightjar.detect;

/** A series that could not be judged, and why, in words a reader can act on. */
public record NotAssessable(String series, String reason) {}
