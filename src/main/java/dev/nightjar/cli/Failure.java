package dev.nightjar.cli;

import dev.nightjar.config.ConfigurationException;
import dev.nightjar.model.UnknownThresholdException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns an exception into one sentence and an exit code; the stack only for what nobody foresaw. */
final class Failure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof ConfigurationException || failure instanceof UnknownThresholdException) {
            command.getErr().println("nightjar: " + failure.getMessage());
            return ExitCode.USAGE;
        }
        String message = failure.getMessage();
        boolean ours = failure.getClass().getName().startsWith("dev.nightjar.") && message != null;
        command.getErr().println("nightjar: " + (ours ? message : failure.toString()));
        if (!ours) {
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.FAILED;
    }
}
