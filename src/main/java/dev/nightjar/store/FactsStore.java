package dev.nightjar.store;

import dev.nightjar.model.Window;
import dev.nightjar.store.jdbc.Database;
import dev.nightjar.store.jdbc.Session;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * What describes a target, by time, and what nightly steps pass to each other, by window. Kept as JSON; what a
 * different release wrote and this one cannot read counts as not there.
 */
public final class FactsStore {
    private static final System.Logger LOG = System.getLogger(FactsStore.class.getName());

    private final Database database;
    private final StoredJson json = new StoredJson();

    FactsStore(Database database) {
        this.database = database;
    }

    /** Saves a record under its type; nothing is written when it is equal to the one before. */
    public void save(String target, Instant at, Object facts) {
        save(target, facts.getClass().getSimpleName(), at, facts);
    }

    /** Saves a record beside others of its type and moment, a microsecond after the last of them; one that is there is not saved again. */
    public void add(String target, Instant at, Object facts) {
        String name = facts.getClass().getSimpleName();
        byte[] plain = json.write(facts);
        String digest = digest(plain);
        database.inTransaction("add " + name, session -> {
            Instant free = at;
            Optional<String> there = at(session, target, name, free);
            while (there.isPresent()) {
                if (there.get().equals(digest)) {
                    return 0;
                }
                free = free.plus(1, ChronoUnit.MICROS);
                there = at(session, target, name, free);
            }
            return session.update(
                    "insert into fact (target, name, at, digest, body) values (?, ?, ?, ?, ?)",
                    target,
                    name,
                    free,
                    digest,
                    Gzip.pack(plain));
        });
    }

    private static Optional<String> at(Session session, String target, String name, Instant at)
            throws java.sql.SQLException {
        return session.first(
                "select digest from fact where target = ? and name = ? and at = ?",
                row -> row.text(1),
                target,
                name,
                at);
    }

    /** Saves a list under its elements' type; nothing is written when it is equal to the one before. */
    public <T> void saveAll(String target, Instant at, List<? extends T> facts, Class<T> element) {
        save(target, listName(element), at, facts);
    }

    /** The record that held at a moment. */
    public <T> Optional<T> latest(String target, Class<T> type, Instant notAfter) {
        return latest(target, type.getSimpleName(), notAfter, bytes -> json.read(bytes, type));
    }

    /** The list that held at a moment; empty also when there is none. */
    public <T> List<T> latestAll(String target, Class<T> element, Instant notAfter) {
        return latest(target, listName(element), notAfter, bytes -> json.readList(bytes, element))
                .orElse(List.of());
    }

    /** Every list saved after a window's begin and not after its end, in order of time. */
    public <T> List<List<T>> during(String target, Class<T> element, Window window) {
        return database
                .inTransaction(
                        "read " + listName(element),
                        session -> session.list(
                                "select body from fact where target = ? and name = ? and at > ? and at <= ?"
                                        + " order by at",
                                row -> Gzip.unpack(row.bytes(1)),
                                target,
                                listName(element),
                                window.from(),
                                window.to()))
                .stream()
                .flatMap(bytes -> readable(target, listName(element), bytes, b -> json.readList(b, element)).stream())
                .toList();
    }

    /** The record that held when a window began, and every other one until its end, in order of time. */
    public <T> List<Dated<T>> history(String target, Class<T> type, Window window) {
        String name = type.getSimpleName();
        return database
                .inTransaction(
                        "read " + name,
                        session -> session.list(
                                "select at, body from fact where target = ? and name = ? and at <= ?"
                                        + " and at >= coalesce((select max(at) from fact"
                                        + " where target = ? and name = ? and at <= ?), ?) order by at",
                                row -> new Dated<>(row.instant(1), Gzip.unpack(row.bytes(2))),
                                target,
                                name,
                                window.to(),
                                target,
                                name,
                                window.from(),
                                window.from()))
                .stream()
                .flatMap(saved -> readable(target, name, saved.fact(), bytes -> json.read(bytes, type)).stream()
                        .map(fact -> new Dated<>(saved.at(), fact)))
                .toList();
    }

