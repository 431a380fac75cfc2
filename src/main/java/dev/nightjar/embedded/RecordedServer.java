package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which process to stop when its starter cannot: kept in the file {@code server} of a {@link ServerDirectory}.
 *
 * @param mark a path that is on the process's command line, so that a recycled process id is recognised
 * @param signal what stops it fastest
 */
record RecordedServer(long pid, String mark, String signal) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The server of a directory, if one was recorded. */
    static Optional<RecordedServer> read(Path directory) throws IOException {
        Path file = file(directory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return Optional.of(new RecordedServer(Long.parseLong(lines.get(0)), lines.get(1), lines.get(2)));
    }

    void write(Path directory) throws IOException {
        Path next = directory.resolve("server.next");
        Files.writeString(next, pid + "\n" + mark + "\n" + signal + "\n");
        Files.move(next, file(directory), StandardCopyOption.REPLACE_EXISTING);
    }

    boolean isAlive() {
        return process().isPresent();
    }

    void stop() {
        process().ifPresent(process -> ServerProcess.stop(process, signal, PATIENCE));
    }

    private Optional<ProcessHandle> process() {
        return ServerProcess.find(pid, mark);
    }

    private static Path file(Path directory) {
        return directory.resolve("server");
    }
}
