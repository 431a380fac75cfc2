package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.NotPlannableException;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns a statement of the workload into texts that the shadow can plan: real values, else made ones, else none. */
final class StatementModeller {
    private static final Set<String> PLANNABLE =
            Set.of("select", "with", "insert", "update", "delete", "merge", "values", "table");
    private static final int SAMPLES = 3;
    /** Calls that are taken to ask for the most common value, where nothing says how many do. */
    private static final double HEAVY_SHARE = 0.2;

    private final ShadowPlanner shadow;
    private final AccessReader reader;
    private final MadeConstants constants;
    private final ForeignKeys foreignKeys;
    private final double windowDays;

    StatementModeller(ShadowPlanner shadow, ForeignKeys foreignKeys, double windowDays) {
        this.shadow = shadow;
        this.reader = new AccessReader(shadow);
        this.constants = new MadeConstants(shadow.lookup());
        this.foreignKeys = foreignKeys;
        this.windowDays = windowDays;
    }

    /** Whether a statement has a plan at all. */
    static boolean hasPlan(String text) {
        String start = text.replaceAll("(?s)/\\*.*?\\*/", " ")
                .replaceAll("--[^\n]*", " ")
                .strip();
        start = start.replaceFirst("^[(\\s]+", "");
        return PLANNABLE.contains(start.split("\\W", 2)[0].toLowerCase(Locale.ROOT));
    }

    /**
     * Models a statement.
     *
     * @throws NotPlannableException when the shadow cannot plan it in any form
     */
    ModelledStatement model(WorkloadStatement statement) {
        List<String> texts = new ArrayList<>();
        Confidence confidence = Confidence.LITERAL;
        for (String sample :
                statement.samples().stream().distinct().limit(SAMPLES).toList()) {
            plannable(sample).ifPresent(texts::add);
        }
        List<TableAccess> accesses;
        if (texts.isEmpty()) {
            String text = ParameterRepair.repair(statement.text(), shadow::plan);
            accesses = reader.read(text);
            if (text.matches("(?s).*\\$\\d.*")) {
                constants.fill(text, accesses, statement.rowsPerCall()).stream()
                        .filter(made -> plannable(made).isPresent())
                        .forEach(texts::add);
                confidence = texts.isEmpty() ? Confidence.GENERIC : Confidence.SYNTHESISED;
            }
            if (texts.isEmpty()) {
                texts.add(text);
            }
        } else if (texts.size() == 1 && statement.text().contains("$")) {
            // One sample does not say which of its values are always the same.
            accesses = reader.read(ParameterRepair.repair(statement.text(), shadow::plan));
        } else {
            accesses = new ArrayList<>();
            for (String text : texts) {
                reader.read(text).stream()
                        .filter(access -> !accesses.contains(access))
                        .forEach(accesses::add);
            }
        }
        return new ModelledStatement(
                statement.fingerprint(),
                weighted(texts, confidence),
                foreignKeys.companions(texts.get(0), statement, reader),
                statement.calls() / windowDays,
                statement.totalMs() / windowDays,
                confidence,
                List.copyOf(accesses),
                false);
    }

    /** Real values as they came; of made ones the typical first, then the heavy. */
    private static List<ModelledStatement.Text> weighted(List<String> texts, Confidence confidence) {
        if (confidence == Confidence.SYNTHESISED && texts.size() == 2) {
            return List.of(
                    new ModelledStatement.Text(texts.get(0), 1 - HEAVY_SHARE),
                    new ModelledStatement.Text(texts.get(1), HEAVY_SHARE));
        }
        return texts.stream()
                .map(text -> new ModelledStatement.Text(text, 1.0 / texts.size()))
                .toList();
    }

    private Optional<String> plannable(String text) {
        try {
            shadow.plan(text);
            return Optional.of(text);
        } catch (NotPlannableException refused) {
            return Optional.empty();
        }
    }
}
