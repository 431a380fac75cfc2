package dev.nightjar.cli;

import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import dev.nightjar.model.Deploy;
import dev.nightjar.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Remembers a release, so that a change that began with it names it. */
@Command(
        name = "mark",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Remembers a release of an application: a slowdown that began then names it. For deploy pipelines.",
        footer = {
            "",
            "The same over HTTP, of a running serve: curl -X POST --data 'billing 4.2' http://127.0.0.1:7390/mark/shop",
            "",
            "Example: nightjar mark --target shop \"billing 4.2\" --role billing"
        })
final class MarkCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Parameters(paramLabel = "LABEL", description = "What was released, e.g. \"billing 4.2\".")
    private String label;

    @Option(names = "--target", paramLabel = "NAME", required = true, description = "Whose databases it works on.")
    private String target;

    @Option(names = "--at", paramLabel = "T", description = "When, ISO 8601 (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "The database role of the application (default: it may concern all).")
    private String role = "";

    @Option(names = "--quiet", description = "Say nothing but errors.")
    private boolean quiet;

    @Override
    public Integer call() {
        Job job = new JobFiles(System.getenv()).find(options.configFolder(), target);
        Deploy deploy = deploy(
                job.timeMap().toMapped(at.orElseGet(() -> Clock.systemUTC().instant())));
        try (Store store = options.open("mark")) {
            store.facts().add(job.target(), deploy.at(), deploy);
        }
        if (!quiet) {
            spec.commandLine().getOut().println(deploy.label() + " was marked at " + deploy.at() + ".");
        }
        return ExitCode.DONE;
    }

    private Deploy deploy(Instant when) {
        try {
            return Deploy.named(when, label, role);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
