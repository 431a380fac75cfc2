package dev.nightjar.advise.index;

import dev.nightjar.advise.index.IndexProposal.Action;
import dev.nightjar.advise.index.IndexProposal.Reason;
import dev.nightjar.advise.index.shadow.SchemaLookup;
import dev.nightjar.model.schema.ConstraintDefinition;
import dev.nightjar.model.schema.IndexDefinition;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Indexes that need not be there: twins, beginnings of others, unread ones, and those that a failed build left invalid.
 * Never one that backs a constraint, identifies replicated rows, orders a clustered table, belongs to a partitioned
 * index, or is the last to serve a foreign key.
 */
final class ExistingIndexes {

    private static final double NARROW_IS_BUSIER = 10;
    private static final double NARROW_IS_SMALLER = 3;

    /** What dropping or rebuilding would be; not yet checked against the workload. */
    record Finding(IndexDefinition index, Action action, Reason reason, String why) {}

    private final SchemaLookup schema;
    private final Map<ObjectName, IndexUsage> usage = new HashMap<>();
    private final IndexSettings settings;
    private final List<IndexAdvice.Rejected> rejected = new ArrayList<>();
    private final Set<ObjectName> going = new HashSet<>();

    ExistingIndexes(SchemaLookup schema, List<IndexUsage> usage, IndexSettings settings) {
        this.schema = schema;
        this.settings = settings;
        usage.forEach(each -> this.usage.put(each.index(), each));
    }

    List<IndexAdvice.Rejected> rejected() {
        return rejected;
    }

    /** Findings in the order in which to try them; {@code harmless} says whether the workload can do without. */
    List<Finding> find(Predicate<Set<ObjectName>> harmless) {
        List<Finding> found = new ArrayList<>();
        for (IndexDefinition index : schema.schema().indexes()) {
            Optional<Finding> finding = invalid(index)
                    .or(() -> duplicate(index))
                    .or(() -> prefix(index))
                    .or(() -> unused(index));
            finding.filter(candidate -> candidate.action() != Action.DROP || mayGo(candidate, harmless))
                    .ifPresent(candidate -> {
                        if (candidate.action() == Action.DROP) {
                            going.add(index.name());
                        }
                        found.add(candidate);
                    });
        }
        return found;
    }

    private boolean mayGo(Finding finding, Predicate<Set<ObjectName>> harmless) {
        IndexDefinition index = finding.index();
        if (!index.valid()) {
            return true;
        }
        Optional<ConstraintDefinition> orphan = orphanedForeignKey(index);
        if (orphan.isPresent()) {
            reject(index, "it is the only index for foreign key " + orphan.get().name());
            return false;
        }
        Set<ObjectName> without = new HashSet<>(going);
        without.add(index.name());
        if (!harmless.test(without)) {
            reject(index, "a statement of the workload would become dearer without it");
            return false;
        }
        return true;
    }

    private void reject(IndexDefinition index, String reason) {
        rejected.add(new IndexAdvice.Rejected("DROP " + index.name(), reason));
    }

    private Optional<Finding> invalid(IndexDefinition index) {
        if (index.valid() || index.backsConstraint() || index.parent().isPresent() || isPartitioned(index)) {
            return Optional.empty();
        }
        boolean leftover = index.name().name().matches(".*_cc(new|old)\\d*");
        boolean twin = schema.indexesOf(index.table()).stream()
                .anyMatch(other -> !other.equals(index) && other.valid() && same(other, index));
        return Optional.of(
                leftover || twin
                        ? new Finding(
                                index,
                                Action.DROP,
                                Reason.INVALID,
                                "A failed build left it behind: it is maintained by every write and read by nothing, and "
                                        + (twin ? "a valid one of the same definition exists." : "its name says so."))
                        : new Finding(
                                index,
                                Action.REINDEX,
                                Reason.INVALID,
                                "A failed build left it invalid: it is maintained by every write and read by nothing."));
    }

    private boolean isPartitioned(IndexDefinition index) {
        return schema.table(index.table())
                .filter(table -> table.kind().equals("p"))
                .isPresent();
    }

