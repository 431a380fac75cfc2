package dev.nightjar.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Child JVMs that start servers and die in all the ways there are. */
class StaleServersTest {
    private Path root;

    @BeforeEach
    void aHomeThatEveryUserCanReach() throws IOException {
        root = Files.createTempDirectory("nightjar-home");
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void deleteHome() throws IOException {
        DirectoryTree.delete(root);
    }

    @Test
    void serversOfAKilledRunAreStoppedAndTheirDirectoriesRemoved() throws Exception {
        Run killed = Run.start(List.of(), root, "any");
        killed.jvm.destroyForcibly().waitFor();
        assertThat(killed.servers()).hasSize(2);

        List<Path> removed = StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT));

        assertThat(removed).hasSize(2);
        assertThat(killed.servers()).isEmpty();
        assertThat(runs()).isEmpty();
    }

    @Test
    void aLiveRunIsLeftAloneAndCleansUpItselfWhenTerminated() throws Exception {
        Run live = Run.start(List.of(), root, "any");

        assertThat(StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT))).isEmpty();
        assertThat(live.servers()).hasSize(2);

        live.jvm.destroy();
        assertThat(live.jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(live.servers()).isEmpty();
        assertThat(runs()).isEmpty();
    }

    @Test
    void serversKeptOnPurposeOutliveTheirRunAndAreSweptOnceStopped() throws Exception {
        Run run = Run.start(List.of(), root, "any", "keep");
        run.jvm.getOutputStream().close();
        assertThat(run.jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT))).isEmpty();
        assertThat(run.servers()).hasSize(2);

        for (ProcessHandle server : run.servers()) {
            ServerProcess.stop(server, "TERM", Duration.ofSeconds(30));
        }
        assertThat(StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT))).hasSize(2);
        assertThat(runs()).isEmpty();
    }

    @Test
    void twoRunsUnpackStartAndSweepSideBySide() throws Exception {
        var one = CompletableFuture.supplyAsync(() -> Run.start(List.of(), root, "any"));
        var two = CompletableFuture.supplyAsync(() -> Run.start(List.of(), root, "any"));

        assertThat(one.get().servers()).hasSize(2);
        assertThat(two.get().servers()).hasSize(2);

        for (Run run : List.of(one.get(), two.get())) {
            run.jvm.destroyForcibly().waitFor();
        }
        assertThat(StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT))).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unshare", "setpriv", "runuser"})
    void everyWayNotToBeRootServes(String way) throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(ways()).contains(way);
        Run killed = Run.start(List.of(), root, way);
        assertThat(killed.servers()).hasSize(2);
        killed.jvm.destroyForcibly().waitFor();

        assertThat(StaleServers.sweep(new ServerHome(root, ServerUser.CURRENT))).hasSize(2);
        assertThat(killed.servers()).isEmpty();
    }

    @Test
    void anOrdinaryUserNeedsNoHelp() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(ways()).contains("setpriv");
        Files.setAttribute(root, "unix:uid", 65534);
        Run run = Run.start(ServerUser.FOR_ROOT.get(1).prefix(), root, "any");
        assertThat(run.servers()).hasSize(2);

        run.jvm.destroy();
        assertThat(run.jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run.servers()).isEmpty();
    }

    private List<String> ways() {
        return ServerUser.FOR_ROOT.stream()
                .filter(candidate -> {
                    try {
                        return !ServerUser.choose(List.of(candidate)).prefix().isEmpty();
                    } catch (EmbeddedServerException refusedHere) {
                        return false;
                    }
                })
                .map(candidate -> candidate.prefix().get(0))
                .toList();
    }

    private List<Path> runs() throws IOException {
        try (Stream<Path> entries = Files.list(root.resolve("run"))) {
            return entries.toList();
        }
    }

    /** A child JVM and the servers that it started. */
    private record Run(Process jvm, Path data, long postgres, long redis) {
        private static final Pattern NEEDED =
                Pattern.compile("^(embedded-|commons-compress|commons-io|commons-lang3|xz|postgresql)");

        static Run start(List<String> prefix, Path root, String... arguments) {
            try {
                return tryStart(prefix, root, arguments);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Run tryStart(List<String> prefix, Path root, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dnightjar.postgres.binaries=" + System.getProperty("nightjar.postgres.binaries", ""),
                    "-cp",
                    readableByEveryUser(root),
                    StartsServers.class.getName(),
                    root.toString()));
            command.addAll(List.of(arguments));
            Process jvm = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            assertThat(line).as("the child says where its servers are").isNotNull();
            String[] words = line.split(" ", -1);
            return new Run(jvm, Path.of(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        /** This test's class path, with copies of the jars: root's local repository may be closed to others. */
        private static String readableByEveryUser(Path root) throws IOException {
            Path copies = Files.createTempDirectory(root, "jars");
            Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxr-xr-x"));
            List<String> entries = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    entries.add(entry);
                } else if (NEEDED.matcher(path.getFileName().toString()).find()) {
                    entries.add(
                            Files.copy(path, copies.resolve(path.getFileName())).toString());
                }
            }
            return String.join(File.pathSeparator, entries);
        }

        /** Those of its server processes that live. */
        List<ProcessHandle> servers() {
            return Stream.of(postgres, redis)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .filter(ServerProcess::isAlive)
                    .toList();
        }
    }
}
