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

    private final ShadowPlanner shadow;
    private final AccessReader reader;
    private final MadeConstants constants;
    private final ForeignKeys foreignKeys;
    private final double windowDays;

    StatementModeller(ShadowPlanner shadow, ForeignKeys foreignKeys, double windowDays) {
        this.shadow = shadow;
        this.reader = new AccessReader(shadow);
        this.constants = new MadeConstants(shadow.schema());
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
            Optional<String> filled = text.contains("$")
                    ? constants.fill(text, accesses, statement.rowsPerCall()).flatMap(this::plannable)
                    : Optional.empty();
            texts.add(filled.orElse(text));
            if (text.matches("(?s).*\\$\\d.*")) {
                confidence = filled.isPresent() ? Confidence.SYNTHESISED : Confidence.GENERIC;
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
                List.copyOf(texts),
                foreignKeys.companions(texts.get(0), statement, reader),
                statement.calls() / windowDays,
                statement.totalMs() / windowDays,
                confidence,
                List.copyOf(accesses),
                false);
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
