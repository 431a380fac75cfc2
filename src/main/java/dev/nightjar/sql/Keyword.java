package dev.nightjar.sql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The key words that change how a statement is normalised, and the reserved words, which a quoted name must not lose
 * its quotes for. Source: {@code src/include/parser/kwlist.h} of PostgreSQL 13 to 18.
 */
enum Keyword {
    NONE(""),
    // Words after which an operand follows, so that a minus is a sign.
    ALL("all", true),
    AND("and", true),
    ANY("any", true),
    ARRAY("array", true),
    BETWEEN("between", true),
    BY("by", true),
    CASE("case", true),
    DEFAULT("default", true),
    DISTINCT("distinct", true),
    ELSE("else", true),
    ESCAPE("escape", true),
    EXCEPT("except", true),
    FETCH("fetch", true),
    FROM("from", true),
    HAVING("having", true),
    ILIKE("ilike", true),
    IN("in", true),
    INTERSECT("intersect", true),
    IS("is", true),
    LIKE("like", true),
    LIMIT("limit", true),
    NOT("not", true),
    OFFSET("offset", true),
    ON("on", true),
    OR("or", true),
    RETURNING("returning", true),
    SELECT("select", true),
    SET("set", true),
    SIMILAR("similar", true),
    SOME("some", true),
    SYMMETRIC("symmetric", true),
    THEN("then", true),
    TO("to", true),
    UNION("union", true),
    USING("using", true),
    VALUES("values", true),
    WHEN("when", true),
    WHERE("where", true),
    WITH("with", true),
    MINVALUE("minvalue", true),
    MAXVALUE("maxvalue", true),
    INCREMENT("increment", true),
    RELATIVE("relative", true),
    ABSOLUTE("absolute", true),
    FORWARD("forward", true),
    BACKWARD("backward", true),
    MOVE("move", true),
    // Words with a meaning of their own for the canonical form.
    ABORT("abort"),
    ALTER("alter"),
    AS("as"),
    ASC("asc"),
    CAST("cast"),
    COMMIT("commit"),
    CUBE("cube"),
    DATABASE("database"),
    DEALLOCATE("deallocate"),
    DESC("desc"),
    END("end"),
    EXECUTE("execute"),
    EXTRACT("extract"),
    FALSE("false"),
    FOR("for"),
    GROUP("group"),
    INTO("into"),
    NULL("null"),
    NULLS("nulls"),
    ORDER("order"),
    PREPARE("prepare"),
    RELEASE("release"),
    ROLE("role"),
    ROLLBACK("rollback"),
    ROLLUP("rollup"),
    SAVEPOINT("savepoint"),
    SETS("sets"),
    SYSTEM("system"),
    TABLE("table"),
    TRANSACTION("transaction"),
    TRUE("true"),
    UESCAPE("uescape"),
    USER("user"),
    WINDOW("window"),
    // Reserved for names only.
    ANALYSE("analyse"),
    ANALYZE("analyze"),
    ASYMMETRIC("asymmetric"),
    AUTHORIZATION("authorization"),
    BINARY("binary"),
    BOTH("both"),
    CHECK("check"),
    COLLATE("collate"),
    COLLATION("collation"),
    COLUMN("column"),
    CONCURRENTLY("concurrently"),
    CONSTRAINT("constraint"),
    CREATE("create"),
    CROSS("cross"),
    CURRENT_CATALOG("current_catalog"),
    CURRENT_DATE("current_date"),
    CURRENT_ROLE("current_role"),
    CURRENT_SCHEMA("current_schema"),
    CURRENT_TIME("current_time"),
    CURRENT_TIMESTAMP("current_timestamp"),
    CURRENT_USER("current_user"),
    DEFERRABLE("deferrable"),
    DO("do"),
    FOREIGN("foreign"),
    FREEZE("freeze"),
    FULL("full"),
    GRANT("grant"),
    INITIALLY("initially"),
    INNER("inner"),
    ISNULL("isnull"),
    JOIN("join"),
    LATERAL("lateral"),
    LEADING("leading"),
    LEFT("left"),
    LOCALTIME("localtime"),
    LOCALTIMESTAMP("localtimestamp"),
    NATURAL("natural"),
    NOTNULL("notnull"),
    ONLY("only"),
    OUTER("outer"),
    OVERLAPS("overlaps"),
    PLACING("placing"),
    PRIMARY("primary"),
    REFERENCES("references"),
    RIGHT("right"),
    SESSION_USER("session_user"),
    SYSTEM_USER("system_user"),
    TABLESAMPLE("tablesample"),
    TRAILING("trailing"),
    UNIQUE("unique"),
    VARIADIC("variadic"),
    VERBOSE("verbose"),
    BIGINT("bigint"),
    BIT("bit"),
    BOOLEAN("boolean"),
    CHAR("char"),
    CHARACTER("character"),
    COALESCE("coalesce"),
    DEC("dec"),
    DECIMAL("decimal"),
    EXISTS("exists"),
    FLOAT("float"),
    GREATEST("greatest"),
    GROUPING("grouping"),
    INOUT("inout"),
    INT("int"),
    INTEGER("integer"),
    INTERVAL("interval"),
    LEAST("least"),
    NATIONAL("national"),
    NCHAR("nchar"),
    NORMALIZE("normalize"),
    NULLIF("nullif"),
    NUMERIC("numeric"),
    OUT("out"),
    OVERLAY("overlay"),
    POSITION("position"),
    PRECISION("precision"),
    REAL("real"),
    ROW("row"),
    SETOF("setof"),
    SMALLINT("smallint"),
    SUBSTRING("substring"),
    TIME("time"),
    TIMESTAMP("timestamp"),
    TREAT("treat"),
    TRIM("trim"),
    VARCHAR("varchar");

