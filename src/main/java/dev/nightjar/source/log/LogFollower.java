package dev.nightjar.source.log;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * Reads what is new in the logs of one server, segment by segment, from stored positions on. Whoever calls stores each
 * segment's digest and position together before asking for the next one; after a crash, a follower made with the
 * stored positions goes on where the last stored segment ended. Logs may be renamed, copied and truncated, or packed
 * between two runs.
 *
 * <p>Logs are read in the order of their first entries. Text and transactions that are open at the end of one go on in
 * the next. Where the server may still be writing the last entry of a log, that entry is left for a later run: until
 * another one begins behind it, or the log is packed, followed by a newer one, or quiet for {@link #QUIET}.
 */
public final class LogFollower implements AutoCloseable {
    /** A server writes an entry at once; one that stood still for so long is complete. */
    public static final Duration QUIET = Duration.ofMinutes(1);

    private static final String REMEDY =
            "set logs.prefix in the job file to its log_line_prefix if it is a plain log, or leave it out of logs.files;"
                    + " what can be read is " + Recognition.formats();

    /** Sessions note the time before they queue for the log, so entries are out of order by this much, microseconds. */
    private static final long DISORDER = 1_000_000;

    private final LogOptions options;
    private final InstantSource clock;
    private final Ledger ledger;
    private final Classifiers classifiers;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<InWork> inWork = new ArrayDeque<>();
    private final List<LogAnalysis.FileOutcome> outcomes = new ArrayList<>();
    private Optional<Reading> reading = Optional.empty();
    private long sequence;

    private record InWork(Reading reading, Future<Batch> batch, SegmentReader.Segment segment) {}

    /** A log that is being read. */
    private record Reading(
            LogPlace place, SegmentReader reader, Recognized recognized, BorderFinder borders, ZoneOffsets zones) {}

    /** A log that has something new. */
    private record Waiting(LogPlace place, LogHead head) {}

    /**
     * Looks for the logs that have something new.
     *
     * @param sources all logs of the server that exist, also those read before
     * @param known all positions stored for the server
     * @param clock that the sources' times of change are on
     */
    public LogFollower(
            LogOptions options, List<? extends LogSource> sources, List<LogPosition> known, InstantSource clock) {
        this.options = options;
        this.clock = clock;
        this.ledger = new Ledger(options);
        this.classifiers = new Classifiers(options);
        known.stream()
                .max(Comparator.comparingLong(LogPosition::sequence)
                        .thenComparing(LogPosition::lastMicros)
                        .thenComparing(LogPosition::offset))
                .ifPresent(latest -> {
                    sequence = latest.sequence();
                    ledger.restore(latest.sessions());
                });
        List<Waiting> places = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        List<LogSource> originalsFirst = new ArrayList<>(sources);
        originalsFirst.sort(LogSource.originalsFirst());
        for (LogSource source : originalsFirst) {
            try {
                Optional<LogPlace> place = LogPlace.find(source, known, taken);
                if (place.isPresent()) {
                    places.add(new Waiting(
                            place.get(), LogHead.of(source, place.get().head(), options.hints())));
                }
            } catch (IOException e) {
                failed(source, e);
            }
        }
        places.sort(Comparator.comparing(Waiting::head, LogHead.OLDEST_FIRST));
        waiting.addAll(places);
    }

    /** The next part, empty when everything was read that is there now. */
    public Optional<LogSegment> next() {
        while (inWork.size() < options.work().workers() && submit()) {}
        if (inWork.isEmpty()) {
            return Optional.empty();
        }
        InWork done = inWork.remove();
        Batch batch = Classifiers.await(done.batch());
        ledger.add(batch);
        long last = batch.lastTime;
        classifiers.recycle(batch);
        LogPlace place = done.reading().place();
        LogAnalysis.remarks(place.source, done.reading().zones().unknown(), ledger);
        long start = done.segment().offset();
        countPassed(place, start);
        place.advance(start, done.segment().bytes(), done.segment().length());
        done.reading().reader().recycle(done.segment());
        return Optional.of(
                new LogSegment(ledger.takeDigest(), start, place.position(last, ++sequence, ledger.state())));
    }

    private void countPassed(LogPlace place, long start) {
        long passed = start - place.offset();
        if (passed > 0) {
            ledger.count(LogCounter.SKIPPED_LINES, 1);
            ledger.count(LogCounter.SKIPPED_BYTES, passed);
            ledger.count(LogCounter.BYTES, passed);
        }
    }

    /** What became of the logs so far that had something new or could not be read. */
    public List<LogAnalysis.FileOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Starts on one more segment; false when there is none. */
    private boolean submit() {
        while (true) {
            if (reading.isEmpty() && !open()) {
                return false;
            }
            Reading current = reading.orElseThrow();
            Optional<SegmentReader.Segment> segment = current.reader.next(current.borders);
            if (segment.isEmpty() && isComplete(current)) {
                segment = current.reader.takeUnfinished();
            }
            if (segment.isPresent()) {
                inWork.add(new InWork(current, classifiers.submit(current.recognized, segment.get()), segment.get()));
                return true;
            }
            finish(current);
        }
    }

    /** Whether nothing will be added to the last entry. */
    private boolean isComplete(Reading current) {
        LogSource source = current.place.source;
        boolean packed = source.isFinished() && current.reader.damage().isEmpty();
        return packed || isFollowed(current) || isQuiet(source);
    }

    /** A log of the same format that begins after the last entry of this one was begun when this one was ended. */
    private boolean isFollowed(Reading current) {
        if (waiting.isEmpty()) {
            return false;
        }
        EntrySpan rest = EntrySpan.of(current.recognized, current.reader.unfinished());
        return !rest.isEmpty()
                && waiting.stream()
                        .map(Waiting::head)
                        .anyMatch(next -> next.format().equals(Optional.of(current.recognized.format()))
                                && next.hasTime()
                                && next.firstMicros() >= rest.first() - DISORDER);
    }

    private boolean isQuiet(LogSource source) {
        try {
            return source.lastChange()
                    .filter(change -> !change.plus(QUIET).isAfter(clock.instant()))
                    .isPresent();
        } catch (IOException gone) {
            // It comes back under another name.
            return false;
        }
    }

    /** Opens the next log that has something new; false when there is none. */
    private boolean open() {
        while (reading.isEmpty() && !waiting.isEmpty()) {
            LogPlace place = waiting.remove().place();
            try {
                reading = open(place);
            } catch (IOException e) {
                failed(place.source, e);
            }
        }
        return reading.isPresent();
    }

    private Optional<Reading> open(LogPlace place) throws IOException {
        SegmentReader reader = new SegmentReader(
                place.source.open(place.offset()),
                place.offset(),
                options.work().segmentBytes(),
                true);
        if (reader.head(1).length > 0) {
            ZoneOffsets zones = new ZoneOffsets();
            Recognition recognition = recognize(place.source, zones);
            if (recognition instanceof Recognition.Known known) {
                BorderFinder borders = known.how().borders().get();
                return Optional.of(new Reading(place, reader, known.how(), borders, zones));
            }
            String problem = ((Recognition.Unknown) recognition).problem();
            outcomes.add(new LogAnalysis.FileOutcome(place.source.name(), "", 0, problem));
        }
        reader.close();
        return Optional.empty();
    }

    /** By the start of the log, wherever reading goes on. */
    private Recognition recognize(LogSource source, ZoneOffsets zones) throws IOException {
        try (SegmentReader start = new SegmentReader(source.open(0), 0, FormatDetector.SAMPLE, true)) {
            return Recognition.of(start, options.hints().of(source), zones, REMEDY);
        }
    }

    private void finish(Reading current) {
        outcomes.add(new LogAnalysis.FileOutcome(
                current.place.source.name(),
                current.recognized.description(),
                current.place.offset(),
                current.reader.damage().orElse("")));
        try {
            current.reader.close();
        } catch (IOException e) {
            failed(current.place.source, e);
        }
        reading = Optional.empty();
    }

    private void failed(LogSource source, IOException e) {
        outcomes.add(new LogAnalysis.FileOutcome(source.name(), "", 0, "cannot be read (" + e.getMessage() + ")"));
    }

    @Override
    public void close() {
        classifiers.close();
        reading.ifPresent(current -> {
            try {
                current.reader.close();
            } catch (IOException e) {
                failed(current.place.source, e);
            }
        });
    }
}
