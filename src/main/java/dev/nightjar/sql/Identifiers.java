package dev.nightjar.sql;

import java.nio.charset.StandardCharsets;

/** Names as SQL text. Quoting is unconditional where a name is written into SQL that will be run. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * The name in double quotes, inner quotes doubled, so that it can stand in SQL whatever it holds.
     *
     * @throws UnusableNameException when the name is empty or holds a NUL, which no server accepts
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new UnusableNameException(name);
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Schema and name, both quoted, with a dot between. */
    public static String quote(String schema, String name) {
        return quote(schema) + '.' + quote(name);
    }

    /** The name as a person would write it: quoted only where PostgreSQL would read it differently without. */
    public static String readable(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return isPlain(bytes, 0, bytes.length) ? name : quote(name);
    }

    /**
     * Whether these bytes, without quotes, would be read as this very name. Letters beyond ASCII never count as plain:
     * whether a server folds them depends on its encoding.
     */
    static boolean isPlain(byte[] name, int from, int to) {
        if (from == to || !CharacterClasses.startsWord(name[from])) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte b = name[i];
            if (b < 0 || !CharacterClasses.continuesWord(b) || (b >= 'A' && b <= 'Z')) {
                return false;
            }
        }
        return Keyword.find(name, from, to) == Keyword.NONE;
    }
}
