package dev.nightjar.advise.health;

import dev.nightjar.model.Subject;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.util.Optional;
import java.util.regex.Pattern;

/** A table among all databases of a server. */
record TableName(String database, ObjectName name) {

    static TableName of(Subject subject) {
        return new TableName(
                subject.attribute(Subject.DATABASE),
                new ObjectName(subject.attribute(Subject.SCHEMA), subject.attribute(Subject.TABLE)));
    }

    String quoted() {
        return name.quoted();
    }

    /** What the schema says of it, where the schema of its database was read. */
    Optional<TableDefinition> definition(CheckInput input) {
        return input.night()
                .schema()
                .filter(schema -> schema.database().name().equals(database))
                .flatMap((SchemaSnapshot schema) -> schema.table(name));
    }

    /** Share of all database time of the statements whose text names it, 0–1. */
    double share(CheckInput input) {
        Pattern word = Pattern.compile(
                "(?<![\\w$])" + Pattern.quote(name.name().toLowerCase(java.util.Locale.ROOT)) + "(?![\\w$])");
        return input.statements().stream()
                .filter(load -> word.matcher(load.lowerText()).find())
                .mapToDouble(StatementLoad::share)
                .sum();
    }

    @Override
    public String toString() {
        return name.schema().equals("public") ? name.name() : name.toString();
    }
}
