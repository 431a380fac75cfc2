package dev.nightjar.advise.index;

import dev.nightjar.advise.index.IndexProposal.Action;
import dev.nightjar.advise.index.IndexProposal.Reason;
import dev.nightjar.advise.index.shadow.ShadowIndex;
import dev.nightjar.advise.index.shadow.WhatIf;
import dev.nightjar.model.Estimate;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes down what was found: SQL, savings per statement, plans before and after. */
final class ProposalWriter {
    private static final double NOTICEABLE = 0.02;
    private static final double LOW_SHARE = 0.5;

    private final CostTable costs;
    private final Map<ModelledStatement, Double> weights;
    private final Upkeep upkeep;
    private final IndexSettings settings;
    private final IndexNames names;

    ProposalWriter(
            CostTable costs,
            Map<ModelledStatement, Double> weights,
            Upkeep upkeep,
            IndexSettings settings,
            IndexNames names) {
        this.costs = costs;
        this.weights = weights;
        this.upkeep = upkeep;
        this.settings = settings;
        this.names = names;
    }

    /** Milliseconds a day, for the order of the list. */
    static double worth(IndexProposal proposal) {
        double saved = proposal.gains().stream()
                .mapToDouble(StatementGain::savedMsPerDay)
                .filter(ms -> !Double.isNaN(ms))
                .sum();
        return proposal.action() == Action.CREATE ? saved - proposal.upkeepMsPerDay() : proposal.upkeepMsPerDay();
    }

    List<IndexProposal> creations(Set<ShadowIndex> chosen) {
        Map<ShadowIndex, String> named = new HashMap<>();
        chosen.stream()
                .sorted(Comparator.comparing(index -> index.spec().toString()))
                .forEach(index -> named.put(index, names.next(index.spec())));
        List<IndexProposal> proposals = new ArrayList<>();
        for (ShadowIndex index : chosen) {
            proposals.add(creation(index, named.getOrDefault(index, index.name()), chosen, named));
        }
        return proposals;
    }

    private IndexProposal creation(
            ShadowIndex index, String name, Set<ShadowIndex> chosen, Map<ShadowIndex, String> named) {
        Set<ShadowIndex> others = new HashSet<>(chosen);
        others.remove(index);
        List<StatementGain> gains = new ArrayList<>();
        double searches = 0;
        double reads = 0;
        Confidence confidence = Confidence.NOT_MODELLED;
        double largest = -1;
        for (Map.Entry<ModelledStatement, Double> entry : weights.entrySet()) {
            ModelledStatement statement = entry.getKey();
            if (!statement.tables().contains(index.spec().table())) {
                continue;
            }
            double before = costs.of(statement, others).units();
            double after = costs.of(statement, chosen).units();
            double saved = entry.getValue() * (before - after);
            if (1 - after / before < NOTICEABLE) {
                continue;
            }
            boolean ofParent = statement.onlyForeignKeys()
                    || statement.accesses().stream()
                            .noneMatch(
                                    access -> access.table().equals(index.spec().table()));
            searches += ofParent ? saved : 0;
            reads += ofParent ? 0 : saved;
            if (saved > largest) {
                largest = saved;
                confidence = statement.confidence();
            }
            if (!statement.onlyForeignKeys()) {
                gains.add(gain(statement, entry.getValue(), before, after, others, chosen, named));
            }
        }
        gains.sort(Comparator.comparingDouble(StatementGain::savedMsPerDay).reversed());
        ObjectName qualified = new ObjectName(index.spec().table().schema(), name);
        Reason reason = searches > reads ? Reason.FOREIGN_KEY : Reason.MISSING;
        return new IndexProposal(
                Action.CREATE,
                reason,
                index.spec().table(),
                name,
                index.spec().toString(),
                why(reason, gains, searches, index),
                costs.shadow().definition(index, name) + ";",
                "DROP INDEX CONCURRENTLY IF EXISTS " + qualified.quoted() + ";",
                index.size().bytes(),
                gains,
                upkeep.msPerDay(index.spec()),
                confidence,
                costs.shadow().description());
    }

