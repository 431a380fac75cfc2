/**
 * Bytes of a log before they are text: ranges of a buffer ({@link dev.nightjar.source.log.bytes.Slice}), what is found in
 * them ({@link dev.nightjar.source.log.bytes.ByteSearch}), and what they are without their escapes
 * ({@link dev.nightjar.source.log.bytes.Unescaper}). Mutable and reused, so that reading allocates nothing per entry:
 * for the readers of logs only.
 */
@NullMarked
package dev.nightjar.source.log.bytes;

import org.jspecify.annotations.NullMarked;
