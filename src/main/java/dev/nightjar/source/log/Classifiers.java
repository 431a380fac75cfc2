package dev.nightjar.source.log;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Parses and classifies segments, several at a time; with one worker in the caller's thread. */
final class Classifiers implements AutoCloseable {
    private final LogOptions options;
    private final ExecutorService threads;
    private final BlockingQueue<Worker> idle;
    private final BlockingQueue<Batch> batches;

    Classifiers(LogOptions options) {
        this.options = options;
        int workers = options.work().workers();
        threads = Executors.newFixedThreadPool(Math.max(1, workers), runnable -> {
            Thread thread = new Thread(runnable, "nightjar-log");
            thread.setDaemon(true);
            return thread;
        });
        idle = new ArrayBlockingQueue<>(workers);
        batches = new ArrayBlockingQueue<>(workers * 2 + 2);
        for (int i = 0; i < workers; i++) {
            idle.add(new Worker(options));
        }
    }

    /** Starts on a segment; the result must be given back to {@link #recycle} once it was used. */
    Future<Batch> submit(Recognized recognized, SegmentReader.Segment segment) {
        if (options.work().workers() == 1) {
            return CompletableFuture.completedFuture(work(recognized, segment));
        }
        return threads.submit(() -> work(recognized, segment));
    }

    static Batch await(Future<Batch> batch) {
        try {
            return batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogReadingInterruptedException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("reading a log failed", e.getCause());
        }
    }

    void recycle(Batch batch) {
        batches.offer(batch);
    }

    private Batch work(Recognized recognized, SegmentReader.Segment segment) {
        Worker worker = take();
        try {
            Batch known = batches.poll();
            Batch batch = known == null ? new Batch() : known;
            worker.run(recognized, segment, batch);
            return batch;
        } finally {
            idle.add(worker);
        }
    }

    private Worker take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogReadingInterruptedException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What one thread keeps between segments. */
    private static final class Worker {
        private final EntryClassifier classifier;
        private Recognized current =
                new Recognized(LogFormat.STDERR, "", () -> new JsonLogParser(new ZoneOffsets()), LineBorders::new);
        private EntryParser parser = current.parsers().get();

        Worker(LogOptions options) {
            classifier = new EntryClassifier(options);
        }

        void run(Recognized recognized, SegmentReader.Segment segment, Batch batch) {
            if (!recognized.equals(current)) {
                current = recognized;
                parser = recognized.parsers().get();
            }
            classifier.startBatch(batch);
            long foreignBefore = parser.foreignLines();
            parser.parse(segment.bytes(), 0, segment.length(), classifier);
            batch.count(LogCounter.FOREIGN_ENTRIES, parser.foreignLines() - foreignBefore);
            batch.count(LogCounter.BYTES, segment.length());
        }
    }
}
