package dev.nightjar.source.log;

/**
 * A part of a log that was read.
 *
 * @param digest of this part alone
 * @param start offset of its first byte in the unpacked log
 * @param position after it; store it together with the digest, and nothing is lost or counted twice
 */
public record LogSegment(LogDigest digest, long start, LogPosition position) {}
