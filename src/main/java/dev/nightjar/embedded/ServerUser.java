package dev.nightjar.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The user under which a PostgreSQL server runs, as a prefix of its command line.
 *
 * <p>PostgreSQL refuses to run as root. An ordinary user needs no prefix; for root the first of these that works is
 * taken: a user namespace in which root is nobody in particular ({@code unshare -U}: the files stay root's own), or a
 * switch to the user nobody ({@code setpriv}, {@code runuser}: its files must be given to it first).
 *
 * @param prefix what to put before the command; empty when the current user will do
 * @param owner numeric user and group that must own the server's files, or -1 when they stay the current user's
 */
record ServerUser(List<String> prefix, int owner) {
    static final ServerUser CURRENT = new ServerUser(List.of(), -1);

    /** What root tries, in this order. */
    static final List<Candidate> FOR_ROOT = List.of(
            new Candidate(List.of("unshare", "-U", "--"), false),
            new Candidate(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"), true),
            new Candidate(List.of("runuser", "-u", "nobody", "--"), true));

    /** A way to stop being root; {@code switches} when the kernel, too, then sees another user. */
    record Candidate(List<String> prefix, boolean switches) {}

    ServerUser {
        prefix = List.copyOf(prefix);
    }

    boolean ownsFiles() {
        return owner >= 0;
    }

    static ServerUser choose() {
        return choose(FOR_ROOT);
    }

    static ServerUser choose(List<Candidate> candidates) {
        if (!"0".equals(answer(List.of("id", "-u")))) {
            return CURRENT;
        }
        for (Candidate candidate : candidates) {
            String user = answer(Stream.concat(candidate.prefix().stream(), Stream.of("id", "-u"))
                    .toList());
            if (!user.isEmpty() && !user.equals("0")) {
                return new ServerUser(candidate.prefix(), candidate.switches() ? Integer.parseInt(user) : -1);
            }
        }
        throw new EmbeddedServerException("PostgreSQL does not run as root, and none of "
                + candidates.stream().map(c -> c.prefix().get(0)).toList()
                + " can start it as somebody else: run Nightjar as a normal user, or allow user namespaces.");
    }

    /** The full command line; in a session of its own where possible, so that Ctrl-C reaches Nightjar only. */
    List<String> command(List<String> command) {
        List<String> all = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            all.add("/usr/bin/setsid");
        }
        all.addAll(prefix);
        all.addAll(command);
        return all;
    }

    /** Gives a file or directory (not what is in it) to the server's user. */
    void give(Path path) throws IOException {
        if (ownsFiles()) {
            Files.setAttribute(path, "unix:gid", owner);
            Files.setAttribute(path, "unix:uid", owner);
        }
    }

    private static String answer(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? out.strip() : "";
        } catch (IOException commandIsMissing) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while choosing the server's user.", e);
        }
    }
}
