package dev.nightjar.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(name = "nightjar", mixinStandardHelpOptions = true)
public final class Nightjar {
    private Nightjar() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Nightjar()).execute(args));
    }
}
