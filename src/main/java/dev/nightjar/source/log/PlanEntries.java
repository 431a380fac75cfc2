package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.Slice;
import dev.nightjar.source.log.bytes.Unescaper;
import dev.nightjar.source.log.plan.PlanShapes;
import dev.nightjar.source.log.plan.PlanTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the entries of auto_explain: whose plan it is, its shape, and the text of the slowest. One per worker. */
final class PlanEntries {
    private static final int MOST_STATEMENTS = 5000;

    private final StatementCatalog catalog;
    private final Unescaper unescaper = new Unescaper();
    private final PlanShapes shapes = new PlanShapes();
    private final Map<Long, Long> slowest = new HashMap<>();

    PlanEntries(StatementCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What a plan tells; nothing without its query.
     *
     * @param from where the text behind the duration begins in the entry's message
     * @param micros the duration
     */
    List<Note> read(LogEntry entry, int from, long micros) {
        Slice message = entry.message;
        message.from = Math.min(from, message.to);
        unescaper.reset();
        Slice query = new Slice();
        PlanTexts.queryOf(message, query, unescaper);
        if (query.isEmpty()) {
            return List.of();
        }
        List<Note> notes = new ArrayList<>();
        int statement = catalog.index(query.bytes, query.from, query.to, false);
        long prepared = PreparedNames.prepared(query.bytes, query.from, query.to);
        if (prepared != PreparedNames.NONE) {
            notes.add(new Note.Prepared(prepared, catalog.get(statement)));
        }
        if (entry.indented) {
            unescaper.unindent(message);
        }
        boolean slower = isSlowest(catalog.get(statement).fingerprint(), micros);
        String text = slower ? message.text(PlanTexts.LONGEST) : "";
        notes.add(new Note.Plan(statement, micros, shapes.of(message), text));
        return notes;
    }

    private boolean isSlowest(long fingerprint, long micros) {
        Long before = slowest.get(fingerprint);
        if (before != null && micros < before) {
            return false;
        }
        if (slowest.size() > MOST_STATEMENTS) {
            slowest.clear();
        }
        slowest.put(fingerprint, micros);
        return true;
    }
}
