package dev.nightjar.sql;

/** Takes out of a canonical text the blanks that a person would not write: {@code count ( * )} is {@code count(*)}. */
public final class ReadableSql {
    private ReadableSql() {}

    /** The same statement, easier to read; an empty text stays empty. */
    public static String of(String canonical) {
        StringBuilder out = new StringBuilder(canonical.length());
        boolean inName = false;
        for (int i = 0; i < canonical.length(); i++) {
            char c = canonical.charAt(i);
            if (c == '"') {
                inName = !inName;
            }
            if (c != ' ' || inName || !isSuperfluous(canonical, i)) {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean isSuperfluous(String text, int blank) {
        if (blank == 0 || blank + 1 == text.length()) {
            return true;
        }
        char before = text.charAt(blank - 1);
        char after = text.charAt(blank + 1);
        if ((after == '.' && text.startsWith("..", blank + 1)) || (before == '.' && text.startsWith("..", blank - 2))) {
            return false;
        }
        if (before == '(' || before == '[' || after == ')' || after == ']' || after == ',' || after == ';') {
            return true;
        }
        if (after == ':' || before == ':' || after == '.' || before == '.') {
            return true;
        }
        return (after == '(' || after == '[') && callsSomething(text, blank);
    }

    /** Whether the word before this opening bracket is a name rather than a key word such as IN. */
    private static boolean callsSomething(String text, int end) {
        int start = text.lastIndexOf(' ', end - 1) + 1;
        String word = text.substring(start, end);
        char last = word.charAt(word.length() - 1);
        boolean nameLike = Character.isLetterOrDigit(last) || last == '_' || last == '"';
        Keyword keyword = Keyword.find(word);
        return nameLike && keyword != Keyword.AS && !keyword.expectsOperand();
    }
}
