package dev.nightjar.advise.index;

import dev.nightjar.advise.index.shadow.IndexKey;
import dev.nightjar.advise.index.shadow.IndexSpec;
import dev.nightjar.model.schema.ObjectName;
import dev.nightjar.model.schema.SchemaSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Names for new indexes as PostgreSQL would choose them, none of them taken. */
final class IndexNames {
    private static final int MAX_BYTES = 63;

    private final Set<ObjectName> taken = new HashSet<>();

    IndexNames(SchemaSnapshot schema) {
        schema.indexes().forEach(index -> taken.add(index.name()));
        schema.tables().forEach(table -> taken.add(table.name()));
        schema.views().forEach(view -> taken.add(view.name()));
        schema.sequences().forEach(sequence -> taken.add(sequence.name()));
    }

    String next(IndexSpec spec) {
        String columns = spec.keys().stream()
                .map(IndexKey::column)
                .map(column -> column.orElse("expr"))
                .collect(Collectors.joining("_"));
        String base = spec.table().name() + "_" + columns;
        for (int number = 0; ; number++) {
            String suffix = "_idx" + (number == 0 ? "" : number);
            ObjectName name = new ObjectName(spec.table().schema(), shortened(base, suffix));
            if (taken.add(name)) {
                return name.name();
            }
        }
    }

    private static String shortened(String base, String suffix) {
        String cut = base;
        while ((cut + suffix).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut + suffix;
    }
}
