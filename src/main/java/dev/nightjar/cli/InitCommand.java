package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.config.JobFiles;
import dev.nightjar.model.target.PostgresTarget;
import dev.nightjar.source.postgres.Grants;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the first job file, and prints the SQL that makes the role it names. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes a commented job file and prints the SQL of the least-privilege role on standard output.",
        footer = {
            "",
            "Example: nightjar init --url postgresql://nightjar@db:5432/shop > grants.sql",
            "         psql -h db -U postgres -d shop -f grants.sql"
        })
final class InitCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "The database, postgresql://user@host:5432/database; the user is nightjar where none is named.")
    private String url = "postgresql://nightjar@localhost:5432/postgres";

    @Option(names = "--target", paramLabel = "NAME", description = "Name of the system (default: the database's).")
    private Optional<String> target = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "The job file (default: jobs/NAME.yaml).")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--force", description = "Overwrite the file if it is there.")
    private boolean force;

    @Option(names = "--undo", description = "Write no file; print the SQL that takes the grants back.")
    private boolean undo;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        // USER would put this person's name where the role of grants.sql belongs.
        PostgresTarget postgres = new JobFiles(Map.of("USER", "nightjar"))
                .adHoc(url)
                .postgres()
                .orElseThrow(() -> new ConfigurationException(
                        "init writes a job file for PostgreSQL; give --url postgresql://user@host:5432/database and add"
                                + " the redis section to the file"));
        if (undo) {
            print("sql/grants-undo.sql", postgres);
            return ExitCode.DONE;
        }
        String name = target.orElse(postgres.database());
        String passwordEnv = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_PASSWORD";
        if (Character.isDigit(passwordEnv.charAt(0))) {
            passwordEnv = "DB_" + passwordEnv;
        }
        String yaml = rendered(name, postgres, passwordEnv);
        new JobFiles(Map.of()).parse("the job file for " + name, yaml);
        Path file = out.orElse(Path.of("jobs", name + ".yaml"));
        if (Files.exists(file) && !force) {
            throw new ConfigurationException(
                    file + " is already there; name another with --out, or overwrite it with" + " --force");
        }
        write(file, yaml);
        err.println("Wrote " + file + ". Next:");
        err.println("  1. Run the SQL on standard output as a superuser in " + postgres.database()
                + "; what the same command with --undo prints takes it back.");
        err.println("  2. Set the password of role " + postgres.user() + " and put it into the environment variable "
                + passwordEnv + ".");
        err.println("  3. nightjar check --target " + name);
        err.flush();
        print("sql/grants.sql", postgres);
        return ExitCode.DONE;
    }

    private void print(String script, PostgresTarget postgres) {
        PrintWriter output = spec.commandLine().getOut();
        output.print(Grants.forRole(Packed.text(script), postgres.user()));
        output.flush();
    }

    private static String rendered(String name, PostgresTarget postgres, String passwordEnv) {
        return Packed.text("templates/job.yaml")
                .replace("{{target}}", name)
                .replace("{{zone}}", ZoneId.systemDefault().getId())
                .replace("{{url}}", postgres.url(postgres.database()))
                .replace("{{user}}", postgres.user())
                .replace("{{passwordEnv}}", passwordEnv)
                .replace("{{tls}}", postgres.tls().mode().text());
    }

    private static void write(Path file, String yaml) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be written (" + e + "); name another with --out");
        }
    }
}