    /** Saves what a step found for a window; saving again replaces it. */
    public void saveFor(String target, Window window, String name, Object facts) {
        byte[] body = Gzip.pack(json.write(facts));
        database.inTransaction("save " + name, session -> {
            session.update(
                    "delete from window_fact where target = ? and from_at = ? and to_at = ? and name = ?",
                    target,
                    window.from(),
                    window.to(),
                    name);
            return session.update(
                    "insert into window_fact (target, from_at, to_at, name, body) values (?, ?, ?, ?, ?)",
                    target,
                    window.from(),
                    window.to(),
                    name,
                    body);
        });
    }

    public <T> Optional<T> loadFor(String target, Window window, String name, Class<T> type) {
        return bodyFor(target, window, name).flatMap(bytes -> readable(target, name, bytes, b -> json.read(b, type)));
    }

    /** A list saved for a window; empty also when there is none. */
    public <T> List<T> loadAllFor(String target, Window window, String name, Class<T> element) {
        return bodyFor(target, window, name)
                .flatMap(bytes -> readable(target, name, bytes, b -> json.readList(b, element)))
                .orElse(List.of());
    }

    /** Keeps the newest version of each fact up to a moment: it may hold until today. */
    void purge(String target, Instant upTo) {
        database.inTransaction("purge the facts of " + target, session -> {
            session.update("delete from window_fact where target = ? and to_at <= ?", target, upTo);
            return session.update(
                    "delete from fact where target = ? and at <= ? and exists (select 1 from fact later"
                            + " where later.target = fact.target and later.name = fact.name"
                            + " and later.at > fact.at and later.at <= ?)",
                    target,
                    upTo,
                    upTo);
        });
    }

    private void save(String target, String name, Instant at, Object facts) {
        byte[] plain = json.write(facts);
        String digest = digest(plain);
        byte[] body = Gzip.pack(plain);
        database.inTransaction("save " + name, session -> {
            session.update("delete from fact where target = ? and name = ? and at = ?", target, name, at);
            if (before(session, target, name, at).equals(Optional.of(digest))) {
                return 0;
            }
            return session.update(
                    "insert into fact (target, name, at, digest, body) values (?, ?, ?, ?, ?)",
                    target,
                    name,
                    at,
                    digest,
                    body);
        });
    }

    private static Optional<String> before(Session session, String target, String name, Instant at)
            throws java.sql.SQLException {
        return session.first(
                "select digest from fact where target = ? and name = ? and at < ? order by at desc limit 1",
                row -> row.text(1),
                target,
                name,
                at);
    }

    private <T> Optional<T> latest(String target, String name, Instant notAfter, Function<byte[], T> reader) {
        return database.inTransaction(
                        "read " + name,
                        session -> session.first(
                                "select body from fact where target = ? and name = ? and at <= ?"
                                        + " order by at desc limit 1",
                                row -> Gzip.unpack(row.bytes(1)),
                                target,
                                name,
                                notAfter))
                .flatMap(bytes -> readable(target, name, bytes, reader));
    }

    private Optional<byte[]> bodyFor(String target, Window window, String name) {
        return database.inTransaction(
                "read " + name,
                session -> session.first(
                        "select body from window_fact where target = ? and from_at = ? and to_at = ? and name = ?",
                        row -> Gzip.unpack(row.bytes(1)),
                        target,
                        window.from(),
                        window.to(),
                        name));
    }

    private static <T> Optional<T> readable(String target, String name, byte[] bytes, Function<byte[], T> reader) {
        try {
            return Optional.of(reader.apply(bytes));
        } catch (JacksonException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} of {1} was saved by another release and cannot be read; it counts as missing until it is"
                            + " collected again ({2})",
                    name,
                    target,
                    e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private static String listName(Class<?> element) {
        return element.getSimpleName() + "[]";
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
