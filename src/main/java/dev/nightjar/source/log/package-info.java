/**
 * PostgreSQL's logs. Bytes of any log format go in ({@link dev.nightjar.source.log.LogSource}); a mergeable
 * {@link dev.nightjar.source.log.LogDigest} of statements, errors, waits, plans and repeated queries comes out,
 * at once ({@link dev.nightjar.source.log.LogAnalysis}) or segment by segment from a stored position
 * ({@link dev.nightjar.source.log.LogFollower}). Bytes are cut into entries by one parser per format, classified
 * in parallel into batches, and folded in order by one ledger: start reading at {@code EntryClassifier}.
 */
@NullMarked
package dev.nightjar.source.log;

import org.jspecify.annotations.NullMarked;