    private static final Keyword[] TABLE_OF_WORDS = new Keyword[1024];
    private static final int LONGEST = 17;

    static {
        for (Keyword keyword : values()) {
            int slot = slot(keyword.bytes, 0, keyword.bytes.length);
            while (TABLE_OF_WORDS[slot] != null) {
                slot = (slot + 1) & TABLE_OF_WORDS.length - 1;
            }
            TABLE_OF_WORDS[slot] = keyword;
        }
    }

    @SuppressWarnings(
            "ImmutableEnumChecker") // Never written after construction, and handed out inside the package only.
    private final byte[] bytes;

    private final boolean expectsOperand;

    Keyword(String word) {
        this(word, false);
    }

    Keyword(String word, boolean expectsOperand) {
        this.bytes = word.getBytes(StandardCharsets.US_ASCII);
        this.expectsOperand = expectsOperand;
    }

    /** Whether an expression, not the end of one, follows: a minus after this word is a sign. */
    boolean expectsOperand() {
        return expectsOperand;
    }

    byte[] lowerCase() {
        return bytes;
    }

    /** The key word spelt by these bytes in any letter case, or NONE. */
    static Keyword find(byte[] text, int from, int to) {
        if (to - from > LONGEST || to == from) {
            return NONE;
        }
        int slot = slot(text, from, to);
        for (Keyword candidate = TABLE_OF_WORDS[slot]; candidate != null; candidate = TABLE_OF_WORDS[slot]) {
            if (candidate.spells(text, from, to)) {
                return candidate;
            }
            slot = (slot + 1) & TABLE_OF_WORDS.length - 1;
        }
        return NONE;
    }

    static Keyword find(String word) {
        byte[] bytes = word.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return find(bytes, 0, bytes.length);
    }

    private boolean spells(byte[] text, int from, int to) {
        if (bytes.length != to - from) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            byte b = text[from + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Length, first, middle and last letter spread the words well enough for a table this sparse. */
    private static int slot(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int hash = to - from;
        hash = hash * 31 + (text[from] | 0x20);
        hash = hash * 31 + (text[(from + to) >>> 1] | 0x20);
        hash = hash * 31 + (text[to - 1] | 0x20);
        hash = hash * 31 + (text[Math.min(from + 1, to - 1)] | 0x20);
        hash *= 0x9E3779B1;
        return hash >>> 22;
    }
}
