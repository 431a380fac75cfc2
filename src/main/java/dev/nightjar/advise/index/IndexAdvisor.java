package dev.nightjar.advise.index;

import dev.nightjar.advise.index.IndexAdvice.NotModelled;
import dev.nightjar.advise.index.IndexAdvice.Rejected;
import dev.nightjar.advise.index.shadow.NotPlannableException;
import dev.nightjar.advise.index.shadow.NotRecreated;
import dev.nightjar.advise.index.shadow.Plan;
import dev.nightjar.advise.index.shadow.ShadowIndex;
import dev.nightjar.advise.index.shadow.ShadowPlanner;
import dev.nightjar.advise.index.shadow.WhatIf;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recommends indexes to make and to drop for a workload.
 *
 * <p>Each statement is planned in the shadow as the target is; candidates come from what its plan asks of each table
 * ({@link Candidates}); {@link IndexSearch} chooses; {@link ExistingIndexes} looks for what can go. A planner unit counts
 * what it takes the statement in measured milliseconds, so that time is saved and not only cost.
 */
public final class IndexAdvisor {
    /** Milliseconds that a planner unit stands for where no statement of the workload was timed. */
    private static final double DEFAULT_MS_PER_UNIT = 0.01;

    private final InstantSource clock;

    public IndexAdvisor(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Advises for one database.
     *
     * @param workload statements over the settings' window, those without a plan of their own included
     * @param usage of existing indexes, where it was watched
     * @param shadow of the same schema
     */
    public IndexAdvice advise(
            SchemaSnapshot schema,
            List<WorkloadStatement> workload,
            List<IndexUsage> usage,
            IndexSettings settings,
            ShadowPlanner shadow) {
        Instant begun = clock.instant();
        long callsBefore = shadow.calls();
        List<NotModelled> notModelled = new ArrayList<>();
        for (NotRecreated missing : shadow.notRecreated()) {
            notModelled.add(new NotModelled(missing.object(), missing.reason()));
        }
        ForeignKeys foreignKeys = new ForeignKeys(shadow);
        List<ModelledStatement> statements = new ArrayList<>();
        List<Upkeep.Write> writes = new ArrayList<>();
        model(workload, settings, shadow, foreignKeys, statements, writes, notModelled);
        statements.addAll(foreignKeys.unseen(
                List.copyOf(statements), schema.database().statisticsDays(), new AccessReader(shadow)));

        CostTable costs = new CostTable(shadow);
        Map<ModelledStatement, Double> weights = weights(statements, costs);
        Upkeep upkeep = Upkeep.of(shadow.lookup(), settings, writes);
        IndexSearch search = new IndexSearch(costs, weights, upkeep, settings);
        Set<ShadowIndex> chosen = search.choose(new Candidates(shadow.lookup(), upkeep, settings.minimumPages()));

        ProposalWriter writer = new ProposalWriter(costs, weights, upkeep, settings, new IndexNames(schema));
        List<IndexProposal> proposals = new ArrayList<>(writer.creations(chosen));
        ExistingIndexes existing = new ExistingIndexes(shadow.lookup(), usage, settings);
        existing.find(without -> harmless(without, chosen, costs, weights, settings))
                .forEach(finding -> proposals.add(writer.change(finding)));
        proposals.sort(Comparator.comparingDouble(ProposalWriter::worth).reversed());

        List<Rejected> rejected = new ArrayList<>(search.rejected());
        rejected.addAll(existing.rejected());
        foreignKeys
                .idle(statements, schema.database().statisticsDays())
                .forEach(key -> rejected.add(new Rejected(
                        "index for foreign key " + key.name() + " of " + key.table(),
                        "no row of "
                                + key.referencedTable()
                                        .map(ObjectName::toString)
                                        .orElse("its parent") + " was ever deleted, so nothing searches by it")));
        return new IndexAdvice(
                total(statements, costs, Set.of()),
                total(statements, costs, chosen),
                proposals,
                rejected,
                notModelled,
                shadow.calls() - callsBefore,
                Duration.between(begun, clock.instant()).toMillis() / 1000.0,
                shadow.description());
    }

    private static void model(
            List<WorkloadStatement> workload,
            IndexSettings settings,
            ShadowPlanner shadow,
            ForeignKeys foreignKeys,
            List<ModelledStatement> statements,
            List<Upkeep.Write> writes,
            List<NotModelled> notModelled) {
        StatementModeller modeller = new StatementModeller(shadow, foreignKeys, settings.windowDays());
        List<WorkloadStatement> plannable = workload.stream()
                .filter(statement -> statement.calls() > 0 && StatementModeller.hasPlan(statement.text()))
                .sorted(Comparator.comparingDouble(
                        statement -> Double.isNaN(statement.totalMs()) ? -statement.calls() : -statement.totalMs()))
                .toList();
        int planned = 0;
        for (WorkloadStatement statement : plannable) {
            try {
                if (planned++ < settings.statementLimit()) {
                    ModelledStatement modelled = modeller.model(statement);
                    statements.add(modelled);
                    write(statement, modelled, settings, shadow, writes);
                }
            } catch (NotPlannableException refused) {
                notModelled.add(
                        new NotModelled(statement.fingerprint().toString(), String.valueOf(refused.getMessage())));
            }
        }
    }

    private static void write(
            WorkloadStatement statement,
            ModelledStatement modelled,
            IndexSettings settings,
            ShadowPlanner shadow,
            List<Upkeep.Write> writes) {
        Plan plan = shadow.planVerbosely(modelled.texts().get(0).sql(), WhatIf.AS_IS);
        double rows = Double.isNaN(statement.rowsPerCall()) ? 1 : statement.rowsPerCall();
        plan.root().walk(node -> {
            if (!node.operation().isEmpty()) {
                node.relation()
                        .ifPresent(table -> writes.add(new Upkeep.Write(
                                table,
                                node.operation(),
                                modelled.texts().get(0).sql(),
                                statement.calls() * rows / settings.windowDays())));
            }
        });
    }

    /** Milliseconds a day that a planner unit of one call stands for. */
    private static Map<ModelledStatement, Double> weights(List<ModelledStatement> statements, CostTable costs) {
        List<Double> msPerUnit = new ArrayList<>();
        for (ModelledStatement statement : statements) {
            double units = costs.of(statement, List.of()).units() * statement.callsPerDay();
            if (statement.msPerDay() > 0 && units > 0) {
                msPerUnit.add(statement.msPerDay() / units);
            }
        }
        msPerUnit.sort(Comparator.naturalOrder());
        double usual = msPerUnit.isEmpty() ? DEFAULT_MS_PER_UNIT : msPerUnit.get(msPerUnit.size() / 2);
        Map<ModelledStatement, Double> weights = new LinkedHashMap<>();
        for (ModelledStatement statement : statements) {
            double cost = costs.of(statement, List.of()).units();
            boolean timed = !Double.isNaN(statement.msPerDay()) && cost > 0;
            weights.put(statement, timed ? statement.msPerDay() / cost : statement.callsPerDay() * usual);
        }
        return weights;
    }

    private static boolean harmless(
            Set<ObjectName> without,
            Set<ShadowIndex> chosen,
            CostTable costs,
            Map<ModelledStatement, Double> weights,
            IndexSettings settings) {
        double before = 0;
        double after = 0;
        for (Map.Entry<ModelledStatement, Double> entry : weights.entrySet()) {
            double with = costs.of(entry.getKey(), chosen).units();
            double less = costs.of(entry.getKey(), chosen, without).units();
            if (less > (1 + settings.worsening()) * with) {
                return false;
            }
            before += entry.getValue() * with;
            after += entry.getValue() * less;
        }
        return after <= (1 + settings.minimumGain()) * before;
    }

    private static double total(List<ModelledStatement> statements, CostTable costs, Set<ShadowIndex> with) {
        return statements.stream()
                .mapToDouble(statement ->
                        statement.callsPerDay() * costs.of(statement, with).units())
                .sum();
    }
}
