package dev.nightjar.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A thing that is measured: a statement, a table, a pool …
 *
 * @param key unique among the target's subjects of that kind
 * @param attributes what describes it, e.g. a statement's canonical text; may change while the key stays
 */
public record Subject(SubjectKind kind, String key, SortedMap<String, String> attributes) {

    /** Attribute of a statement: its canonical text, constants replaced. */
    public static final String TEXT = "text";

    /** Attribute of a statement: its fingerprint. */
    public static final String FINGERPRINT = "fingerprint";

    /** Attribute of a statement: the query ids of the server, separated by blanks. */
    public static final String QUERY_IDS = "queryIds";

    public static final String DATABASE = "database";
    public static final String SCHEMA = "schema";
    public static final String TABLE = "table";
    public static final String INDEX = "index";
    public static final String ROLE = "role";
    public static final String APPLICATION = "application";
    public static final String STATE = "state";
    public static final String WAIT_TYPE = "waitType";
    public static final String WAIT_EVENT = "waitEvent";
    public static final String SEQUENCE = "sequence";

    /** Attribute of a sequence: the columns it fills, a line each of quoted table, quoted column and type with tabs between. */
    public static final String COLUMNS = "columns";

    /** Attribute of a sequence: {@code no} when the role may not see its value. */
    public static final String READABLE = "readable";

    /** Attribute of a sequence: how much a value is above the one before. */
    public static final String INCREMENT = "increment";

    /** Attribute of a sequence: its own type, e.g. {@code integer}. */
    public static final String TYPE = "type";

    /** Attribute of a sequence: its own last value, whatever its columns hold. */
    public static final String OWN_END = "ownEnd";

    /** Attribute of a replication slot: its name. */
    public static final String SLOT = "slot";

    /** Attribute of a replication slot: {@code physical} or {@code logical}. */
    public static final String SLOT_TYPE = "slotType";

    /** Attribute of a replication slot: whether its WAL is still there, as pg_replication_slots says it. */
    public static final String WAL_STATUS = "walStatus";

    /** Attribute of a replication slot: {@code yes} on a standby that keeps a copy of a slot of its primary. */
    public static final String SYNCED = "synced";

    /** Why a replication slot can no longer be used, as the server says it; empty for one that can, and before 17. */
    public static final String INVALIDATION = "invalidation";

    public Subject {
        attributes = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public static Subject of(SubjectKind kind, String key) {
        return new Subject(kind, key, new TreeMap<>());
    }

    public static Subject of(SubjectKind kind, String key, Map<String, String> attributes) {
        return new Subject(kind, key, new TreeMap<>(attributes));
    }

    /** The attribute, or an empty string. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }
}
