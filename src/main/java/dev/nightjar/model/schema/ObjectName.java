package dev.nightjar.model.schema;

/** The name of a relation, type or function within a database, as the catalog holds it (unquoted). */
public record ObjectName(String schema, String name) implements Comparable<ObjectName> {

    /** Both parts in double quotes, so that any name is taken literally. */
    public String quoted() {
        return quote(schema) + "." + quote(name);
    }

    /** One identifier in double quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(ObjectName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** As a person reads it: {@code schema.name}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
