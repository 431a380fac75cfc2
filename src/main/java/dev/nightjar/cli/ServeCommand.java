package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the daemon. What it takes is loaded only then: every command is looked at for --help. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs every job of the job files on its schedule until it is stopped.",
        footer = {
            "",
            "Several processes on one PostgreSQL store share the schedule; when one dies, another takes its runs over.",
            "",
            "Example: nightjar serve --config /etc/nightjar --store jdbc:postgresql://db/nightjar"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "Where health, metrics and reports are answered and runs are launched; off = nowhere"
                    + " (default: 127.0.0.1:7390, left out when that is taken). It asks for no password.")
    private Optional<String> http = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        List<Job> jobs = new JobFiles(System.getenv()).load(options.configFolder());
        return new Daemon(jobs, options, http, spec.commandLine().getErr()).run();
    }
}
