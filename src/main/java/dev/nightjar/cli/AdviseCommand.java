package dev.nightjar.cli;

import picocli.CommandLine.Command;

/** Advice on one subject, outside of a nightly run. */
@Command(
        name = "advise",
        mixinStandardHelpOptions = true,
        description = "Advises on one subject at once, without a store.",
        subcommands = {AdviseIndexCommand.class, AdvisePoolCommand.class, AdviseRedisCommand.class})
final class AdviseCommand {}
