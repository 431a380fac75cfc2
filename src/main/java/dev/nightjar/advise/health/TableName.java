package dev.nightjar.advise.health;

import dev.nightjar.model.Subject;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import dev.nightjar.model.schema.TableDefinition;
import java.util.Locale;
import java.util.Optional;

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

    /** Whether the text of a statement names it. */
    boolean isNamedIn(StatementLoad load) {
        String text = load.lowerText();
        String word = name.name().toLowerCase(Locale.ROOT);
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            if (!isWordPart(text, at - 1) && !isWordPart(text, at + word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Share of all database time of the statements whose text names it, 0–1. */
    double share(CheckInput input) {
        return input.statements().stream()
                .filter(load -> load.databases().isEmpty() || load.databases().contains(database))
                .filter(this::isNamedIn)
                .mapToDouble(StatementLoad::share)
                .sum();
    }

    private static boolean isWordPart(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    @Override
    public String toString() {
        return name.schema().equals("public") ? name.name() : name.toString();
    }
}
