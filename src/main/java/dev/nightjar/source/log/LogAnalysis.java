package dev.nightjar.source.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final LogOptions options;
    private final LongConsumer progress;

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

    /** Reads the logs in the given order, which should be that of time. */
    public Result run(List<? extends LogSource> sources) {
        Ledger ledger = new Ledger(options);
        List<FileOutcome> files = new ArrayList<>();
        try (Classifiers classifiers = new Classifiers(options)) {
            for (LogSource source : sources) {
                files.add(read(source, ledger, classifiers));
            }
        }
        ledger.finish();
        return new Result(ledger.takeDigest(), files);
    }

    private FileOutcome read(LogSource source, Ledger ledger, Classifiers classifiers) {
        ZoneOffsets zones = new ZoneOffsets();
        try (SegmentReader reader = new SegmentReader(source.open(0), 0, options.segmentBytes(), false)) {
            byte[] head = reader.head(options.segmentBytes());
            if (head.length == 0) {
                return new FileOutcome(
                        source.name(), "empty", 0, reader.damage().orElse(""));
            }
            Optional<Recognized> recognized = FormatDetector.recognize(head, 0, head.length, options, zones);
            if (recognized.isEmpty()) {
                return unreadable(source, head, ledger);
            }
            long bytes = fold(reader, recognized.get(), ledger, classifiers);
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
                    recognized.get().description(),
                    bytes + passed,
                    reader.damage().orElse(""));
        } catch (IOException e) {
            return new FileOutcome(source.name(), "", 0, "cannot be read (" + e.getMessage() + ")");
        }
    }

    private long fold(SegmentReader reader, Recognized recognized, Ledger ledger, Classifiers classifiers) {
        BorderFinder borders = recognized.borders().get();
        Deque<Future<Batch>> inWork = new ArrayDeque<>();
        long bytes = 0;
        Optional<SegmentReader.Segment> segment = reader.next(borders);
        while (segment.isPresent()) {
            inWork.add(classifiers.submit(recognized, segment.get()));
            bytes += segment.get().length();
            if (inWork.size() > options.workers()) {
                take(inWork, ledger, classifiers);
            }
            segment = reader.next(borders);
        }
        while (!inWork.isEmpty()) {
            take(inWork, ledger, classifiers);
        }
        return bytes;
    }

    private void take(Deque<Future<Batch>> inWork, Ledger ledger, Classifiers classifiers) {
        Batch batch = Classifiers.await(inWork.remove());
        ledger.add(batch);
        progress.accept(batch.counters.get(LogCounter.BYTES));
        classifiers.recycle(batch);
    }

    private static FileOutcome unreadable(LogSource source, byte[] head, Ledger ledger) {
        ledger.count(LogCounter.SKIPPED_LINES, ByteSearch.count(head, 0, head.length, (byte) '\n'));
        ledger.count(LogCounter.SKIPPED_BYTES, head.length);
        return new FileOutcome(
                source.name(),
                "",
                0,
                "is no PostgreSQL log that can be recognised; name its --format, or its --prefix if it is a plain log");
    }

    static void remarks(LogSource source, Set<String> unknownZones, Ledger ledger) {
        if (!unknownZones.isEmpty()) {
            ledger.remark(source.name() + " has times in the unknown zone " + String.join(", ", unknownZones)
                    + "; they were taken for UTC");
        }
    }
}
