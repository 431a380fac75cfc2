package dev.nightjar.advise.index;

import java.util.Optional;

/**
 * A comparison of a table's column, or of an expression over it, with something else.
 *
 * @param alias of the table within the plan
 * @param expression without the alias, as an index would name it
 * @param column when the expression is that column, or over that column alone
 * @param plain whether it is the column itself
 * @param operator as PostgreSQL prints it; {@code IS NULL}, {@code IS NOT NULL}, {@code IS TRUE} and {@code IS FALSE}
 *     for tests without a value; {@code = ANY} for lists
 * @param value constant or parameter as printed; empty for a join
 * @param partner alias of the other table of a join
 */
record Condition(
        String alias,
        String expression,
        Optional<String> column,
        boolean plain,
        String operator,
        Optional<String> value,
        Optional<String> partner) {

    boolean isEquality() {
        return operator.equals("=") || operator.equals("= ANY") || operator.equals("IS NULL") || isFlag();
    }

    boolean isFlag() {
        return operator.equals("IS TRUE") || operator.equals("IS FALSE");
    }

    boolean isRange() {
        return operator.equals("<") || operator.equals(">") || operator.equals("<=") || operator.equals(">=");
    }

    boolean isPattern() {
        return operator.equals("~~");
    }

    boolean isJoin() {
        return partner.isPresent();
    }

    /** The number of the parameter that it is compared with. */
    Optional<Integer> parameter() {
        return value.map(text -> text.replaceFirst("::.*$", "").replaceAll("[()]", ""))
                .filter(text -> text.matches("\\$\\d+"))
                .map(text -> Integer.valueOf(text.substring(1)));
    }

    boolean hasConstant() {
        return value.isPresent() && !value.get().contains("$");
    }
}
