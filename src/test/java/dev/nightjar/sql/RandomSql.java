package dev.nightjar.sql;

import java.util.Random;

/** Texts made of pieces that a lexer can trip over, in any order. */
final class RandomSql {
    private static final String[] PIECES = {
        "select",
        " ",
        " from ",
        "t",
        "\"T\"",
        "\"a\"",
        "'x'",
        "'it''s'",
        "E'\\''",
        "$$ $$",
        "$a$ x $a$",
        "$1",
        "1",
        "1.5",
        "-",
        "+",
        "--c\n",
        "/* c */",
        "(",
        ")",
        "[",
        "]",
        ",",
        ";",
        "::",
        "int",
        " in (",
        "array[",
        " values (",
        "null",
        " is ",
        " not ",
        "true",
        " order by ",
        " group by ",
        "2",
        " limit all",
        "end",
        "prepare p as ",
        "set x = ",
        "interval ",
        "extract(",
        "year",
        "U&'a' uescape '!'",
        "U&\"a\" uescape '!'",
        "b'1'",
        "x'1'",
        "n'a'",
        "<=",
        "->>",
        "?",
        "@",
        "é",
        "\n",
        ".",
        "..",
        ":=",
        "cast(",
        " as ",
        "savepoint ",
        "rollback to ",
        "execute ",
        "distinct on (",
        "rollup (",
        "'",
        "\"",
        "/*",
        "$b$",
        "\\",
        "\u0000",
        "1e5",
        "0x1f",
        "_",
        "case ",
        " with ",
        " using "
    };

    private RandomSql() {}

    static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int pieces = 1 + random.nextInt(24);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
