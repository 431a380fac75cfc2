package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.Job;
import dev.nightjar.config.JobFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Pre-flight of a target. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Connects to all sources of a target and says what can and cannot be read, and the exact grant,"
                + " setting or extension that is missing. Changes nothing.",
        footer = {
            "",
            "Exit code 0: all that is asked for can be read; 3: something cannot.",
            "",
            "Example: nightjar check --target shop",
            "         nightjar check --target postgresql://nightjar@db:5432/shop"
        })
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "NAME|URL",
            description = "A target of the job files, or an address: postgresql://user@host:5432/database,"
                    + " redis://host:6379. Its password may come from PGPASSWORD, REDISCLI_AUTH or ~/.pgpass.")
    private String target = "";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Folder of job files (default: NIGHTJAR_CONFIG, else ./jobs).")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result as JSON; - is standard output.")
    private Optional<String> json = Optional.empty();

    @Option(names = "--quiet", description = "Print nothing but the JSON.")
    private boolean quiet;

    @Override
    public Integer call() {
        Path folder = config.or(() ->
                        Optional.ofNullable(System.getenv("NIGHTJAR_CONFIG")).map(Path::of))
                .orElse(Path.of("jobs"));
        Job job = new JobFiles(System.getenv()).resolve(folder, target);
        CheckResult result = new Preflight(job, InstantSource.system()).run();
        boolean toOutput = json.filter("-"::equals).isPresent();
        if (!quiet && !toOutput) {
            result.print(spec.commandLine().getOut());
        }
        json.ifPresent(file -> write(result, file));
        return result.exitCode();
    }

    private void write(CheckResult result, String file) {
        String text =
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(result);
        if (file.equals("-")) {
            spec.commandLine().getOut().println(text);
            spec.commandLine().getOut().flush();
            return;
        }
        try {
            Files.writeString(Path.of(file), text + "\n");
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be written (" + e + "); name another with --json");
        }
    }
}