    private StatementGain gain(
            ModelledStatement statement,
            double weight,
            double before,
            double after,
            Set<ShadowIndex> others,
            Set<ShadowIndex> chosen,
            Map<ShadowIndex, String> named) {
        double planned = Math.max(0, Math.min(1, 1 - after / before));
        double middle = planned * settings.calibration();
        // A generic plan may be far from what real values bring.
        double low = statement.confidence() == Confidence.GENERIC ? 0 : middle * LOW_SHARE;
        return new StatementGain(
                statement.fingerprint(),
                statement.callsPerDay(),
                before,
                after,
                new Estimate(low, middle, planned),
                Double.isNaN(statement.msPerDay()) ? Double.NaN : weight * before * middle,
                statement.confidence(),
                excerpt(statement, others, named),
                excerpt(statement, chosen, named));
    }

    /** The plan of the text, or of the search behind it when only that changes. */
    private String excerpt(ModelledStatement statement, Set<ShadowIndex> with, Map<ShadowIndex, String> named) {
        Set<ObjectName> tables = statement.tables();
        List<ShadowIndex> relevant = with.stream()
                .filter(index -> tables.contains(index.spec().table()))
                .toList();
        StringBuilder text = new StringBuilder(costs.shadow()
                .plan(statement.texts().get(0).sql(), WhatIf.with(relevant))
                .excerpt());
        for (ModelledStatement.Companion companion : statement.companions()) {
            text.append("foreign key search in ").append(companion.child()).append('\n');
            text.append(
                    costs.shadow().plan(companion.text(), WhatIf.with(relevant)).excerpt());
        }
        String plain = text.toString();
        for (ShadowIndex index : relevant) {
            plain = plain.replaceAll(
                    "\\b" + index.name() + "\\b",
                    java.util.regex.Matcher.quoteReplacement(named.getOrDefault(index, index.name())));
        }
        return plain;
    }

    private static String why(Reason reason, List<StatementGain> gains, double searchedMs, ShadowIndex index) {
        String table = index.spec().table().name();
        if (reason == Reason.FOREIGN_KEY) {
            return String.format(
                    Locale.ROOT,
                    "Deleting a referenced row reads all of %s to look for children; that is about %.0f ms a day that the"
                            + " index saves.",
                    table,
                    searchedMs);
        }
        StatementGain first = gains.isEmpty() ? null : gains.get(0);
        return first == null
                ? "Searches in " + table + " read more than they need."
                : String.format(
                        Locale.ROOT,
                        "%d %s much more of %s than needed; the largest falls from %.0f to %.0f planner units a call.",
                        gains.size(),
                        gains.size() == 1 ? "statement reads" : "statements read",
                        table,
                        first.costBefore(),
                        first.costAfter());
    }

    /** A drop, with the definition that brings the index back, or a rebuild. */
    IndexProposal change(ExistingIndexes.Finding finding) {
        IndexDefinition index = finding.index();
        String name = index.name().quoted();
        boolean drop = finding.action() == Action.DROP;
        String definition = index.definition().replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ");
        return new IndexProposal(
                finding.action(),
                finding.reason(),
                index.table(),
                index.name().name(),
                index.definition().replaceFirst("^.*? ON ", ""),
                finding.why(),
                (drop ? "DROP INDEX CONCURRENTLY " : "REINDEX INDEX CONCURRENTLY ") + name + ";",
                drop ? definition + ";" : "",
                index.bytes(),
                List.of(),
                drop ? upkeep.msPerDay(index.table()) : 0,
                finding.reason() == Reason.INVALID || finding.reason() == Reason.DUPLICATE
                        ? Confidence.LITERAL
                        : Confidence.SYNTHESISED,
                costs.shadow().description());
    }
}
