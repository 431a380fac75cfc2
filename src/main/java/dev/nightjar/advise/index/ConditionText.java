package dev.nightjar.advise.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the conditions of a verbose plan. PostgreSQL prints them in one form whatever the statement looked like: every
 * column qualified, every operation in parentheses, one space around an operator. So no SQL parser is needed, and views,
 * subqueries and aliases are resolved already.
 */
final class ConditionText {
    private static final String NAME = "(?:[a-z_\\u0080-\\uffff][a-z0-9_$\\u0080-\\uffff]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern COLUMN = Pattern.compile("(" + NAME + ")\\.(" + NAME + ")");
    private static final Pattern OPERATOR = Pattern.compile("[-+*/<>=~!@#%^&|`?]+");

    private ConditionText() {}

    /** The conditions that must all hold; what an index cannot use is left out. */
    static List<Condition> conjuncts(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : split(strip(text), " AND ")) {
            String inner = strip(part);
            if (split(inner, " AND ").size() > 1) {
                conditions.addAll(conjuncts(inner));
            } else if (split(inner, " OR ").size() == 1) {
                conditions.addAll(comparison(inner));
            }
        }
        return conditions;
    }

    /** The conditions of which one must hold, each arm by itself; empty when the text has no OR at its top. */
    static List<List<Condition>> alternatives(String text) {
        List<List<Condition>> arms = new ArrayList<>();
        for (String part : split(strip(text), " AND ")) {
            List<String> either = split(strip(part), " OR ");
            if (either.size() > 1) {
                either.forEach(arm -> arms.add(conjuncts(arm)));
            }
        }
        return arms;
    }

    /** Columns of an alias that a text mentions; {@code *} for the whole row. */
    static Set<String> columnsOf(String alias, String text) {
        Set<String> columns = new TreeSet<>();
        Matcher matcher = COLUMN.matcher(withoutLiterals(text));
        while (matcher.find()) {
            if (unquote(matcher.group(1)).equals(alias)) {
                columns.add(unquote(matcher.group(2)));
            }
        }
        if (withoutLiterals(text).contains(alias + ".*")) {
            columns.add("*");
        }
        return columns;
    }

    private static List<Condition> comparison(String text) {
        for (String test : List.of("IS NULL", "IS NOT NULL")) {
            if (text.endsWith(" " + test)) {
                return side(text.substring(0, text.length() - test.length() - 1), test, Optional.empty());
            }
        }
        if (text.startsWith("NOT ")) {
            return flag(text.substring(4), "IS FALSE");
        }
        int at = operator(text);
        if (at < 0) {
            return flag(text, "IS TRUE");
        }
        int end = text.indexOf(' ', at);
        String operator = text.substring(at, end);
        String left = text.substring(0, at - 1);
        String right = text.substring(end + 1);
        if (right.startsWith("ANY (")) {
            return operator.equals("=") ? side(left, "= ANY", Optional.of(strip(right.substring(4)))) : List.of();
        }
        List<Condition> both = new ArrayList<>(side(left, operator, Optional.of(right)));
        both.addAll(side(right, turned(operator), Optional.of(left)));
        return both;
    }

    private static List<Condition> flag(String text, String test) {
        Optional<Matcher> column = plainColumn(strip(text));
        return column.isEmpty() ? List.of() : side(text, test, Optional.empty());
    }

    /** One side as what an index could hold, if it is of exactly one table and the other side is not of it. */
    private static List<Condition> side(String text, String operator, Optional<String> other) {
        String expression = strip(text);
        Set<String> aliases = aliases(expression);
        Set<String> others = other.map(ConditionText::aliases).orElse(Set.of());
        if (aliases.size() != 1 || others.containsAll(aliases) || expression.contains("SubPlan")) {
            return List.of();
        }
        String alias = aliases.iterator().next();
        Optional<Matcher> column = plainColumn(withoutHarmlessCast(expression));
        Set<String> columns = columnsOf(alias, expression);
        boolean fixed = column.isPresent() || !withoutLiterals(expression).contains("$");
        if (columns.isEmpty() || columns.contains("*") || operator.isEmpty() || !fixed) {
            return List.of();
        }
        return List.of(new Condition(
                alias,
                column.map(match -> match.group(2)).orElse(withoutAlias(expression)),
                columns.size() == 1 ? Optional.of(columns.iterator().next()) : Optional.empty(),
                column.isPresent(),
                operator,
                others.isEmpty() ? other : Optional.empty(),
                others.size() == 1 ? Optional.of(others.iterator().next()) : Optional.empty()));
    }

    private static Optional<Matcher> plainColumn(String text) {
        Matcher matcher = COLUMN.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    /** varchar is compared as text without changing a bit; other casts change the value. */
    private static String withoutHarmlessCast(String text) {
        return text.endsWith(")::text") && text.startsWith("(") ? strip(text.substring(0, text.length() - 6)) : text;
    }

    private static Set<String> aliases(String text) {
        Set<String> aliases = new TreeSet<>();
        Matcher matcher = COLUMN.matcher(withoutLiterals(text));
        while (matcher.find()) {
            aliases.add(unquote(matcher.group(1)));
        }
        // The output of a subquery that is evaluated once: known when the scan begins, but of no table.
        aliases.removeIf(alias -> alias.startsWith("InitPlan"));
        return aliases;
    }

    private static String withoutAlias(String expression) {
        StringBuilder plain = new StringBuilder();
        Matcher matcher = COLUMN.matcher(expression);
        int from = 0;
        while (matcher.find()) {
            if (!insideLiteral(expression, matcher.start())) {
                plain.append(expression, from, matcher.start()).append(matcher.group(2));
                from = matcher.end();
            }
        }
        return plain.append(expression.substring(from)).toString();
    }

    private static boolean insideLiteral(String text, int at) {
        return text.substring(0, at).chars().filter(c -> c == '\'').count() % 2 == 1;
    }

    private static String withoutLiterals(String text) {
        return text.replaceAll("'(?:[^']|'')*'", "''");
    }

    private static String turned(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case ">" -> "<";
            case "<=" -> ">=";
            case ">=" -> "<=";
            case "=" -> "=";
            default -> "";
        };
    }

    /** Where the top operator begins, −1 when there is none. */
    private static int operator(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfQuote(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ' ' && depth == 0) {
                Matcher matcher = OPERATOR.matcher(text).region(i + 1, text.length());
                if (matcher.lookingAt() && matcher.end() < text.length() && text.charAt(matcher.end()) == ' ') {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static List<String> split(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfQuote(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (depth == 0 && text.startsWith(separator, i)) {
                parts.add(text.substring(from, i));
                from = i + separator.length();
                i = from - 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Without the parentheses around all of it. */
    static String strip(String text) {
        String inner = text.strip();
        while (inner.startsWith("(") && closing(inner) == inner.length() - 1) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        return inner;
    }

    private static int closing(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfQuote(text, i);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfQuote(String text, int start) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length()) {
            if (text.charAt(i) == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i;
                }
            }
            i++;
        }
        return text.length();
    }

    static String unquote(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
