package dev.nightjar.cli;

import dev.nightjar.model.MissingInput;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * What a pre-flight found.
 *
 * @param server the PostgreSQL server in one line, empty where it could not be reached or is not wanted
 * @param redis likewise
 * @param readable what can be read
 * @param missing what cannot, although the job file wants it or every report needs it
 * @param hints what would make the report say more
 */
record CheckResult(
        String target,
        Optional<String> server,
        Optional<String> redis,
        List<ReadInput> readable,
        List<MissingInput> missing,
        List<MissingInput> hints) {

    /** Something that can be read. */
    record ReadInput(String source, String detail) {}

    CheckResult {
        readable = List.copyOf(readable);
        missing = List.copyOf(missing);
        hints = List.copyOf(hints);
    }

    int exitCode() {
        return missing.isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }

    void print(PrintWriter out) {
        out.println(target);
        server.ifPresent(line -> out.println("  " + line));
        redis.ifPresent(line -> out.println("  " + line));
        out.println();
        readable.forEach(one -> out.printf("  %-8s %-24s %s%n", "ok", one.source(), one.detail()));
        missing.forEach(one -> print(out, "missing", one));
        hints.forEach(one -> print(out, "hint", one));
        out.println();
        out.println(
                missing.isEmpty()
                        ? "All that is asked for can be read."
                        : missing.size() + (missing.size() == 1 ? " thing" : " things")
                                + " cannot be read; reports say so until then.");
        out.flush();
    }

    private static void print(PrintWriter out, String status, MissingInput input) {
        out.printf("  %-8s %-24s %s%n", status, input.source(), input.reason());
        out.printf("  %-8s %-24s -> %s%n", "", "", input.remedy());
    }
}
