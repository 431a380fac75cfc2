package dev.nightjar.detect.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes made-up daily series with their future and a limit, in the layout {@link CapacityEvaluation} reads. */
final class HeldOutCapacity {
    private HeldOutCapacity() {}

    static Path write(Path folder, MadeUpHistories made, int series) {
        List<String> history = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        List<String> truth = new ArrayList<>();
        Random random = made.random;
        for (int k = 0; k < series; k++) {
            String name = String.format(Locale.ROOT, "c%03d", k);
            String kind = MadeUpHistories.kind(k);
            double[] y = made.path(kind);
            double limit = made.limit(kind, y);
            StringBuilder line = new StringBuilder(name);
            int bad = random.nextInt(10) < 3 ? random.nextInt(made.past - 2) : -1;
            for (int d = 0; d < made.past; d++) {
                double value = d == bad ? Math.min(.999 * limit, made.bad(y[d])) : y[d];
                line.append(random.nextDouble() < made.missing ? "," : String.format(Locale.ROOT, ",%.6g", value));
            }
            history.add(line.toString());
            limits.add(String.format(Locale.ROOT, "\"%s\": {\"limit\": %.6g}", name, limit));
            StringBuilder ahead = new StringBuilder();
            int reached = 0;
            for (int d = 0; d < MadeUpHistories.AHEAD; d++) {
                ahead.append(String.format(Locale.ROOT, "%s%.6g", d == 0 ? "" : ", ", y[made.past + d]));
                reached = reached == 0 && y[made.past + d] >= limit ? d + 1 : reached;
            }
            truth.add("\"" + name + "\": {\"kind\": \"" + kind + "\", \"ahead\": [" + ahead + "], \"reached\": "
                    + (reached == 0 ? "null" : reached) + "}");
        }
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("history.csv"), history);
            Files.writeString(folder.resolve("limits.json"), "{" + String.join(",\n", limits) + "}");
            Files.writeString(folder.resolve("truth.json"), "{" + String.join(",\n", truth) + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }
}
