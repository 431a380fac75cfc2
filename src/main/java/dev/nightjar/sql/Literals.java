package dev.nightjar.sql;

/** Values as SQL text, for the few places where a bind parameter is not possible (utility statements, scripts). */
public final class Literals {
    private Literals() {}

    /**
     * The value as a string constant that reads the same whatever {@code standard_conforming_strings} says.
     *
     * @throws UnusableNameException when the value holds a NUL, which no server accepts
     */
    public static String quote(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new UnusableNameException(value);
        }
        String doubled = value.replace("'", "''");
        return value.indexOf('\\') < 0 ? '\'' + doubled + '\'' : "E'" + doubled.replace("\\", "\\\\") + '\'';
    }
}
