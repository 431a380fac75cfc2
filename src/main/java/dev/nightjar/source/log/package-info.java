/**
 * PostgreSQL's logs. Bytes of any log format go in ({@link dev.nightjar.source.log.LogSource}); a mergeable
 * {@link dev.nightjar.source.log.LogDigest} of statements, errors, waits, plans and repeated queries comes out, at once
 * ({@link dev.nightjar.source.log.LogAnalysis}) or segment by segment from a stored position
 * ({@link dev.nightjar.source.log.LogFollower}).
 *
 * <p>Reading order, which is the way of the bytes:
 * <ol>
 *   <li>{@code LogAnalysis.read}: one log from its first byte to its last.
 *   <li>{@code Recognition}, {@code FormatDetector}: what a log is. For a plain one {@code PrefixInference} tries the
 *       common prefixes and those of {@code PrefixGuess}, which names the holes of what {@code LineHead}s have in common.
 *   <li>{@code SegmentReader}: cuts the stream where a {@code BorderFinder} of the format says that an entry ends.
 *   <li>{@code EntryParser}: a segment to {@code LogEntry} views: {@code StderrParser} with its {@code LinePrefix},
 *       {@code CsvParser}, {@code JsonLogParser}; {@code EnvelopeParser} for formats that carry plain lines, taken out by
 *       an {@code Unwrapper}.
 *   <li>{@code EntryClassifier}: what an entry says, as rows and {@code Note}s of a {@code Batch}; statements by
 *       {@code StatementCatalog}, rarer messages by {@code ServerMessages}, plans by {@code PlanTexts}. Up to here
 *       segments are worked on in parallel ({@code Classifiers}).
 *   <li>{@code Ledger}: folds batches in the order of the log into a {@code LogDigest}; the only place that knows of
 *       sessions ({@code SessionState}) and transactions ({@code Transactions}).
 *   <li>{@code LogSummaries}: what others are told of digests.
 * </ol>
 */
@NullMarked
package dev.nightjar.source.log;

import org.jspecify.annotations.NullMarked;