    private Optional<Finding> duplicate(IndexDefinition index) {
        if (!index.valid() || isGuarded(index)) {
            return Optional.empty();
        }
        return schema.indexesOf(index.table()).stream()
                .filter(other -> !other.equals(index) && other.valid() && !going.contains(other.name()))
                .filter(other -> same(other, index) && (other.unique() || !index.unique()))
                .filter(other -> staysRather(other, index))
                .findFirst()
                .map(other -> new Finding(
                        index,
                        Action.DROP,
                        Reason.DUPLICATE,
                        "It has the same columns, order, operator classes and condition as "
                                + other.name().name() + ", which stays."));
    }

    /** A constraint's index stays, then a unique one, then the one read more, then the older (it is listed first). */
    private boolean staysRather(IndexDefinition other, IndexDefinition index) {
        if (isGuarded(other) || other.unique() != index.unique()) {
            return isGuarded(other) || other.unique();
        }
        if (other.scans() != index.scans()) {
            return other.scans() > index.scans();
        }
        return schema.schema().indexes().indexOf(other)
                < schema.schema().indexes().indexOf(index);
    }

    private Optional<Finding> prefix(IndexDefinition index) {
        if (!index.valid()
                || isGuarded(index)
                || index.unique()
                || !index.method().equals("btree")) {
            return Optional.empty();
        }
        for (IndexDefinition other : schema.indexesOf(index.table())) {
            if (other.valid() && !going.contains(other.name()) && beginsWith(other, index)) {
                boolean busy = index.scans() >= NARROW_IS_BUSIER * Math.max(1, other.scans())
                        && other.bytes() >= NARROW_IS_SMALLER * index.bytes();
                if (busy) {
                    reject(
                            index,
                            "it is much smaller and busier than " + other.name().name() + ", which begins with it");
                    return Optional.empty();
                }
                return Optional.of(new Finding(
                        index,
                        Action.DROP,
                        Reason.PREFIX,
                        "Its columns are the first ones of " + other.name().name()
                                + ", which serves the same searches."));
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> unused(IndexDefinition index) {
        IndexUsage used = usage.get(index.name());
        if (used == null || !index.valid() || used.scans() > 0 || isGuarded(index) || index.unique()) {
            return Optional.empty();
        }
        if (used.days() < settings.unusedDays()
                || index.bytes() < settings.unusedBytes()
                || used.writesPerDay() < settings.unusedWrites()) {
            return Optional.empty();
        }
        if (index.keys().stream().anyMatch(key -> key.contains("("))) {
            reject(index, "unread, but the statistics of its expression may help plans without a scan");
            return Optional.empty();
        }
        return Optional.of(new Finding(
                index,
                Action.DROP,
                Reason.UNUSED,
                String.format(
                        Locale.ROOT,
                        "Nothing has read it in %.0f days of continuous statistics, while %.0f rows a day are written to"
                                + " its table.",
                        used.days(),
                        used.writesPerDay())));
    }

    private static boolean isGuarded(IndexDefinition index) {
        return index.primary()
                || index.exclusion()
                || index.backsConstraint()
                || index.replicaIdentity()
                || index.clustered()
                || index.parent().isPresent();
    }

    private Optional<ConstraintDefinition> orphanedForeignKey(IndexDefinition index) {
        return schema.schema().constraints().stream()
                .filter(ConstraintDefinition::isForeignKey)
                .filter(key -> key.table().equals(index.table()) && ForeignKeys.serves(index, key))
                .filter(key -> schema.indexesOf(index.table()).stream()
                        .noneMatch(other -> !other.equals(index)
                                && !going.contains(other.name())
                                && ForeignKeys.serves(other, key)))
                .findFirst();
    }

    private static boolean same(IndexDefinition left, IndexDefinition right) {
        return left.method().equals(right.method())
                && left.keys().equals(right.keys())
                && left.keyShapes().equals(right.keyShapes())
                && left.includes().equals(right.includes())
                && left.predicate().equals(right.predicate());
    }

    private static boolean beginsWith(IndexDefinition longer, IndexDefinition index) {
        int keys = index.keys().size();
        Set<String> held = new HashSet<>(longer.includes());
        longer.keys().stream().map(ConditionText::unquote).forEach(held::add);
        return longer.method().equals("btree")
                && longer.keys().size() > keys
                && longer.keys().subList(0, keys).equals(index.keys())
                && longer.keyShapes().subList(0, keys).equals(index.keyShapes())
                && longer.predicate().equals(index.predicate())
                && held.containsAll(index.includes());
    }
}
