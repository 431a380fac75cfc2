package dev.nightjar.source.log.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A node of a plan that auto_explain logged. Numbers that the plan does not hold are NaN.
 *
 * @param type e.g. {@code Seq Scan}
 * @param relation table, function or CTE, with its schema where the plan is verbose; empty where there is none
 * @param alias of the relation, empty where there is none
 * @param index name of the index, empty where there is none
 * @param condition index, hash, merge, join condition, as logged
 * @param filter as logged
 * @param estimatedRows per loop
 * @param actualRows per loop
 * @param rowsRemovedByFilter per loop
 * @param actualMs time of all loops
 * @param tempBlocks written to temporary files, 8 kB each, by the node and those under it
 * @param diskKb space that a sort or hash took on disk
 * @param indexSearches descents into the index, 18 and later
 */
public record PlanNode(
        String type,
        String relation,
        String alias,
        String index,
        String condition,
        String filter,
        double cost,
        double estimatedRows,
        double actualRows,
        double loops,
        double actualMs,
        double rowsRemovedByFilter,
        double tempBlocks,
        double diskKb,
        double indexSearches,
        List<PlanNode> children) {

    /** {@code orders_20261121}, {@code orders_2026_11}, {@code orders_y2026m11}, {@code orders_p12}. */
    private static final Pattern PARTITION = Pattern.compile("\\d{4,}(?:[_mwd]\\d{1,3})*|(?<=_p)\\d+");

    public PlanNode {
        children = List.copyOf(children);
    }

    /** The plan as indented lines, constants in conditions replaced. */
    public String describe() {
        StringBuilder out = new StringBuilder();
        describe(out, 0);
        return out.toString();
    }

    /**
     * What makes two plans the same: types, relations and indexes of its nodes, in their order. Which partitions are read depends on
     * the parameters: of those under an Append only the kinds of nodes count, and names count without a date or a partition's number.
     */
    public String shape() {
        StringBuilder out = new StringBuilder();
        shape(out, true);
        return out.toString();
    }

    private static String unnumbered(String name) {
        return PARTITION.matcher(name).replaceAll("#");
    }

    private void shape(StringBuilder out, boolean named) {
        out.append(type);
        if (named) {
            out.append(' ').append(unnumbered(relation)).append(' ').append(unnumbered(index));
        }
        Set<String> kinds = new LinkedHashSet<>();
        boolean partitions = type.endsWith("Append");
        for (PlanNode child : children) {
            StringBuilder kind = new StringBuilder();
            child.shape(kind, named && !partitions);
            if (!partitions || kinds.add(kind.toString())) {
                out.append('(').append(kind).append(')');
            }
        }
    }

    private void describe(StringBuilder out, int depth) {
        out.append("  ".repeat(depth)).append(type);
        if (!index.isEmpty()) {
            out.append(" using ").append(index);
        }
        if (!relation.isEmpty()) {
            out.append(" on ").append(relation);
        }
        number(out, "  rows ", estimatedRows);
        number(out, " (actual ", actualRows);
        if (!Double.isNaN(actualRows)) {
            number(out, " x ", loops);
            out.append(')');
        }
        if (rowsRemovedByFilter > 0) {
            number(out, ", removed ", rowsRemovedByFilter);
        }
        if (tempBlocks > 0) {
            number(out, ", temp blocks ", tempBlocks);
        }
        if (diskKb > 0) {
            number(out, ", disk kB ", diskKb);
        }
        if (indexSearches > 1) {
            number(out, ", index searches ", indexSearches);
        }
        if (!condition.isEmpty()) {
            out.append("  cond ").append(PlanTexts.redact(condition));
        }
        if (!filter.isEmpty()) {
            out.append("  filter ").append(PlanTexts.redact(filter));
        }
        out.append('\n');
        for (PlanNode child : children) {
            child.describe(out, depth + 1);
        }
    }

    private static void number(StringBuilder out, String label, double value) {
        if (!Double.isNaN(value)) {
            out.append(label).append(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        }
    }
}
