package dev.nightjar.source.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Reads whole logs once. Segments are parsed in parallel and folded in the order of the log, so the result does not
 * depend on how many threads there are or where the cuts fall.
 */
public final class LogAnalysis {

    /**
     * What became of one log.
     *
     * @param format what it was read as, for people
     * @param problem why it could not be read, or not to its end; empty if all is well
     */
    public record FileOutcome(String name, String format, long bytes, String problem) {}

    /** The digest of all logs together. */
    public record Result(LogDigest digest, List<FileOutcome> files) {
        public Result {
            files = List.copyOf(files);
        }

        /** Whether every log could be read to its end. */
        public boolean isComplete() {
            return files.stream().allMatch(file -> file.problem().isEmpty());
        }
    }

    /** Segments in the order in which they are folded; empty at the end. */
    @FunctionalInterface
    private interface Segments {
        Optional<SegmentReader.Segment> next() throws IOException;
    }

    private record InWork(SegmentReader.Segment segment, Future<Batch> batch) {}

    /** Bytes of a segment: small enough to stay in the cache of one core while it is read. */
    private static final int SEGMENT = 512 * 1024;

    private static final String REMEDY =
            "name its log_line_prefix with --prefix if it is a plain log, or its --format: " + Recognition.formats();

    private static final String NEWEST_FIRST = " (export begins with the newest entry: where it is cut into segments, a"
            + " statement and a duration that are two entries are not put together; unpack it into a file, or export it"
            + " with --order=asc)";

    private final LogOptions options;
    private final LongConsumer progress;
    private final EntrySpan span = new EntrySpan();

    public LogAnalysis(LogOptions options) {
        this(options, bytes -> {});
    }

