package dev.nightjar.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * What can be shown of a statement that is no SQL: its key words. Where a quote is missing, any other word of it may
 * belong to a constant.
 */
public final class KeywordText {
    private static final int LONGEST = 400;
    private static final String LEFT_OUT = "…";

    /** The verbs that {@link Keyword} has no use for. */
    private static final Set<String> VERBS = Set.of(
            "insert",
            "update",
            "delete",
            "merge",
            "into",
            "call",
            "copy",
            "create",
            "alter",
            "drop",
            "begin",
            "commit",
            "rollback",
            "execute",
            "prepare",
            "explain",
            "analyze",
            "vacuum",
            "truncate",
            "grant",
            "revoke",
            "table",
            "group",
            "order",
            "join",
            "left",
            "right",
            "inner",
            "outer",
            "full",
            "cross");

    private KeywordText() {}

    /** The key words of {@code sql[from, to)} in lower case, with one {@code …} for all that lies between two. */
    public static String of(byte[] sql, int from, int to) {
        SqlLexer lexer = new SqlLexer();
        lexer.reset(sql, from, to);
        StringBuilder out = new StringBuilder();
        boolean left = false;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END && out.length() < LONGEST; kind = lexer.next()) {
            String word = kind == TokenKind.WORD ? keyword(sql, lexer.start(), lexer.end()) : "";
            if (!word.isEmpty()) {
                out.append(out.length() > 0 ? " " : "").append(word);
                left = false;
            } else if (!left) {
                out.append(out.length() > 0 ? " " : "").append(LEFT_OUT);
                left = true;
            }
        }
        return out.toString();
    }

    private static String keyword(byte[] sql, int start, int end) {
        String word = new String(sql, start, end - start, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return VERBS.contains(word) || Keyword.find(sql, start, end) != Keyword.NONE ? word : "";
    }
}
