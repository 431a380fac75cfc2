package dev.nightjar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line: {@code nightjar COMMAND}. Options are parsed before anything of Spring is touched, and only the
 * commands that run jobs start it.
 */
@Command(
        name = "nightjar",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "A nightly performance analyst for PostgreSQL and Redis: what got worse, since when, why, and what"
                        + " to do about it. It never changes anything on a server.",
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            CheckCommand.class,
            RunCommand.class,
            ServeCommand.class,
            MarkCommand.class,
            LogsCommand.class,
            DetectCommand.class,
            ForecastCommand.class,
            AdviseCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "First steps:",
            "  nightjar demo                      see a report made from real servers",
            "  nightjar init --url postgresql://user@host/db",
            "  nightjar check --target NAME       what can be read, and what is missing",
            "  nightjar run nightly --target NAME",
            "",
            "Exit codes: 0 done, 1 finding at or above --fail-on, 2 wrong usage or configuration, 3 partial: a source",
            "could not be read, 4 failed, 5 stopped on request and resumable."
        })
public final class Nightjar {
    private Nightjar() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Nightjar())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Failure());
    }
}
