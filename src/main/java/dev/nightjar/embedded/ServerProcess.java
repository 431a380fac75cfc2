package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts, signals and awaits server processes. */
final class ServerProcess {
    private static final int TAIL_BYTES = 6_000;

    private ServerProcess() {}

    /** Starts a command with a minimal environment; what it says goes to the end of the log file. */
    static Process start(List<String> command, Path workingDirectory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        // PGDATA, PGOPTIONS, LC_ALL and the like would change what the server does.
        environment.keySet().retainAll(List.of("PATH", "HOME"));
        environment.put("LC_ALL", "C");
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot execute " + command.get(0) + ": " + e.getMessage() + ".", e);
        }
    }

    /** Sends a signal (INT, QUIT, TERM) that Java has no word for; a process that is gone does not matter. */
    static void signal(String name, long pid) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot signal process " + pid + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Signals, waits, and kills with its children if it is still there after the patience. */
    static void stop(ProcessHandle process, String signal, Duration patience) {
        List<ProcessHandle> children = process.descendants().toList();
        signal(signal, process.pid());
        if (!ended(process, patience)) {
            process.destroyForcibly();
            ended(process, Duration.ofSeconds(5));
        }
        for (ProcessHandle child : children) {
            if (!ended(child, Duration.ofSeconds(5))) {
                child.destroyForcibly();
                ended(child, Duration.ofSeconds(5));
            }
        }
    }

    /** The process, if it lives and its command line still holds the mark. */
    static Optional<ProcessHandle> find(long pid, String mark) {
        return ProcessHandle.of(pid)
                .filter(ServerProcess::isAlive)
                .filter(process -> commandLine(process).contains(mark));
    }

    private static String commandLine(ProcessHandle process) {
        // Java leaves the command line empty where it cannot see the executable, as with another user's process.
        try {
            return Files.readString(
                            Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException noProcFileSystem) {
            return process.info().commandLine().orElse("");
        }
    }

    /** Whether a process runs. One that ended but was not yet reaped by its adopter does not. */
    static boolean isAlive(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String state = Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.ISO_8859_1);
            return !state.substring(state.lastIndexOf(')') + 1).strip().startsWith("Z");
        } catch (IOException noProcFileSystem) {
            return process.isAlive();
        }
    }

    private static boolean ended(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (isAlive(process) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !isAlive(process);
    }

    /** The last lines of a log file; empty when there is none. */
    static String tail(Path log) {
        try (var channel = Files.newByteChannel(log)) {
            long from = Math.max(0, channel.size() - TAIL_BYTES);
            channel.position(from);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
        } catch (IOException noLogYet) {
            return "";
        }
    }
}
