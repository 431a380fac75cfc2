package dev.nightjar.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * What the streams of this process are. The launcher knows which of them is a terminal and how wide it is; started
 * without it, the JVM's own knowledge has to do.
 *
 * @param output whether standard output is a terminal
 * @param messages whether standard error is one
 * @param columns its width in characters
 */
record Terminal(boolean output, boolean messages, int columns) {
    private static final int USUAL_COLUMNS = 120;
    /** Wide enough for a line of a statement, narrow enough for a pager. */
    private static final int PIPED_COLUMNS = 200;

    static Terminal detect() {
        String known = System.getProperty("nightjar.terminal");
        boolean console = Ansi.AUTO.enabled();
        List<String> streams = known == null ? List.of() : Arrays.asList(known.split(",", -1));
        boolean output = known == null ? console : streams.contains("out");
        boolean messages = known == null ? console : streams.contains("err");
        int columns = Integer.getInteger("nightjar.columns", 0);
        int usual = output ? USUAL_COLUMNS : PIPED_COLUMNS;
        return new Terminal(output, messages, output && columns >= 60 ? columns : usual);
    }
}
