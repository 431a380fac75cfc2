package dev.nightjar.job.nightly;

import dev.nightjar.config.Job;
import dev.nightjar.model.MissingInput;
import dev.nightjar.model.Thresholds;
import dev.nightjar.model.Window;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of the nightly job: what it is about, and where its stages keep what they found. Results are kept per target,
 * window and revision, so that a stage that runs again replaces its own and nothing else.
 */
public final class NightlyRun {
    private final Job job;
    private final Window window;
    private final int revision;
    private final Path folder;
    private final Store store;

    NightlyRun(Job job, Window window, int revision, Path folder, Store store) {
        this.job = job;
        this.window = window;
        this.revision = revision;
        this.folder = folder;
        this.store = store;
    }

    Job job() {
        return job;
    }

    String target() {
        return job.target();
    }

    Window window() {
        return window;
    }

    /** What workload and habits are judged by; ends with the window. */
    Window lookback() {
        return job.nightly().lookback(window, job.zone());
    }

    Thresholds thresholds() {
        return KnownThresholds.of(job);
    }

    /** Size of the volume that the databases lie on, NaN where the job file does not say. */
    double diskBytes() {
        return job.postgres().map(PostgresTarget::diskBytes).orElse(Double.NaN);
    }

    int revision() {
        return revision;
    }

    /** Where the report's files go. */
    Path folder() {
        return folder;
    }

    void keep(Result result, Object value) {
        store.facts().saveFor(target(), window, key(result), value);
    }

    <T> Optional<T> kept(Result result, Class<T> type) {
        return store.facts().loadFor(target(), window, key(result), type);
    }

    <T> void keepList(Result result, List<T> values) {
        store.facts().saveFor(target(), window, key(result), values);
    }

    <T> List<T> keptList(Result result, Class<T> element) {
        return store.facts().loadAllFor(target(), window, key(result), element);
    }

    /** Keeps what a stage could not read; replaces what it kept before. */
    void keepMissing(Result of, List<MissingInput> missing) {
        store.facts().saveFor(target(), window, missingKey(of), missing);
    }

    /** What the stages so far could not read, each thing once. */
    public List<MissingInput> missing() {
        return Stream.of(Result.values())
                .flatMap(result ->
                        store.facts().loadAllFor(target(), window, missingKey(result), MissingInput.class).stream())
                .distinct()
                .toList();
    }

    /** What was written, once it was. */
    public List<Path> files() {
        return keptList(Result.FILES, String.class).stream().map(Path::of).toList();
    }

    private String missingKey(Result result) {
        return "missing " + key(result);
    }

    private String key(Result result) {
        return result.key() + " r" + revision;
    }

    /** What the stages of a run keep for each other. Keys are stored, so never renamed. */
    enum Result {
        LOG("log"),
        POOLS("pools"),
        CATALOG("catalog"),
        SERVER("server"),
        REDIS("redis"),
        DETECTION("detection"),
        SLOWDOWNS("slowdowns"),
        IMPROVEMENTS("improvements"),
        SERVER_STORY("server-story"),
        DEAD_ROWS("dead-rows"),
        INDEX_ADVICE("index-advice"),
        ADVICE("advice"),
        RANKING("ranking"),
        REPORT("report"),
        FILES("files"),
        DELIVERY("delivery");

        private final String key;

        Result(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }
}
