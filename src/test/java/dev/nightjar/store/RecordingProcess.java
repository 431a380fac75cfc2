package dev.nightjar.store;

import dev.nightjar.model.Observation;
import dev.nightjar.model.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that records snapshots and says after each that it is safe. */
final class RecordingProcess implements AutoCloseable {
    private static final int STATEMENTS = 40;

    private final Process process;
    private final BufferedReader words;

    private RecordingProcess(Process process) {
        this.process = process;
        this.words = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static RecordingProcess start(StoreSettings settings, int upTo) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingProcess.class.getName(),
                settings.url(),
                Boolean.toString(settings.shared()),
                Integer.toString(upTo)));
        try {
            return new RecordingProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Records snapshots from the one after the last until it is told to end. */
    public static void main(String[] arguments) throws IOException {
        StoreSettings settings = StoreSettings.at(arguments[0]).forPurpose("recording");
        if (Boolean.parseBoolean(arguments[1])) {
            settings = settings.sharing();
        }
        int upTo = Integer.parseInt(arguments[2]);
        try (Store store = Store.open(settings)) {
            System.out.println("open");
            int next = store.samples()
                    .lastAt("shop", "pg_stat_statements")
                    .map(at -> (int) Duration.between(Snapshots.NOON, at).toMinutes())
                    .orElse(0);
            // The last one again, as a collector does that was killed before it heard that all is well.
            for (int i = next; i <= upTo; i++) {
                store.samples().record(snapshot(i));
                System.out.println("recorded " + i);
            }
            System.in.read();
        }
    }

    static Snapshot snapshot(int minute) {
        Observation[] observations = new Observation[STATEMENTS];
        for (int i = 0; i < STATEMENTS; i++) {
            observations[i] = Snapshots.aStatement("statement " + i, (double) minute * (i + 1));
        }
        return Snapshots.aSnapshot(minute * 60L, observations);
    }

    /** Waits until it says so. */
    String await(String beginning) {
        StringBuilder all = new StringBuilder();
        try {
            for (String line = words.readLine(); line != null; line = words.readLine()) {
                all.append(line).append('\n');
                if (line.startsWith(beginning)) {
                    return line;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("ended without saying " + beginning + ":\n" + all);
    }

    /** Kills it with -9, and says which snapshot was the last that it called safe. */
    int kill() throws InterruptedException, IOException {
        // By its handle: the process itself would close what it said, unread.
        process.toHandle().destroyForcibly();
        process.waitFor();
        int last = -1;
        for (String line = words.readLine(); line != null; line = words.readLine()) {
            if (line.matches("recorded \\d+")) {
                last = Integer.parseInt(line.substring("recorded ".length()));
            }
        }
        return last;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
