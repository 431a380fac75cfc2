package dev.nightjar.cli;

import dev.nightjar.demo.DemoServers;
import dev.nightjar.demo.DemoVerdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What the demo says at its end. */
final class DemoSummary {
    private final PrintWriter out;

    DemoSummary(PrintWriter out) {
        this.out = out;
    }

    void print(DemoVerdict verdict, List<Path> files) {
        long found =
                verdict.problems().stream().filter(DemoVerdict.Outcome::isFound).count();
        out.printf(
                "Planted problems found: %d of %d%n", found, verdict.problems().size());
        for (DemoVerdict.Outcome outcome : verdict.problems()) {
            out.printf(
                    "  %s %s%n",
                    outcome.isFound() ? "found " : "MISSED", outcome.problem().title());
            outcome.namedBy().stream()
                    .findFirst()
                    .ifPresent(named -> out.printf("           %s  %s%n", named.check(), firstLine(named.text())));
        }
        out.printf(
                "%nSaid of the effects of planted problems: %d%n",
                verdict.consequences().size());
        for (DemoVerdict.Reported reported : verdict.consequences()) {
            out.printf("  %s  %s%n", reported.check(), firstLine(reported.text()));
        }
        out.printf("%nSaid about things not planted: %d%n", verdict.unplanted().size());
        for (DemoVerdict.Reported reported : verdict.unplanted()) {
            out.printf("  %s  %s%n", reported.check(), firstLine(reported.text()));
        }
        out.printf("%nFiles:%n");
        files.forEach(file -> out.printf("  %s%n", file));
        out.flush();
    }

    void printConnections(DemoServers servers, List<String> stop) {
        out.printf(
                "%nThe servers stay up. PostgreSQL: psql '%s' with password %s%n",
                servers.monitor().url().replaceFirst("^jdbc:", "") + "?user="
                        + servers.monitor().user(),
                servers.monitor().password());
        out.printf(
                "Redis: redis-cli -h %s -p %d -a %s%n",
                servers.redis().host(),
                servers.redis().port(),
                servers.redis().password().orElse(""));
        out.printf("Stop them with:%n");
        stop.forEach(command -> out.printf("  %s%n", command));
        out.flush();
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
