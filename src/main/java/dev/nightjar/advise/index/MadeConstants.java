package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.SchemaLookup;
import dev.nightjar.model.schema.ColumnStatistics;
import dev.nightjar.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts likely values in the place of parameters: for an equality a common value or, where the observed rows per call say
 * so, one of fitting frequency; for a range a bound of the histogram; for LIKE the beginning of one; for LIMIT the rows
 * per call. A generic plan knows neither, and so misses partial and prefix indexes and takes LIMIT for a tenth of the
 * rows. A parameter that is compared with no column stays one.
 */
final class MadeConstants {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)(?!\\d)");
    private static final Pattern LIMIT = Pattern.compile("(?i)\\blimit\\s+\\$(\\d+)(?!\\d)");
    private static final Pattern OFFSET = Pattern.compile("(?i)\\boffset\\s+\\$(\\d+)(?!\\d)");
    private static final int PREFIX = 4;
    private static final int LIST = 3;

    private final SchemaLookup schema;

    MadeConstants(SchemaLookup schema) {
        this.schema = schema;
    }

    /**
     * The text with typical values and, where a column is skewed and the rows per call do not tell, with the most common
     * ones; empty when no value could be made.
     */
    List<String> fill(String text, List<TableAccess> accesses, double rowsPerCall) {
        Optional<String> typical = fill(text, accesses, rowsPerCall, false);
        Optional<String> heavy = fill(text, accesses, rowsPerCall, true);
        return Stream.of(typical, heavy).flatMap(Optional::stream).distinct().toList();
    }

    private Optional<String> fill(String text, List<TableAccess> accesses, double rowsPerCall, boolean heavy) {
        Map<Integer, String> values = new LinkedHashMap<>();
        for (TableAccess access : accesses) {
            List<Condition> conditions = new ArrayList<>(access.conditions());
            access.alternatives().forEach(conditions::addAll);
            boolean alone = accesses.size() == 1
                    && conditions.size() == 1
                    && !LIMIT.matcher(text).find();
            for (Condition condition : conditions) {
                members(condition, access.table(), values);
                condition
                        .parameter()
                        .ifPresent(
                                number -> value(condition, access, conditions, alone ? rowsPerCall : Double.NaN, heavy)
                                        .ifPresent(value -> values.putIfAbsent(number, value)));
            }
        }
        Matcher limit = LIMIT.matcher(text);
        if (limit.find() && !Double.isNaN(rowsPerCall)) {
            values.put(Integer.valueOf(limit.group(1)), Long.toString(Math.round(rowsPerCall)));
        }
        Matcher offset = OFFSET.matcher(text);
        if (offset.find()) {
            values.put(Integer.valueOf(offset.group(1)), "0");
        }
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(PARAMETER.matcher(text).replaceAll(match -> {
            String value = values.get(Integer.valueOf(match.group(1)));
            return Matcher.quoteReplacement(value == null ? match.group() : literal(value));
        }));
    }

    /** Each parameter of {@code IN ($1, $2)} gets a value of its own. */
    private void members(Condition condition, ObjectName table, Map<Integer, String> values) {
        String list = condition.value().orElse("");
        Optional<ColumnStatistics> known = condition.column().flatMap(column -> schema.statistics(table, column));
        if (!list.startsWith("ARRAY[") || known.isEmpty()) {
            return;
        }
        List<String> pool = new ArrayList<>(ArrayText.elements(known.get().histogram()));
        if (pool.isEmpty()) {
            pool.addAll(ArrayText.elements(known.get().mostCommonValues()));
        }
        Matcher parameters = PARAMETER.matcher(list);
        for (int i = 0; parameters.find() && !pool.isEmpty(); i++) {
            values.putIfAbsent(Integer.valueOf(parameters.group(1)), pool.get((pool.size() / 2 + i) % pool.size()));
        }
    }

    private static String literal(String value) {
        return value.matches("\\d{1,9}")
                ? "'" + value + "'"
                : (value.contains("\\") ? " E'" : "'")
                        + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private Optional<String> value(
            Condition condition, TableAccess access, List<Condition> all, double rowsPerCall, boolean heavy) {
        Optional<ColumnStatistics> known =
                condition.column().flatMap(column -> schema.statistics(access.table(), column));
        if (known.isEmpty() || !condition.plain()) {
            return Optional.empty();
        }
        List<String> common = ArrayText.elements(known.get().mostCommonValues());
        List<String> bounds = ArrayText.elements(known.get().histogram());
        if (condition.operator().equals("= ANY")) {
            List<String> pool = bounds.isEmpty() ? common : bounds;
            return pool.isEmpty() ? Optional.empty() : Optional.of(list(pool));
        }
        if (condition.isRange()) {
            boolean both = all.stream()
                    .anyMatch(other -> other.isRange()
                            && other.column().equals(condition.column())
                            && other.operator().charAt(0)
                                    != condition.operator().charAt(0));
            return bounds.isEmpty() ? last(common) : Optional.of(bound(bounds, condition.operator(), both));
        }
        if (condition.isPattern()) {
            List<String> pool = bounds.isEmpty() ? common : bounds;
            return pool.isEmpty() ? Optional.empty() : Optional.of(prefix(pool.get(pool.size() / 2)) + "%");
        }
        if (condition.operator().equals("=")) {
            return heavy && Double.isNaN(rowsPerCall) && !common.isEmpty()
                    ? Optional.of(common.get(0))
                    : equal(known.get(), common, bounds, access.table(), rowsPerCall);
        }
        return Optional.empty();
    }

    private Optional<String> equal(
            ColumnStatistics known, List<String> common, List<String> bounds, ObjectName table, double rowsPerCall) {
        double rows = schema.table(table).map(found -> found.estimatedRows()).orElse(0.0);
        List<Double> shares = known.mostCommonShares();
        if (!Double.isNaN(rowsPerCall) && !common.isEmpty()) {
            int best = 0;
            for (int i = 1; i < Math.min(common.size(), shares.size()); i++) {
                if (distance(shares.get(i) * rows, rowsPerCall) < distance(shares.get(best) * rows, rowsPerCall)) {
                    best = i;
                }
            }
            double others = 1 - shares.stream().mapToDouble(Double::doubleValue).sum() - known.nullShare();
            double remaining = Math.max(1, known.distinctOf(rows) - common.size());
            boolean rare = !bounds.isEmpty()
                    && distance(others * rows / remaining, rowsPerCall)
                            < distance(shares.get(best) * rows, rowsPerCall);
            return Optional.of(rare ? bounds.get(bounds.size() / 2) : common.get(best));
        }
        double covered = shares.stream().mapToDouble(Double::doubleValue).sum() / Math.max(1e-9, 1 - known.nullShare());
        return bounds.isEmpty() || (covered > 0.5 && !common.isEmpty())
                ? common.stream().findFirst()
                : Optional.of(bounds.get(bounds.size() / 2));
    }

    private static double distance(double left, double right) {
        return Math.abs(Math.log(Math.max(left, 0.1) / Math.max(right, 0.1)));
    }

    /** One-sided: a tenth of the rows; two-sided: the middle hundredth, or as near as the histogram is fine. */
    private static String bound(List<String> bounds, String operator, boolean both) {
        int last = bounds.size() - 1;
        boolean lower = operator.startsWith(">");
        int middle = last / 2;
        int index = both ? (lower ? middle : Math.min(last, middle + 1)) : (int) Math.round(last * (lower ? 0.9 : 0.1));
        return bounds.get(index);
    }

    private static Optional<String> last(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    private static String prefix(String value) {
        return value.substring(0, Math.min(PREFIX, value.length())).replaceAll("[%_\\\\]", "");
    }

    private static String list(List<String> pool) {
        StringBuilder array = new StringBuilder("{");
        int step = Math.max(1, pool.size() / (LIST + 1));
        for (int i = 1; i <= LIST && i * step < pool.size(); i++) {
            String element = pool.get(i * step).replace("\\", "\\\\").replace("\"", "\\\"");
            array.append(array.length() == 1 ? "" : ",")
                    .append('"')
                    .append(element)
                    .append('"');
        }
        return array.length() == 1
                ? "{\"" + pool.get(0) + "\"}"
                : array.append('}').toString();
    }
}