    /**
     * @param progress told the unpacked bytes of each segment that is done
     */
    public LogAnalysis(LogOptions options, LongConsumer progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Reads the logs in the order of their first entries; streams that can be opened only once come last. Of logs that
     * start with the same bytes one is read, and a remark names the others.
     */
    public Result run(List<? extends LogSource> sources) {
        Ledger ledger = new Ledger(options);
        List<FileOutcome> files = new ArrayList<>();
        try (Classifiers classifiers = new Classifiers(options)) {
            LogOrder order = new LogOrder(sources, options.hints());
            for (LogSource source : order.sources()) {
                files.add(read(source, ledger, classifiers));
            }
            for (LogOrder.Copy copy : order.copies()) {
                files.add(new FileOutcome(copy.name(), "copy of " + copy.original(), 0, ""));
                ledger.remark(copy.name() + " starts as " + copy.original() + " does and was taken for a copy of it;"
                        + " only the latter is counted");
            }
            for (LogOrder.Copy twin : order.twins()) {
                ledger.remark(twin.name() + " begins with the same events as " + twin.original()
                        + ", in another form; both are counted: leave one of them out");
            }
        }
        ledger.finish();
        if (ledger.counted(LogCounter.ENTRIES) == 0 && !span.isEmpty()) {
            ledger.remark("no entry in the window; the log spans "
                    + Micros.toInstant(options.window().mapped(span.first())) + " to "
                    + Micros.toInstant(options.window().mapped(span.last())));
        }
        return new Result(ledger.takeDigest(), files);
    }

    private FileOutcome read(LogSource source, Ledger ledger, Classifiers classifiers) {
        ZoneOffsets zones = new ZoneOffsets();
        int segmentBytes = Math.min(SEGMENT, options.work().segmentBytes());
        try (SegmentReader reader = new SegmentReader(source.open(0), 0, segmentBytes, false)) {
            byte[] head = reader.head(FormatDetector.SAMPLE);
            if (head.length == 0) {
                return new FileOutcome(
                        source.name(), "empty", 0, reader.damage().orElse(""));
            }
            Recognition recognition = Recognition.of(reader, options.hints().of(source), zones, REMEDY);
            if (recognition instanceof Recognition.Unknown unknown) {
                return unreadable(source, reader, ledger, unknown.problem());
            }
            long skippedBefore = ledger.counted(LogCounter.SKIPPED_BYTES);
            Recognized known = ((Recognition.Known) recognition).how();
            boolean turned = known.newestFirst() && OldestFirst.canRead(source);
            BorderFinder borders = known.borders().get();
            Segments segments = turned ? new OldestFirst(source, reader, borders)::next : () -> reader.next(borders);
            boolean watched = !options.window().isOpen();
            long bytes = fold(segments, watched ? span.watching(known) : known, reader, ledger, classifiers);
            boolean cutAgainstTheOrder = known.newestFirst() && !turned && bytes > segmentBytes;
            long skipped = ledger.counted(LogCounter.SKIPPED_BYTES) - skippedBefore;
            boolean nothing = bytes > 0 && skipped == bytes;
            if (!nothing && skipped > bytes / 2) {
                ledger.remark(source.name() + " was read as " + known.description()
                        + ", but more than half of it belongs to no entry; if that is PostgreSQL's too, name the"
                        + " --format, or the --prefix of a plain log");
            }
            remarks(source, zones.unknown(), ledger);
            long passed = reader.takePassedBytes();
            if (passed > 0) {
                ledger.count(LogCounter.SKIPPED_LINES, 1);
                ledger.count(LogCounter.SKIPPED_BYTES, passed);
                ledger.count(LogCounter.BYTES, passed);
                ledger.remark(source.name() + " has entries longer than " + LogOptions.LONGEST_ENTRY
                        + " bytes; the rest of them was passed over");
            }
            return new FileOutcome(
                    source.name(),
                    known.description() + (cutAgainstTheOrder ? NEWEST_FIRST : ""),
                    bytes + passed,
                    reader.damage().orElse(nothing ? withoutEntry(head) : ""));
        } catch (IOException e) {
            return new FileOutcome(source.name(), "", 0, reason(e));
        }
    }

    /** Why a log cannot be read, and what to do about it. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "cannot be read: permission denied; run this as a user who may read it, or add this one to the"
                    + " group that owns it";
        }
        return e instanceof NoSuchFileException
                ? "is not there any more; it was moved or removed meanwhile"
                : "cannot be read (" + e.getMessage() + ")";
    }

    private String withoutEntry(byte[] head) {
        if (options.hints().prefix().isEmpty()) {
            return "holds no entry; name its --format if it is a log";
        }
        String advice = FormatDetector.recognize(
                        head, 0, head.length, options.hints().withoutPrefix(), new ZoneOffsets())
                .map(other -> "left out, it would be read as " + other.description())
                .orElse("left out, none would be found either");
        return "has no line that starts with the --prefix '"
                + options.hints().prefix().get() + "'; " + advice;
    }

    private long fold(
            Segments segments, Recognized recognized, SegmentReader reader, Ledger ledger, Classifiers classifiers)
            throws IOException {
        Deque<InWork> inWork = new ArrayDeque<>();
        long bytes = 0;
        Optional<SegmentReader.Segment> segment = segments.next();
        while (segment.isPresent()) {
            inWork.add(new InWork(segment.get(), classifiers.submit(recognized, segment.get())));
            bytes += segment.get().length();
            if (inWork.size() > options.work().workers()) {
                take(inWork.remove(), reader, ledger, classifiers);
            }
            segment = segments.next();
        }
        while (!inWork.isEmpty()) {
            take(inWork.remove(), reader, ledger, classifiers);
        }
        return bytes;
    }

    private void take(InWork done, SegmentReader reader, Ledger ledger, Classifiers classifiers) {
        Batch batch = Classifiers.await(done.batch);
        reader.recycle(done.segment);
        ledger.add(batch);
        progress.accept(batch.counters.get(LogCounter.BYTES));
        classifiers.recycle(batch);
    }

    private static FileOutcome unreadable(LogSource source, SegmentReader reader, Ledger ledger, String problem) {
        SegmentReader.Rest rest = reader.drain();
        ledger.count(LogCounter.SKIPPED_LINES, rest.lines());
        ledger.count(LogCounter.SKIPPED_BYTES, rest.bytes());
        ledger.count(LogCounter.BYTES, rest.bytes());
        return new FileOutcome(
                source.name(),
                "",
                0,
                problem + reader.damage().map(damage -> "; it " + damage).orElse(""));
    }

    static void remarks(LogSource source, Set<String> unknownZones, Ledger ledger) {
        Set<String> zones = new TreeSet<>(unknownZones);
        if (zones.remove(SyslogTime.ZONE)) {
            ledger.remark(source.name() + " has times without year and zone; they were taken for UTC");
        }
        if (!zones.isEmpty()) {
            ledger.remark(source.name() + " has times in the unknown zone " + String.join(", ", zones)
                    + "; they were taken for UTC");
        }
    }
}
